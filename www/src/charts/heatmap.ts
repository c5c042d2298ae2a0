/** Figures over time: one column a layer, one row a moment, the newest below. */

import { at } from "./scales.ts";
import { type Band, healthyBand, LIMITS, type Ramp, rampIndex, trouble } from "./trouble.ts";

/** Pixels a column takes in the picture: its middle one has equal neighbours, so that smoothing stays within it. */
const ACROSS = 3;

/** The heatmap as a picture of one line a moment, to be stretched over the columns. */
export class Heatmap {
  readonly #canvas = document.createElement("canvas");
  readonly #band: Band = { low: 0, high: 0 };
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);
  /** Rows that the picture holds at present. */
  rows = 0;

  /** Takes over `history` (`[rows, columns]`, oldest first); each row is held against its own healthy band. */
  update(history: ArrayLike<number>, columns: number, ramp: Ramp, notFinite: number): void {
    this.rows = columns > 0 ? Math.floor(history.length / columns) : 0;
    if (this.rows === 0) return;
    const context = this.#prepare(columns, this.rows);
    if (!context || !this.#image) return;
    for (let row = 0; row < this.rows; row += 1) {
      const start = row * columns;
      healthyBand(history, start, columns, this.#band);
      for (let column = 0; column < columns; column += 1) {
        const band = column === columns - 1 ? LIMITS : this.#band;
        const colour = cell(at(history, start + column), band, ramp, notFinite);
        this.#pixels.fill(colour, ACROSS * (start + column), ACROSS * (start + column + 1));
      }
    }
    context.putImageData(this.#image, 0, 0, 0, 0, ACROSS * columns, this.rows);
  }

  /** Draws one column of the picture. */
  draw(
    context: CanvasRenderingContext2D,
    column: number,
    left: number,
    width: number,
    top: number,
    height: number,
  ): void {
    if (this.rows > 0)
      context.drawImage(this.#canvas, ACROSS * column + 1, 0, 1, this.rows, left, top, width, height);
  }

  #prepare(columns: number, rows: number): CanvasRenderingContext2D | null {
    const context = this.#canvas.getContext("2d");
    if (!context) return null;
    const width = ACROSS * columns;
    if (!this.#image || this.#image.width !== width || this.#image.height < rows) {
      const room = Math.max(rows, 2 * (this.#image?.height ?? 0), 64);
      this.#canvas.width = width;
      this.#canvas.height = room;
      this.#image = context.createImageData(width, room);
      this.#pixels = new Uint32Array(this.#image.data.buffer);
    }
    return context;
  }
}

/** A figure's pixel: full strength for zero, transparent where nothing was computed. */
function cell(value: number, band: Band, ramp: Ramp, notFinite: number): number {
  if (!Number.isFinite(value)) return notFinite;
  if (value < 0) return 0;
  const strength = value === 0 ? -1 : trouble(Math.log10(value), band);
  return ramp.pixels[rampIndex(strength)] ?? 0;
}

/** Calls back for every run of rows in one column whose figures match. */
export function eachRowRun(
  history: ArrayLike<number>,
  columns: number,
  column: number,
  matches: (value: number) => boolean,
  found: (first: number, last: number) => void,
): void {
  const rows = Math.floor(history.length / columns);
  let first = -1;
  for (let row = 0; row <= rows; row += 1) {
    const inside = row < rows && matches(at(history, row * columns + column));
    if (inside && first < 0) first = row;
    if (!inside && first >= 0) {
      found(first, row - 1);
      first = -1;
    }
  }
}
