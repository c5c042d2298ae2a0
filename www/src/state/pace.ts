/** How fast the layers move, which the gradient's way back does not tell. */

import type { Snapshot } from "./figures.ts";

/**
 * Steps as training can use them; too large; or too small, since the schedule has brought the rate down, since there is
 * little left to learn, or since the rate is too low.
 */
export type Pace = "usable" | "large" | "rateFallen" | "learnt" | "slow";

/** A step over its weight that training can use, as the marks have it. */
export const USABLE = { low: 1e-4, high: 1e-2 };

/** Shares of its largest rate, and of its first loss, below which a run is near its end. */
const FALLEN = 0.1;
const LEARNT = 0.1;

/** Step, loss and rate. */
const LOSS_FIGURES = 3;

/** The pace of most hidden layers. */
export function paceOf({ step, layers, loss, learningRate, lossHistory }: Snapshot): Pace {
  const ratios = step === 0 ? [] : [...layers.updateRatio.subarray(0, -1)].filter((ratio) => ratio >= 0);
  const most = (is: (ratio: number) => boolean) => 2 * ratios.filter(is).length > ratios.length;
  if (most((ratio) => ratio > USABLE.high)) return "large";
  if (!most((ratio) => ratio < USABLE.low)) return "usable";
  const rates = lossHistory.filter((_, index) => index % LOSS_FIGURES === LOSS_FIGURES - 1);
  if (learningRate < FALLEN * Math.max(...rates)) return "rateFallen";
  return loss < LEARNT * (lossHistory[1] ?? 0) ? "learnt" : "slow";
}
