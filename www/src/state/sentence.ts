/** What the page says about a verdict: which sentence, and the numbers in it. `text` puts it into words. */

import { EPOCH_ROW, isComputed } from "../snapshot-format.ts";
import type { RunInfo, Snapshot } from "./figures.ts";
import { type EndSteps, endStepsOf, firstLearning, type StepSize, stepSizeOf } from "./step-size.ts";
import { noTraits, type Traits } from "./traits.ts";

/** A hidden layer by its number from 1, or the output layer; null if unknown. */
export type LayerId = number | "output" | null;

/** What became not finite: a layer's activations, the output, the loss, an epoch's loss, or a layer's weights. */
type Overflow = "activations" | "output" | "loss" | "epochLoss" | "weights";

/** What follows for training from a gradient that arrives; "alike" if a layer's units all have the same weights. */
export type Outlook = StepSize | "alike";

/** Step sizes that mean that nothing changes. */
type NoStep = Extract<StepSize, "fullyDecayed" | "none">;

/** The numbers of the first layer that learns and of the last hidden layer. */
interface Ends {
  readonly first: number;
  readonly last: number;
}

/** A sentence, and the numbers in it. */
export type Sentence =
  /** The figures before the first step are not finite. */
  | { kind: "notFinite" }
  | Divergence
  /** `dead` if the reason is that all units of the layer are at 0. */
  | { kind: "silent"; layer: LayerId; dead: boolean }
  | ({ kind: "exploding"; log10Ratio: number | null; effect: EndSteps | "batchNorm" } & Ends)
  /** `rho` and `log10Ratio` as in the diagnosis; `learning` says whether the first layer learns nonetheless. */
  | ({ kind: "vanishing"; rho: number | null; log10Ratio: number | null; learning: Learning } & Ends)
  /** `share` of the layer's units, or of its activations. */
  | { kind: "dying" | "saturated"; layer: LayerId; share: number | null }
  /** There is no hidden layer. */
  | { kind: "linear"; noStep: NoStep | null }
  /** Only the last hidden layer learns; `alone` if there is no other one. */
  | { kind: "single"; last: number; alone: boolean; noStep: NoStep | null }
  | ({ kind: "even"; outlook: Outlook } & Ends)
  | ({ kind: "uneven"; log10Ratio: number; outlook: Outlook | "harmless" } & Ends);

/** The sentence about a run that diverged. */
export interface Divergence {
  readonly kind: "diverged";
  readonly overflow: Overflow;
  readonly layer: LayerId;
  readonly step: number;
  /** ρ if it explains why. */
  readonly growth: number | null;
  /** Whether no gradient is finite either. */
  readonly noGradient: boolean;
}

type Learning = "learns" | "hardlyLearns" | "doesNotLearn";

/** log10 of the largest ratio of two gradients that count as the same size. */
const MAX_EVEN = Math.log10(1.05);

/** log10 of the growth above which a gradient is healthy only because it is too small to do harm. */
const MAX_GROWTH = 1;

/** log10 of what is left of a vanishing gradient above which the first layer still learns a little. */
const MIN_LEARNING = -3;

/** The sentence about the snapshot's verdict. */
export function sentenceOf(runInfo: RunInfo, snapshot: Snapshot, traits: Traits = noTraits): Sentence {
  const { diagnosis, layers } = snapshot;
  const { verdict, rho, log10Ratio } = diagnosis;
  const ends: Ends = { first: 1 + firstLearning(snapshot), last: runInfo.layers.length - 1 };
  const layer = layerId(runInfo, diagnosis.layer);
  switch (verdict) {
    case "diverged":
      return divergenceOf(runInfo, snapshot);
    case "silent":
      return { kind: verdict, layer, dead: layers.dead[diagnosis.layer ?? -1] === 1 };
    case "exploding": {
      const effect = traits.batchNorm ? "batchNorm" : endStepsOf(snapshot);
      return { kind: verdict, ...ends, log10Ratio, effect };
    }
    case "vanishing":
      return { kind: verdict, ...ends, rho, log10Ratio, learning: learningOf(snapshot) };
    case "dying":
    case "saturated":
      return { kind: verdict, layer, share: diagnosis.share };
    case "healthy":
      return healthySentence(log10Ratio, ends, traits.alike ? "alike" : stepSizeOf(snapshot));
  }
}

function layerId({ layers }: RunInfo, index: number | null): LayerId {
  if (index === null) return null;
  return index === layers.length - 1 ? "output" : index + 1;
}

/** Where a run diverged, and whether any gradient is left. */
function divergenceOf(runInfo: RunInfo, { status, layers, diagnosis, ...rest }: Snapshot): Sentence {
  if (status.kind !== "diverged") return { kind: "notFinite" };
  const index = runInfo.layers.findIndex(({ name }) => name === status.layer);
  const layer = layerId(runInfo, index);
  const lastEpoch = rest.epochHistory.slice(-EPOCH_ROW.width);
  let overflow: Overflow = lastEpoch.every(Number.isFinite) ? "weights" : "epochLoss";
  if (!Number.isFinite(rest.loss)) overflow = "loss";
  if (!Number.isFinite(layers.activationMean[index] ?? 0))
    overflow = layer === "output" ? "output" : "activations";
  const noGradient = layers.deltaRms.every((delta) => !isComputed(delta) || !Number.isFinite(delta));
  const growth = diagnosis.rho !== null && diagnosis.rho > 1 ? diagnosis.rho : null;
  return { kind: "diverged", overflow, layer, step: status.step, growth, noGradient };
}

/** Whether the first layer learns although its gradient has vanished. */
function learningOf(snapshot: Snapshot): Learning {
  // Steps that do not shrink with the gradient, such as Adam's, make up for it.
  if (endStepsOf(snapshot) !== "firstStalled") return "learns";
  return (snapshot.diagnosis.log10Ratio ?? MIN_LEARNING) > MIN_LEARNING ? "hardlyLearns" : "doesNotLearn";
}

function healthySentence(log10Ratio: number | null, { first, last }: Ends, outlook: Outlook): Sentence {
  const noStep = outlook === "fullyDecayed" || outlook === "none" ? outlook : null;
  if (last === 0) return { kind: "linear", noStep };
  if (first >= last) return { kind: "single", last, alone: last === 1, noStep };
  if (log10Ratio === null || Math.abs(log10Ratio) < MAX_EVEN) return { kind: "even", first, last, outlook };
  const harmless = log10Ratio > MAX_GROWTH && noStep === null;
  return { kind: "uneven", first, last, log10Ratio, outlook: harmless ? "harmless" : outlook };
}
