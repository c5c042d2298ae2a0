/** How large the layers' steps are, which does not follow from the gradients alone. */

import { isComputed, LOSS_ROW } from "../snapshot-format.ts";
import type { Snapshot } from "./figures.ts";

/** The ratios of a step to the weights it changes that training can use: a common rule of thumb. */
export const USABLE_UPDATE = { low: 1e-4, high: 1e-2 } as const;

/** An update ratio below which single precision leaves almost every weight unchanged. */
const MIN_UPDATE = 1e-8;

/** The share of the largest learning rate below which a schedule has decayed it. */
const DECAYED_SHARE = 0.1;

/** Why the latest step changed nothing: the schedule's rate is next to 0, or something else; null if a layer moved. */
export type Standstill = "decayed" | "other";

/** Whether the latest step changed nothing; null before the first step too. */
export function standstillOf({ step, layers, learningRate, lossHistory }: Snapshot): Standstill | null {
  const computed = layers.updateRatio.filter((ratio) => isComputed(ratio) && !Number.isNaN(ratio));
  if (step === 0 || computed.length === 0 || computed.some((ratio) => ratio >= MIN_UPDATE)) return null;
  const rates = lossHistory.filter((_, index) => index % LOSS_ROW.width === LOSS_ROW.learningRate);
  return learningRate < DECAYED_SHARE * Math.max(...rates) ? "decayed" : "other";
}
