/** Figures over time: one column a layer, one row a moment, the newest at the bottom. */

import { ColumnImage } from "./column-image.ts";
import { at, placementOf } from "./scales.ts";
import { type Band, healthyBand, LIMITS, type Ramp, rampIndex, severity } from "./severity.ts";

/** Colours of a history `[rows, columns]`, oldest row first; each row is compared with its own healthy band. */
export class Heatmap extends ColumnImage {
  readonly #band: Band = { low: 0, high: 0 };

  /** Paints `history`; figures that are not finite become the pixel `notFinite`. */
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
    this.flush(this.rows);
  }
}

/** A figure's pixel: full strength for zero, transparent where nothing was computed. */
function colourOf(value: number, band: Band, ramp: Ramp, notFinite: number): number {
  const placement = placementOf(value, band.low, band.high);
  if (placement === "not-finite") return notFinite;
  if (placement === "not-computed") return 0;
  const strength = placement === "zero" ? -1 : severity(Math.log10(value), band);
  return ramp.pixels[rampIndex(strength)] ?? 0;
}
