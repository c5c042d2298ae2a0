/** What the page says about a verdict: which sentence, and the numbers in it. `text` puts it into words. */

import { EPOCH_ROW, isComputed } from "../snapshot-format.ts";
import type { Diagnosis, RunInfo, Snapshot } from "./figures.ts";
import { type Standstill, standstillOf } from "./step-size.ts";
import { noTraits, type Traits } from "./traits.ts";

/** The gradient that bars and sentence are about: at the layers' activation inputs, or of their kernels. */
export type Gradient = "delta" | "kernel";

/** A hidden layer by its number from 1, or the output layer; null if unknown. */
export type LayerId = number | "output" | null;

/** What became not finite: a layer's activations, the output, the loss, an epoch's loss, or a layer's weights. */
type Overflow = "activations" | "output" | "loss" | "epochLoss" | "weights";

/** The steps of the first layer that learns. */
export type Steps =
  /** There is none yet; `adaptive` if the optimizer divides steps by the gradient's size. */
  | { readonly kind: "first"; readonly adaptive: boolean }
  /** The ratio of the latest step to the weights; null if there is none. */
  | { readonly kind: "latest"; readonly size: number | null }
  /** No layer moves. */
  | { readonly kind: "standstill"; readonly why: Standstill };

/** The first layer that learns, and the last hidden one, by their numbers; and the first one's steps. */
interface Ends {
  readonly first: number;
  readonly last: number;
  readonly steps: Steps;
}

/** A sentence, and the numbers in it. */
export type Sentence =
  /** The figures before the first step are not finite. */
  | { kind: "notFinite" }
  | Divergence
  /** `dead` if the reason is that all units of the layer are at 0. */
  | { kind: "silent"; layer: LayerId; dead: boolean }
  /** `batchNorm` if that is the reason. */
  | ({ kind: "exploding"; log10Ratio: number; batchNorm: boolean } & Ends)
  | ({ kind: "vanishing"; rho: number; log10Ratio: number } & Ends)
  /** Up to the layer `lost` the gradient is below single precision; `rho` is that of the layers above. */
  | { kind: "underflow"; rho: number | null; first: number; lost: number }
  /** Almost all of the change is between two layers; of `lower`, log10 of its gradient over that of `upper`. */
  | ({ kind: "cliff"; lower: number; upper: number; log10Ratio: number } & Ends)
  /** `share` of the layer's units, or of its activations. */
  | { kind: "dying" | "saturated"; layer: LayerId; share: number | null }
  /** There is no hidden layer. */
  | { kind: "linear"; steps: Steps }
  /** All hidden layers are frozen. */
  | { kind: "frozen"; steps: Steps }
  /** Only the last hidden layer learns; `alone` if there is no other one. */
  | { kind: "single"; last: number; alone: boolean; steps: Steps }
  /**
   * `overOutput`: log10 of the first layer's gradient over the output's if it is much larger than the last hidden layer's;
   * `alike` if a layer's units began with the same weights.
   */
  | ({ kind: "healthy"; log10Ratio: number; overOutput: number | null; alike: boolean } & Ends)
  /** The kernels' gradients in the latest batch: log10 of the first one's over the last one's. */
  | ({ kind: "kernel"; log10Ratio: number } & Ends);

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

/** log10 of the largest ratio of two gradients, either way, that calls for no explanation. */
const MAX_PLAIN = 1;

/** The sentence about the snapshot's verdict, or with `kernel` about the kernels' gradients where it is about gradients. */
export function sentenceOf(
  runInfo: RunInfo,
  snapshot: Snapshot,
  traits: Traits = noTraits,
  gradient: Gradient = "delta",
): Sentence {
  const { diagnosis, layers } = snapshot;
  const { verdict, layer: index, share } = diagnosis;
  const layer = layerId(runInfo, index);
  switch (verdict) {
    case "diverged":
      return divergenceOf(runInfo, snapshot);
    case "silent":
      return { kind: verdict, layer, dead: index !== null && layers.dead[index] === 1 };
    case "dying":
    case "saturated":
      return { kind: verdict, layer, share };
    default:
      return gradientSentence(snapshot, traits, gradient);
  }
}

/** The sentence about gradients that grow, shrink or arrive. */
function gradientSentence(snapshot: Snapshot, traits: Traits, gradient: Gradient): Sentence {
  const { diagnosis, layers } = snapshot;
  const { verdict, rho, underflowed, cliff, log10FirstOverOutput: overOutput } = diagnosis;
  const last = diagnosis.deltaRms.length - 1;
  const measured = measuredLayers(diagnosis);
  const first = measured[0] ?? 1;
  const ends: Ends = { first, last, steps: stepsOf(snapshot, traits, first) };
  const log10Ratio = diagnosis.log10Ratio ?? 0;
  if (last === 0) return { kind: "linear", steps: ends.steps };
  if (measured.length === 0) return { kind: "frozen", steps: ends.steps };
  if (measured.length < 2) return { kind: "single", last, alone: last === 1, steps: ends.steps };
  if (gradient === "kernel") {
    const { kernelGradientL2: norms } = layers;
    const learning = measured.filter((layer) => isComputed(norms[layer - 1] ?? -1));
    const [from, to] = [learning[0] ?? first, learning.at(-1) ?? last];
    const of = (layer: number) => Math.log10(norms[layer - 1] ?? Number.NaN);
    return { kind: "kernel", ...ends, first: from, last: to, log10Ratio: of(from) - of(to) };
  }
  if (underflowed > 0) return { kind: "underflow", rho, first, lost: measured[underflowed - 1] ?? first };
  const isSteep = Math.abs(log10Ratio) > MAX_PLAIN && rho !== null;
  if (verdict !== "healthy" && isSteep && cliff !== null) {
    const lower = cliff + 1;
    const upper = measured.find((layer) => layer > lower) ?? last;
    const of = (layer: number) => Math.log10(diagnosis.deltaRms[layer - 1] ?? Number.NaN);
    return { kind: "cliff", lower, upper, log10Ratio: of(lower) - of(upper), ...ends };
  }
  if (verdict === "vanishing" && isSteep && log10Ratio < 0)
    return { kind: verdict, rho, log10Ratio, ...ends };
  if (verdict === "exploding" && isSteep && log10Ratio > 0)
    return { kind: verdict, log10Ratio, batchNorm: traits.batchNorm, ...ends };
  // A verdict that has yet to hold is not told of figures that contradict it.
  const grown = log10Ratio > MAX_PLAIN ? overOutput : null;
  return { kind: "healthy", log10Ratio, overOutput: grown, alike: traits.alike, ...ends };
}

/** The hidden layers whose δ is measured, by their numbers. */
function measuredLayers({ deltaRms }: Diagnosis): number[] {
  return [...deltaRms.slice(0, -1)].flatMap((delta, index) => (isComputed(delta) ? [index + 1] : []));
}

function stepsOf(snapshot: Snapshot, { adaptive }: Traits, first: number): Steps {
  if (snapshot.step === 0) return { kind: "first", adaptive };
  const why = standstillOf(snapshot);
  if (why) return { kind: "standstill", why };
  const size = snapshot.layers.updateRatio[first - 1] ?? -1;
  return { kind: "latest", size: isComputed(size) && Number.isFinite(size) ? size : null };
}

function layerId({ layers }: RunInfo, index: number | null): LayerId {
  if (index === null || index < 0) return null;
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
