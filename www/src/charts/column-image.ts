/** A picture with one pixel a figure, whose columns are stretched to wherever the page's columns stand. */

/** Pixels a column takes in the picture: its middle one has equal neighbours, so that smoothing stays within it. */
const ACROSS = 3;

/** Rows of room that a picture begins with. */
const FIRST_ROOM = 64;

/** The picture; keeps its pixels between frames. */
export class ColumnImage {
  readonly #canvas = document.createElement("canvas");
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);
  #columns = 0;
  /** Rows that the picture holds at present. */
  rows = 0;

  /** Makes room for figures `[rows, columns]`. */
  resize(columns: number, rows: number): void {
    this.rows = rows;
    if (columns === 0 || (this.#image && columns === this.#columns && rows <= this.#image.height)) return;
    const height = Math.max(rows, columns === this.#columns ? 2 * (this.#image?.height ?? 0) : 0, FIRST_ROOM);
    this.#columns = columns;
    this.#canvas.width = ACROSS * columns;
    this.#canvas.height = height;
    this.#image = this.#canvas.getContext("2d")?.createImageData(ACROSS * columns, height) ?? null;
    this.#pixels = this.#image ? new Uint32Array(this.#image.data.buffer) : new Uint32Array(0);
  }

  /** Sets one figure's pixel. */
  set(row: number, column: number, pixel: number): void {
    const first = ACROSS * (row * this.#columns + column);
    this.#pixels[first] = pixel;
    this.#pixels[first + 1] = pixel;
    this.#pixels[first + 2] = pixel;
  }

  /** Shows what was set since the last time. */
  flush(): void {
    if (!this.#image || this.rows === 0) return;
    const context = this.#canvas.getContext("2d");
    context?.putImageData(this.#image, 0, 0, 0, 0, ACROSS * this.#columns, this.rows);
  }

  /** Draws one column, its first row at the top. */
  draw(
    context: CanvasRenderingContext2D,
    column: number,
    left: number,
    width: number,
    top: number,
    height: number,
  ): void {
    if (!this.#image || this.rows === 0) return;
    context.drawImage(this.#canvas, ACROSS * column + 1, 0, 1, this.rows, left, top, width, height);
  }
}
