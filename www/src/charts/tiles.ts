/** Many small grey pictures at once: maps of units over the plane, kernels and samples as images. */

import { type Colour, mix, pixel } from "./palette.ts";
import { at } from "./scales.ts";

/** Tiles side by side in the picture that holds them all. */
const ACROSS = 16;

const LEVELS = 256;

/** The greys from paper (low) to ink (high). */
export function greys(paper: Colour, ink: Colour): Uint32Array {
  return Uint32Array.from({ length: LEVELS }, (_, level) => pixel(mix(paper, ink, level / (LEVELS - 1))));
}

/** Pictures of one size, written from figures and drawn wherever they are wanted. */
export class Tiles {
  readonly #canvas = document.createElement("canvas");
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);
  #count = 0;
  /** Pixels across and down a tile. */
  width = 0;
  height = 0;

  /** Makes room for `count` tiles. */
  resize(count: number, width: number, height: number): void {
    if (this.#image && count === this.#count && width === this.width && height === this.height) return;
    this.#count = count;
    this.width = width;
    this.height = height;
    this.#image = null;
    if (count * width * height === 0) return;
    this.#canvas.width = ACROSS * width;
    this.#canvas.height = Math.ceil(count / ACROSS) * height;
    const context = this.#canvas.getContext("2d");
    if (!context) return;
    this.#image = context.createImageData(this.#canvas.width, this.#canvas.height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  /** Writes one tile from `figures`, `low` as the first of `colours` and `high` as the last. */
  write(
    tile: number,
    figures: Float32Array,
    start: number,
    low: number,
    high: number,
    colours: Uint32Array,
  ): void {
    if (!this.#image) return;
    const stride = ACROSS * this.width;
    const corner = Math.floor(tile / ACROSS) * this.height * stride + (tile % ACROSS) * this.width;
    const last = colours.length - 1;
    const factor = last / (high - low || 1);
    const pixels = this.#pixels;
    const { width, height } = this;
    let figure = start;
    for (let y = 0; y < height; y += 1) {
      const row = corner + y * stride;
      for (let x = 0; x < width; x += 1) {
        const level = ((figures[figure] ?? 0) - low) * factor + 0.5;
        figure += 1;
        // What is no number becomes the first colour too.
        pixels[row + x] = colours[level >= last ? last : level > 0 ? Math.trunc(level) : 0] ?? 0;
      }
    }
  }

  /** Shows what was written since the last time. */
  flush(): void {
    if (this.#image) this.#canvas.getContext("2d")?.putImageData(this.#image, 0, 0);
  }

  /** Draws one tile. */
  draw(
    context: CanvasRenderingContext2D,
    tile: number,
    left: number,
    top: number,
    width: number,
    height: number,
  ): void {
    if (!this.#image) return;
    const x = (tile % ACROSS) * this.width;
    const y = Math.floor(tile / ACROSS) * this.height;
    context.drawImage(this.#canvas, x, y, this.width, this.height, left, top, width, height);
  }
}

/** Columns and rows that fit `count` squares into a field, and the side of one. */
export function packSquares(
  count: number,
  width: number,
  height: number,
  gap: number,
): { across: number; side: number } {
  let best = { across: 1, side: 0 };
  for (let across = 1; across <= count; across += 1) {
    const down = Math.ceil(count / across);
    const side = Math.min((width - (across - 1) * gap) / across, (height - (down - 1) * gap) / down);
    if (side > best.side) best = { across, side };
  }
  return best;
}

/** The largest absolute value, for a scale that is the same both ways; 1 where there is none. */
export function largestMagnitude(figures: ArrayLike<number>, start: number, count: number): number {
  let largest = 0;
  for (let index = start; index < start + count; index += 1) {
    const value = Math.abs(at(figures, index));
    if (value > largest && value < Number.POSITIVE_INFINITY) largest = value;
  }
  return largest || 1;
}
