/** Figures over time: one column a layer, one row a moment, the newest below. */

import { ColumnImage } from "./column-image.ts";
import { at } from "./scales.ts";
import { type Band, healthyBand, LIMITS, type Ramp, rampIndex, trouble } from "./trouble.ts";

/** Colours of `history` (`[rows, columns]`, oldest first); each row is held against its own healthy band. */
export class Heatmap extends ColumnImage {
  readonly #band: Band = { low: 0, high: 0 };

  /** Takes over another history. */
  update(history: ArrayLike<number>, columns: number, ramp: Ramp, notFinite: number): void {
    this.resize(columns, columns > 0 ? Math.floor(history.length / columns) : 0);
    for (let row = 0; row < this.rows; row += 1) {
      const start = row * columns;
      healthyBand(history, start, columns, this.#band);
      for (let column = 0; column < columns; column += 1) {
        const band = column === columns - 1 ? LIMITS : this.#band;
        this.set(row, column, colourOf(at(history, start + column), band, ramp, notFinite));
      }
    }
    this.flush();
  }
}

/** A figure's pixel: full strength for zero, transparent where nothing was computed. */
function colourOf(value: number, band: Band, ramp: Ramp, notFinite: number): number {
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
