/** The distribution of a column's values: a mirrored histogram, or a strip of greys in a narrow column. */

import { ColumnImage } from "./column-image.ts";
import type { Colour } from "./palette.ts";
import { at } from "./scales.ts";

/** The least distance in pixels of columns that have room for a mirrored histogram. */
const MIN_HISTOGRAM_PITCH = 9;

/** Whether columns `pitch` apart show their distribution as strips of greys. */
export function usesStrips(pitch: number): boolean {
  return pitch < MIN_HISTOGRAM_PITCH;
}

/** Widens the thin tails of a distribution so that they can be seen; the row's label says so. */
const EXPONENT = 0.5;

/** Pixels by which neighbouring bins overlap, so that no gap shows between them. */
const OVERLAP = 0.5;

/**
 * Draws `bins` shares from index `start` on, centred in a column, the lowest value at the bottom. The largest bin takes the
 * column's whole width.
 */
export function drawDistribution(
  context: CanvasRenderingContext2D,
  shares: ArrayLike<number>,
  start: number,
  bins: number,
  left: number,
  width: number,
  top: number,
  height: number,
  style: string,
): void {
  const most = largest(shares, start, bins);
  const step = height / bins;
  const centre = left + width / 2;
  context.fillStyle = style;
  context.beginPath();
  for (let bin = 0; bin < bins; bin += 1) {
    const share = at(shares, start + bin);
    if (!(share > 0)) continue;
    const across = Math.max(1, (share / most) ** EXPONENT * width);
    context.rect(centre - across / 2, top + height - (bin + 1) * step, across, step + OVERLAP);
  }
  context.fill();
}

/** Distributions as strips of greys, the lowest value at the bottom. */
export class DistributionStrips extends ColumnImage {
  /** Paints `shares`, `[columns, bins]`. */
  update(shares: ArrayLike<number>, columns: number, { red, green, blue }: Colour): void {
    const bins = columns > 0 ? Math.floor(shares.length / columns) : 0;
    this.resize(columns, bins);
    const opaque = (blue << 16) | (green << 8) | red;
    for (let column = 0; column < columns; column += 1) {
      const most = largest(shares, column * bins, bins);
      for (let bin = 0; bin < bins; bin += 1) {
        const share = at(shares, column * bins + bin);
        const opacity = share > 0 ? Math.round(255 * (share / most) ** EXPONENT) : 0;
        this.set(bins - 1 - bin, column, ((opacity << 24) | opaque) >>> 0);
      }
    }
    this.flush(this.rows);
  }
}

function largest(shares: ArrayLike<number>, start: number, bins: number): number {
  let most = 0;
  for (let bin = 0; bin < bins; bin += 1) most = Math.max(most, at(shares, start + bin));
  return most;
}
