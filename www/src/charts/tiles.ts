/** Many small grey pictures in one image: maps of units over the plane, kernels, samples. */

import { type Colour, mix, pixel } from "./palette.ts";
import { PixelImage } from "./pixel-image.ts";
import { at } from "./scales.ts";

/** The least number of tiles in a row of the image. */
const MIN_ACROSS = 16;

/** Shades of grey. */
const LEVELS = 256;

/** The greys from paper (low) to ink (high). */
export function greys(paper: Colour, ink: Colour): Uint32Array {
  return Uint32Array.from({ length: LEVELS }, (_, level) => pixel(mix(paper, ink, level / (LEVELS - 1))));
}

/** Tiles of one size: written from figures, drawn anywhere. */
export class Tiles extends PixelImage {
  /** Size of a tile in pixels. */
  width = 0;
  height = 0;
  /** Tiles in a row: as many as there are rows, since browsers limit the height of a canvas. */
  #across = MIN_ACROSS;

  /** Makes room for `count` tiles. */
  resize(count: number, width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.#across = Math.max(MIN_ACROSS, Math.ceil(Math.sqrt(count)));
    this.setSize(this.#across * width, Math.ceil(count / this.#across) * height);
  }

  /** Writes one tile from the figures from `start` on: `low` in the first of `colours`, `high` in the last. */
  write(
    tile: number,
    figures: Float32Array,
    start: number,
    low: number,
    high: number,
    colours: Uint32Array,
  ): void {
    const stride = this.#across * this.width;
    const corner =
      Math.floor(tile / this.#across) * this.height * stride + (tile % this.#across) * this.width;
    const last = colours.length - 1;
    const factor = last / (high - low || 1);
    const { width, height, pixels } = this;
    let figure = start;
    for (let y = 0; y < height; y += 1) {
      const row = corner + y * stride;
      for (let x = 0; x < width; x += 1) {
        const level = ((figures[figure] ?? 0) - low) * factor + 0.5;
        figure += 1;
        // NaN becomes the first colour too.
        pixels[row + x] = colours[level >= last ? last : level > 0 ? Math.trunc(level) : 0] ?? 0;
      }
    }
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
    if (this.isEmpty) return;
    const x = (tile % this.#across) * this.width;
    const y = Math.floor(tile / this.#across) * this.height;
    context.drawImage(this.canvas, x, y, this.width, this.height, left, top, width, height);
  }
}

/** The largest squares of which `count` fit into a rectangle: how many in a row, and the side of one. */
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

/** The largest finite absolute value of `count` figures from `start` on; 1 if that is 0. */
export function largestMagnitude(figures: ArrayLike<number>, start: number, count: number): number {
  let largest = 0;
  for (let index = start; index < start + count; index += 1) {
    const value = Math.abs(at(figures, index));
    if (value > largest && value < Number.POSITIVE_INFINITY) largest = value;
  }
  return largest || 1;
}
