/** The remedies on offer: one-click changes that improve the verdict, or that break what is healthy. */

import {
  changed,
  type ExperimentFacts,
  factsOf,
  isSameExperiment,
  isTooFast,
  mayBeRaised,
  type RemedyId,
} from "./changes.ts";
import type { Catalogue, LearningKind, Snapshot, Verdict } from "./figures.ts";
import type { JsonObject } from "./path.ts";

export type { RemedyId } from "./changes.ts";

/** A change on offer. */
export interface Remedy {
  readonly id: RemedyId;
  /** The whole document after the change. */
  readonly experiment: JsonObject;
}

/** The remedies taken one after another since the reader last changed the document in any other way. */
export interface RemedyHistory {
  readonly ids: readonly RemedyId[];
  /** The document to which each was applied. */
  readonly experiments: readonly JsonObject[];
}

export const noHistory: RemedyHistory = { ids: [], experiments: [] };

/** What remedies depend on. */
interface RemedyContext {
  readonly verdict: Verdict;
  readonly learning: LearningKind | null;
  /** Whether most layers move by less than training can use. */
  readonly hardlyMoves: boolean;
  readonly experiment: JsonObject;
  /** Steps done. */
  readonly steps: number;
  /** The run before its first step. */
  readonly initial: Pick<Snapshot, "diagnosis" | "layers">;
  readonly history: RemedyHistory;
}

/** Remedies on offer at a time. */
const MAX_OFFERED = 3;

/** What helps a run that starts with a verdict, most likely first. */
const FOR_START: Readonly<Record<Verdict, readonly RemedyId[]>> = {
  vanishing: ["he", "glorot", "lecun", "tanhGlorot", "reluHe", "batchNormalization"],
  exploding: [
    "he",
    "glorot",
    "lecun",
    "noDropout",
    "layerNormalization",
    "noNormalization",
    "clipping",
    "tanhGlorot",
    "reluHe",
  ],
  diverged: ["lowerRate", "usualRate", "clipping"],
  silent: ["he", "glorot", "lecun", "tanhGlorot", "reluHe", "leakyRelu"],
  dying: ["he", "leakyRelu"],
  saturated: ["he", "glorot", "lecun", "tanhGlorot", "reluHe", "layerNormalization"],
  healthy: ["sigmoid", "largeInit", "zeroInit"],
};

/** What helps a run that its steps have ruined. */
const FOR_STEPS: readonly RemedyId[] = ["lowerRate", "usualRate"];
const ALSO_FOR_STEPS: Readonly<Partial<Record<Verdict, readonly RemedyId[]>>> = {
  diverged: ["clipping"],
  silent: ["leakyRelu"],
  dying: ["leakyRelu"],
};

/** What helps a run that does not learn because it hardly moves. */
const FOR_STALLED: readonly RemedyId[] = ["raiseRate", "adam"];

/** Verdicts that large or positive inputs can cause in any network. */
const FROM_RAW_DATA: readonly Verdict[] = ["exploding", "diverged", "silent", "dying", "saturated"];

/** Verdicts that too much dropout can cause. */
const FROM_DROPOUT: readonly Verdict[] = ["silent", "dying", "vanishing"];

/**
 * Powers of ten of growth below which some rate suits all layers of a run that starts exploding: clipping then adds
 * nothing, and the rate may be what ruined the run.
 */
const MAX_MILD = 2;

/** A standard deviation of activations above which they have exploded before the first step. */
const MAX_INITIAL_STD = 10;

/** The remedies to offer: of those that help, the first ones that the catalogue allows and that change something. */
export function remediesFor(context: RemedyContext, catalogue: Catalogue): Remedy[] {
  const { experiment, initial, history } = context;
  const facts = factsOf(experiment, catalogue, initial.diagnosis.log10Ratio ?? 0);
  // No remedy leads back to a document that needed one.
  const known = [experiment, ...history.experiments];
  const offered: Remedy[] = [];
  for (const id of untriedFirst(suggested(context, facts), history)) {
    const after = changed(id, experiment, facts, catalogue);
    if (!after || known.some((other) => isSameExperiment(after, other, catalogue))) continue;
    known.push(after);
    offered.push({ id, experiment: after });
  }
  return offered.slice(0, MAX_OFFERED);
}

