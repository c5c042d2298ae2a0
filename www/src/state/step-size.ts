/** How large the layers' steps are, which does not follow from the gradients alone. */

import { isComputed, LOSS_ROW } from "../snapshot-format.ts";
import type { Snapshot } from "./figures.ts";

/** The ratios of a step to the weights it changes that training can use: a common rule of thumb. */
export const USABLE_UPDATE = { low: 1e-4, high: 1e-2 } as const;

/** An update ratio below which single precision leaves almost every weight unchanged. */
const MIN_UPDATE = 1e-8;

/** The share of the largest learning rate below which a schedule has decayed it. */
const DECAYED_SHARE = 0.1;

/** The share of the first loss below which a network has learnt. */
const LEARNT_SHARE = 0.1;

/**
 * How large steps are: usable, too large, or too small, because the schedule has decayed the rate, because little is left to
 * learn, or because the rate is small. Steps that change nothing at all are "fullyDecayed" if the schedule did that, else
 * "none".
 */
export type StepSize = "usable" | "large" | "decayed" | "learnt" | "small" | "fullyDecayed" | "none";

/** The step size of most hidden layers; that nothing changes is said only if it is true of every layer. */
export function stepSizeOf({ step, layers, loss, learningRate, lossHistory }: Snapshot): StepSize {
  const known = (ratio: number) => isComputed(ratio) && !Number.isNaN(ratio);
  const all = step === 0 ? [] : [...layers.updateRatio];
  const hidden = all.slice(0, -1).filter(known);
  const computed = all.filter(known);
  const none = computed.length > 0 && computed.every((ratio) => ratio < MIN_UPDATE);
  const most = (matches: (ratio: number) => boolean) => 2 * hidden.filter(matches).length > hidden.length;
  if (most((ratio) => ratio > USABLE_UPDATE.high)) return "large";
  if (!none && !most((ratio) => ratio < USABLE_UPDATE.low)) return "usable";
  const rates = lossHistory.filter((_, index) => index % LOSS_ROW.width === LOSS_ROW.learningRate);
  if (learningRate < DECAYED_SHARE * Math.max(...rates)) return none ? "fullyDecayed" : "decayed";
  if (loss < LEARNT_SHARE * (lossHistory[LOSS_ROW.loss] ?? 0)) return "learnt";
  return none ? "none" : "small";
}

/**
 * The steps of the first layer that learns and of the last hidden one: the first layer's are larger than its weights, or too
 * large, or too small; or only the last layer's are too small; or both are usable.
 */
export type EndSteps = "outgrown" | "large" | "firstStalled" | "lastStalled" | "usable";

/** The end steps of the latest step; before the first step, of the one that comes. */
export function endStepsOf(snapshot: Snapshot): EndSteps {
  const { updateRatio } = snapshot.layers;
  const first = updateRatio[firstLearning(snapshot)] ?? 0;
  const last = updateRatio[updateRatio.length - 2] ?? 0;
  if (first > 1) return "outgrown";
  if (first > USABLE_UPDATE.high) return "large";
  if (first < USABLE_UPDATE.low) return "firstStalled";
  return last < USABLE_UPDATE.low ? "lastStalled" : "usable";
}

/** The index of the first layer that is not frozen; no gradient is computed for those before it. */
export function firstLearning({ layers }: Snapshot): number {
  return Math.max(0, layers.deltaRms.findIndex(isComputed));
}
