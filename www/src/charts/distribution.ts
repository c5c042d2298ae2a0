/** The distribution of a column's values: a mirrored histogram, or a strip of grey where there is no room for one. */

import { at } from "./scales.ts";

/** Columns nearer to each other than this have no room for a mirrored histogram. */
const STRIP_BELOW = 9;

/** Whether columns `pitch` apart show their distribution as strips of grey. */
export function asStrips(pitch: number): boolean {
  return pitch < STRIP_BELOW;
}

/** Grows the thin tails of a distribution so that they can be seen; the axis says so. */
const EXPONENT = 0.5;

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
  strip: boolean,
): void {
  let largest = 0;
  for (let bin = 0; bin < bins; bin += 1) largest = Math.max(largest, at(shares, start + bin));
  if (!(largest > 0)) return;
  context.fillStyle = style;
  const step = height / bins;
  const bottom = top + height;
  if (strip) {
    for (let bin = 0; bin < bins; bin += 1) {
      const share = at(shares, start + bin);
      if (!(share > 0)) continue;
      context.globalAlpha = extent(share, largest);
      context.fillRect(left, bottom - (bin + 1) * step, width, step);
    }
    context.globalAlpha = 1;
    return;
  }
  const centre = left + width / 2;
  context.beginPath();
  for (let bin = 0; bin < bins; bin += 1) {
    const share = at(shares, start + bin);
    if (!(share > 0)) continue;
    const across = Math.max(1, extent(share, largest) * width);
    context.rect(centre - across / 2, bottom - (bin + 1) * step, across, step + SEAM);
  }
  context.fill();
}

/** Neighbouring bins overlap by this much, so that no seam of paper shows between them. */
const SEAM = 0.5;

/** Of a column's width, what a share takes. */
function extent(share: number, largest: number): number {
  return (share / largest) ** EXPONENT;
}
