/** Figures over time: one column a layer, one row a moment, the newest at the bottom. */

import { ColumnImage } from "./column-image.ts";
import { at, placementOf } from "./scales.ts";
import { type Band, GradientBands, type Ramp, rampIndex, severity } from "./severity.ts";

/** Colours of a history `[rows, layers]`, oldest row first; each row is judged by its own healthy bands. */
export class Heatmap extends ColumnImage {
  readonly #bands = new GradientBands();

  /** Paints the δ of `layers`; figures that are not finite become the pixel `notFinite`. */
  update(
    history: ArrayLike<number>,
    layers: readonly { readonly columns: number }[],
    ramp: Ramp,
    notFinite: number,
  ): void {
    const columns = layers.length;
    this.resize(columns, columns > 0 ? Math.floor(history.length / columns) : 0);
    for (let row = 0; row < this.rows; row += 1) {
      const start = row * columns;
      this.#bands.read(history, start, columns, layers);
      for (let column = 0; column < columns; column += 1) {
        this.set(row, column, colourOf(at(history, start + column), this.#bands.of(column), ramp, notFinite));
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
