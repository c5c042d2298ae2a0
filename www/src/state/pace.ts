/** How far the layers move in a step, which the gradient's way back alone does not tell. */

import type { Snapshot } from "./figures.ts";

/**
 * Steps as training can use them; too large; or too small, since the schedule has brought the rate down, since there is
 * little left to learn, or since the rate is too low; or none to speak of, since the rate is next to 0, by the schedule's
 * doing or from the start.
 */
export type Pace = "usable" | "large" | "rateFallen" | "learnt" | "slow" | "rateGone" | "still";

/** A step over its weight that training can use, as the marks have it. */
export const USABLE = { low: 1e-4, high: 1e-2 };

/** A step over its weight so small that hardly a weight in single precision becomes another by it. */
const STILL = 1e-8;

/** Shares of its largest rate, and of its first loss, below which a run is near its end. */
const FALLEN = 0.1;
const LEARNT = 0.1;

/** Step, loss and rate. */
const LOSS_FIGURES = 3;

/** The pace of most hidden layers; that nothing moves is said only where it is so of every layer. */
export function paceOf({ step, layers, loss, learningRate, lossHistory }: Snapshot): Pace {
  const known = (ratio: number) => ratio >= 0;
  const ratios = step === 0 ? [] : [...layers.updateRatio.subarray(0, -1)].filter(known);
  const all = step === 0 ? [] : [...layers.updateRatio].filter(known);
  const still = all.length > 0 && all.every((ratio) => ratio < STILL);
  const most = (is: (ratio: number) => boolean) => 2 * ratios.filter(is).length > ratios.length;
  if (most((ratio) => ratio > USABLE.high)) return "large";
  if (!still && !most((ratio) => ratio < USABLE.low)) return "usable";
  const rates = lossHistory.filter((_, index) => index % LOSS_FIGURES === LOSS_FIGURES - 1);
  if (learningRate < FALLEN * Math.max(...rates)) return still ? "rateGone" : "rateFallen";
  if (loss < LEARNT * (lossHistory[1] ?? 0)) return "learnt";
  return still ? "still" : "slow";
}

/**
 * What becomes of the first layer's gradient where it is another than the last's: the optimizer's steps outgrow the
 * layer's weights, or are large, or tiny, or are so for the last hidden layer only, or are usable in both.
 */
export type Strain = "outgrown" | "large" | "firstStands" | "lastStands" | "usable";

/** The strain of a step; before the first, of that which is about to be. */
export function strainOf(snapshot: Snapshot): Strain {
  const { updateRatio } = snapshot.layers;
  const first = updateRatio[firstLearning(snapshot)] ?? 0;
  const last = updateRatio[updateRatio.length - 2] ?? 0;
  if (first > 1) return "outgrown";
  if (first > USABLE.high) return "large";
  if (first < USABLE.low) return "firstStands";
  return last < USABLE.low ? "lastStands" : "usable";
}

/** The lowest layer that is not frozen: below it no gradient is computed. */
export function firstLearning({ layers }: Snapshot): number {
  return Math.max(
    0,
    layers.deltaRms.findIndex((delta) => delta !== -1),
  );
}
