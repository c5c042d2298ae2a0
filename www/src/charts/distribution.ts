/** The distribution of a column's values: a mirrored histogram, or a strip of grey where there is no room for one. */

import { ColumnImage } from "./column-image.ts";
import type { Colour } from "./palette.ts";
import { at } from "./scales.ts";

/** Columns nearer to each other than this have no room for a mirrored histogram. */
const STRIP_BELOW = 9;

/** Whether columns `pitch` apart show their distribution as strips of grey. */
export function asStrips(pitch: number): boolean {
  return pitch < STRIP_BELOW;
}

/** Grows the thin tails of a distribution so that they can be seen; the axis says so. */
const EXPONENT = 0.5;

/** Neighbouring bins overlap by this much, so that no seam of paper shows between them. */
const SEAM = 0.5;

/**
 * Draws `bins` shares from `start` on, lowest value at the bottom of `top`…`top + height`, centred in a column. The
 * largest bin takes the column's whole width.
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
    context.rect(centre - across / 2, top + height - (bin + 1) * step, across, step + SEAM);
  }
  context.fill();
}

/** Distributions (`[columns, bins]` shares) as greys, the lowest value below. */
export class Strips extends ColumnImage {
  /** Takes over other distributions. */
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
    this.flush();
  }
}

function largest(shares: ArrayLike<number>, start: number, bins: number): number {
  let most = 0;
  for (let bin = 0; bin < bins; bin += 1) most = Math.max(most, at(shares, start + bin));
  return most;
}
