/** An image written pixel by pixel on a canvas of its own, from which it is drawn in parts or stretched. */
export class PixelImage {
  protected readonly canvas = document.createElement("canvas");
  /** The pixels, row by row from the top; written to the canvas by {@link flush}. */
  protected pixels = new Uint32Array(0);
  #image: ImageData | null = null;

  /** Whether there is anything to draw. */
  protected get isEmpty(): boolean {
    return this.#image === null;
  }

  /** Sets the size in pixels; a change of it clears the image. */
  protected setSize(width: number, height: number): void {
    if (this.#image?.width === width && this.#image.height === height) return;
    this.#image = null;
    this.pixels = new Uint32Array(0);
    if (width * height === 0) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.#image = this.canvas.getContext("2d")?.createImageData(width, height) ?? null;
    if (this.#image) this.pixels = new Uint32Array(this.#image.data.buffer);
  }

  /** Copies the upper `rows` of the pixels to the canvas. */
  flush(rows = this.canvas.height): void {
    const image = this.#image;
    if (image && rows > 0) this.canvas.getContext("2d")?.putImageData(image, 0, 0, 0, 0, image.width, rows);
  }
}
