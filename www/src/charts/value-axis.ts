/** One axis for the values of all columns, so that a layer whose values grow looks larger than the one before. */

import { at } from "./scales.ts";

/** An axis of values: linear, or logarithmic in both directions from `linear` on, where that is above 0. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  /** Up to about which size a logarithmic axis is linear; 0 for a linear axis. */
  readonly linear: number;
}

/** How many times the smallest column's largest value the largest column's is, from which the axis is logarithmic. */
const MAX_LINEAR_RATIO = 20;

/** The axis of `ranges`, `[columns, 2]`, without those that are not finite. */
export function commonAxis(ranges: ArrayLike<number>, columns: number): ValueAxis {
  let [low, high] = [0, 0];
  let [smallest, largest] = [Number.POSITIVE_INFINITY, 0];
  for (let column = 0; column < columns; column += 1) {
    const [from, to] = [at(ranges, 2 * column), at(ranges, 2 * column + 1)];
    const size = Math.max(Math.abs(from), Math.abs(to));
    if (!Number.isFinite(from - to) || size === 0) continue;
    low = Math.min(low, from);
    high = Math.max(high, to);
    smallest = Math.min(smallest, size);
    largest = Math.max(largest, size);
  }
  if (largest === 0) return { low: 0, high: 1, linear: 0 };
  if (largest <= MAX_LINEAR_RATIO * smallest) return { low, high, linear: 0 };
  // Ends at powers of ten, so that their labels are exact.
  const outwards = (value: number) =>
    value && Math.sign(value) * 10 ** Math.ceil(Math.log10(Math.abs(value)) - 1e-6);
  return { low: outwards(low), high: outwards(high), linear: smallest / 10 };
}

/** Where `value` is between the axis's ends: 0…1. */
export function shareOf({ low, high, linear }: ValueAxis, value: number): number {
  const bend = (size: number) =>
    linear > 0 ? Math.sign(size) * Math.log10(1 + Math.abs(size) / linear) : size;
  const share = (bend(value) - bend(low)) / (bend(high) - bend(low));
  return Math.min(1, Math.max(0, share));
}

/** A power of ten in the middle of a logarithmic axis's upper part; a linear one's end. */
export function halfway({ high, linear }: ValueAxis): number {
  return linear > 0 && high > 0 ? 10 ** Math.round(Math.log10(high * linear) / 2) : high;
}

/** Histograms `shares`, `[columns, bins]`, each over its own one of `ranges`, as histograms over `axis`. */
export function onAxis(
  axis: ValueAxis,
  shares: ArrayLike<number>,
  ranges: ArrayLike<number>,
  columns: number,
): Float32Array {
  const placed = new Float32Array(shares.length);
  const bins = Math.floor(shares.length / Math.max(1, columns));
  for (let column = 0; column < columns; column += 1) {
    const low = at(ranges, 2 * column);
    const width = (at(ranges, 2 * column + 1) - low) / bins;
    for (let bin = 0; bin < bins; bin += 1) {
      const share = at(shares, column * bins + bin);
      if (!(share > 0) || !Number.isFinite(width)) continue;
      const from = bins * shareOf(axis, low + bin * width);
      const to = Math.max(bins * shareOf(axis, low + (bin + 1) * width), from + 1e-6);
      for (let reached = Math.min(bins - 1, Math.floor(from)); reached < Math.min(bins, to); reached += 1) {
        const overlap = Math.min(to, reached + 1) - Math.max(from, reached);
        placed[column * bins + reached] =
          at(placed, column * bins + reached) + (share * Math.max(overlap, 0)) / (to - from);
      }
    }
  }
  return placed;
}