/** Whether a remedy is one that breaks a healthy network. */
export function breaks(id: RemedyId): boolean {
  return FOR_START.healthy.includes(id);
}

/** The history after the remedy `id` was applied to `experiment`; breaking a healthy network starts a new one. */
export function withRemedy(
  { ids, experiments }: RemedyHistory,
  id: RemedyId,
  experiment: JsonObject,
): RemedyHistory {
  return breaks(id) ? noHistory : { ids: [...ids, id], experiments: [...experiments, experiment] };
}

function untriedFirst(ids: readonly RemedyId[], history: RemedyHistory): RemedyId[] {
  const isTried = (id: RemedyId) => Number(history.ids.includes(id));
  return [...ids].sort((one, other) => isTried(one) - isTried(other));
}

/** What to try, most likely to help first. */
function suggested(context: RemedyContext, facts: ExperimentFacts): readonly RemedyId[] {
  const { verdict, learning } = context;
  const fails = learning === "not_learning";
  if (learning === "penalized" || (fails && facts.penalized))
    return ["noPenalty", ...forVerdict(context, facts)];
  const stalled = fails && context.hardlyMoves && mayBeRaised(facts) ? FOR_STALLED : [];
  if (verdict === "healthy") {
    if (fails) return ["noDropout", ...stalled];
    return learning === "unstable" ? FOR_STEPS : FOR_START.healthy;
  }
  const others = forVerdict(context, facts);
  // Layers that a vanishing gradient moves by too little; no rate helps where there is no gradient.
  if (verdict !== "vanishing" || stalled.length === 0 || !others.includes("lowerRate")) return others;
  return [...stalled, ...others.filter((id) => !FOR_STEPS.includes(id))];
}

/** What to try against a verdict. */
function forVerdict(context: RemedyContext, facts: ExperimentFacts): readonly RemedyId[] {
  const { verdict } = context;
  if (verdict === "healthy") return [];
  const others = forNetwork(context, facts);
  return FROM_RAW_DATA.includes(verdict) ? ["standardize", ...others] : others;
}

/** What to change in network and training: it depends on whether the run started badly, or its steps ruined it. */
function forNetwork({ verdict, steps, initial }: RemedyContext, facts: ExperimentFacts): readonly RemedyId[] {
  const first = initialVerdict(initial);
  const startedSo = steps === 0 || verdict === first;
  if (first === "exploding") {
    if (facts.log10Ratio >= MAX_MILD) return FOR_START[first];
    const forStart = FOR_START[first].filter((id) => id !== "clipping");
    return isTooFast(facts) && !startedSo ? [...FOR_STEPS, ...forStart] : forStart;
  }
  if (startedSo) return FOR_START[verdict];
  if (first === "silent" || first === "saturated") return FOR_START[first];
  const forDropout: readonly RemedyId[] = FROM_DROPOUT.includes(verdict) ? ["noDropout"] : [];
  const forSteps = [...forDropout, ...FOR_STEPS, ...(ALSO_FOR_STEPS[verdict] ?? [])];
  return isTooFast(facts) ? forSteps : [...forSteps, ...FOR_START[verdict]];
}

/** The verdict before the first step, which is exploding too if the activations were too large. */
function initialVerdict({ diagnosis, layers }: RemedyContext["initial"]): Verdict {
  const tooLarge = layers.activationStd.subarray(0, -1).some((std) => !(std <= MAX_INITIAL_STD));
  return tooLarge && diagnosis.verdict === "healthy" ? "exploding" : diagnosis.verdict;
}
