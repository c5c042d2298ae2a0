/** Where a figure stands on an axis, and whether it is a figure at all. */

/** A logarithmic axis: powers of ten `low`…`high` over `start`…`end`, in pixels. */
export interface LogAxis {
  readonly low: number;
  readonly high: number;
  start: number;
  end: number;
}

/** What kind of thing a figure is; −1 stands for "not computed" throughout a snapshot. */
export type Standing = "on-scale" | "below" | "above" | "zero" | "not-finite" | "not-computed";

/** Tells where `value` stands on an axis of powers `low`…`high`. */
export function standing(value: number, low: number, high: number): Standing {
  if (!Number.isFinite(value)) return "not-finite";
  if (value < 0) return "not-computed";
  if (value === 0) return "zero";
  const power = Math.log10(value);
  if (power < low) return "below";
  return power > high ? "above" : "on-scale";
}

/** The pixel of a power of ten, kept within the axis. */
export function position(axis: LogAxis, power: number): number {
  const share = (power - axis.low) / (axis.high - axis.low);
  return axis.start + (axis.end - axis.start) * Math.min(1, Math.max(0, share));
}

/** An element of an array whose bounds the caller knows. */
export function at(figures: ArrayLike<number>, index: number): number {
  return figures[index] ?? Number.NaN;
}

/** Which of `count` labels to print so that each has `room` pixels: every, every second, fifth, tenth, … */
export function labelStep(pitch: number, room: number): number {
  for (let decade = 1; ; decade *= 10) {
    for (const step of [1, 2, 5]) {
      if (pitch * step * decade >= room) return step * decade;
    }
  }
}

/** Whether the layer `number` (from 1) is labelled at a {@link labelStep}: evenly, and 1 always. */
export function isLabelled(number: number, step: number): boolean {
  return step === 2 ? number % 2 === 1 : number === 1 || number % step === 0;
}

/** At most four round values within `low`…`high`. */
export function roundTicks(low: number, high: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [low];
  const rough = 10 ** Math.floor(Math.log10(span));
  const step = [0.5, 1, 2, 5].map((factor) => factor * rough).find((size) => span / size <= 3) ?? 10 * rough;
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    // Without the rounding 3 × 0.2 is 0.6000000000000001, and a zero may be a negative one.
    ticks.push(Number((index * step).toPrecision(12)) + 0);
  }
  return ticks;
}
