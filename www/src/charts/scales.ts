/** Axes, and where figures are placed on them. */

import { isComputed } from "../snapshot-format.ts";

/** A logarithmic axis: powers of ten `low`…`high` over `start`…`end`, in pixels. */
export interface LogAxis {
  readonly low: number;
  readonly high: number;
  start: number;
  end: number;
}

/** Where a figure is in relation to a logarithmic axis, or why it has no place there. */
export type Placement = "on-scale" | "below" | "above" | "zero" | "not-finite" | "not-computed";

/** The placement of `value` on an axis of powers of ten `low`…`high`. */
export function placementOf(value: number, low: number, high: number): Placement {
  if (!Number.isFinite(value)) return "not-finite";
  if (!isComputed(value)) return "not-computed";
  if (value === 0) return "zero";
  const power = Math.log10(value);
  if (power < low) return "below";
  return power > high ? "above" : "on-scale";
}

/** The pixel of a power of ten, clamped to the axis. */
export function position(axis: LogAxis, power: number): number {
  const share = (power - axis.low) / (axis.high - axis.low);
  return axis.start + (axis.end - axis.start) * Math.min(1, Math.max(0, share));
}

/** An element of an array whose bounds the caller knows. */
export function at(figures: ArrayLike<number>, index: number): number {
  return figures[index] ?? Number.NaN;
}

/** Which labels to print, `pitch` pixels apart, so that each has `room` pixels: every one, every second, fifth, tenth, … */
export function labelStep(pitch: number, room: number): number {
  for (let decade = 1; ; decade *= 10) {
    for (const step of [1, 2, 5]) {
      if (pitch * step * decade >= room) return step * decade;
    }
  }
}

/** Whether layer `number` (from 1) has a label at a {@link labelStep}; layer 1 always has one. */
export function isLabelled(number: number, step: number): boolean {
  return step === 2 ? number % 2 === 1 : number === 1 || number % step === 0;
}

/** Calls `found` with the first and the last index of every run of matching items among `count`. */
export function eachRun(
  count: number,
  matches: (index: number) => boolean,
  found: (first: number, last: number) => void,
): void {
  let first = -1;
  for (let index = 0; index <= count; index += 1) {
    const inside = index < count && matches(index);
    if (inside && first < 0) first = index;
    if (!inside && first >= 0) {
      found(first, index - 1);
      first = -1;
    }
  }
}

/** At most four round values within `low`…`high`. */
export function roundTicks(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = 10 ** Math.floor(Math.log10(span));
  const step = [0.5, 1, 2, 5].map((factor) => factor * rough).find((size) => span / size <= 3) ?? 10 * rough;
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    // Rounded, since 3 × 0.2 is 0.6000000000000001; + 0 turns a negative zero into a positive one.
    ticks.push(Number((index * step).toPrecision(12)) + 0);
  }
  return ticks;
}
