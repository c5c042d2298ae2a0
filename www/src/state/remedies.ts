/** One-click changes that the verdict suggests: what mends it, and once it is healthy, what breaks it. */

import { changed, type Facts, factsOf, isSameExperiment, isTooFast, type RemedyId } from "./changes.ts";
import type { Catalogue, Snapshot, Verdict } from "./figures.ts";
import type { JsonObject } from "./path.ts";

export type { RemedyId } from "./changes.ts";

/** A change on offer. */
export interface Remedy {
  readonly id: RemedyId;
  /** The whole document after the change. */
  readonly experiment: JsonObject;
}

/** The changes taken one after the other since the reader last changed the document otherwise. */
export interface Tried {
  readonly ids: readonly RemedyId[];
  /** The documents that they were to mend. */
  readonly left: readonly JsonObject[];
}

export const nothingTried: Tried = { ids: [], left: [] };

/** What a remedy is sought for. */
export interface Illness {
  readonly verdict: Verdict;
  readonly experiment: JsonObject;
  /** Steps done. */
  readonly steps: number;
  /** The run before its first step. */
  readonly begun: Pick<Snapshot, "diagnosis" | "layers">;
  readonly tried: Tried;
}

/** At most so many at a time. */
const OFFERED = 3;

/** What mends a run that begins so. */
const OF_THE_START: Readonly<Record<Verdict, readonly RemedyId[]>> = {
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

/** What inputs in units of their own, all large or all positive, bring about in any net. */
const OF_RAW_DATA: readonly Verdict[] = ["exploding", "diverged", "silent", "dying", "saturated"];

/** What mends a run that its steps have spoilt. */
const OF_THE_STEPS: readonly RemedyId[] = ["lowerRate", "usualRate"];
const OF_THE_STEPS_TOO: Readonly<Partial<Record<Verdict, readonly RemedyId[]>>> = {
  diverged: ["clipping"],
  silent: ["leakyRelu"],
  dying: ["leakyRelu"],
};

/** What too much dropout may be the cause of. */
const OF_DROPOUT: readonly Verdict[] = ["silent", "dying", "vanishing"];

/**
 * Powers of ten below which some rate still suits all layers of a run that began exploding: clipping adds nothing, and it
 * may as well be the rate that spoilt it.
 */
const MILD = 2;

/** Activations that spread so far before the first step have exploded on their way forward. */
const LARGEST_SPREAD = 10;

/** The changes that help against an illness, of those that the catalogue has and that change something. */
export function remediesFor(illness: Illness, catalogue: Catalogue): Remedy[] {
  const { experiment, begun, tried } = illness;
  const facts = factsOf(experiment, catalogue, begun.diagnosis.log10Left ?? 0);
  // What leads back to where a remedy was sought leads round in a circle.
  const known = [experiment, ...tried.left];
  const offered: Remedy[] = [];
  for (const id of untriedFirst(suggested(illness, facts), tried)) {
    const after = changed(id, experiment, facts, catalogue);
    if (!after || known.some((other) => isSameExperiment(after, other, catalogue))) continue;
    known.push(after);
    offered.push({ id, experiment: after });
  }
  return offered.slice(0, OFFERED);
}

/** What has been tried after a remedy was taken for `verdict`: what is healthy needs none. */
export function triedWith(tried: Tried, id: RemedyId, verdict: Verdict, experiment: JsonObject): Tried {
  if (verdict === "healthy") return nothingTried;
  return { ids: [...tried.ids, id], left: [...tried.left, experiment] };
}

function untriedFirst(ids: readonly RemedyId[], tried: Tried): RemedyId[] {
  const isTried = (id: RemedyId) => Number(tried.ids.includes(id));
  return [...ids].sort((one, other) => isTried(one) - isTried(other));
}

/** What to try, first what is likeliest to help. */
function suggested(illness: Illness, facts: Facts): readonly RemedyId[] {
  const { verdict } = illness;
  if (verdict === "healthy") return OF_THE_START.healthy;
  const ofNet = ofTheNet(illness, facts);
  return OF_RAW_DATA.includes(verdict) ? ["standardize", ...ofNet] : ofNet;
}

/** What to change about net and training: it depends on whether the run began ill or its steps made it so. */
function ofTheNet({ verdict, steps, begun }: Illness, facts: Facts): readonly RemedyId[] {
  const first = beginning(begun);
  const isFirst = steps === 0 || verdict === first;
  if (first === "exploding") {
    if (facts.log10Left >= MILD) return OF_THE_START[first];
    const start = OF_THE_START[first].filter((id) => id !== "clipping");
    return isTooFast(facts) && !isFirst ? [...OF_THE_STEPS, ...start] : start;
  }
  if (isFirst) return OF_THE_START[verdict];
  if (first === "silent" || first === "saturated") return OF_THE_START[first];
  const ofDropout: readonly RemedyId[] = OF_DROPOUT.includes(verdict) ? ["noDropout"] : [];
  const ofSteps = [...ofDropout, ...OF_THE_STEPS, ...(OF_THE_STEPS_TOO[verdict] ?? [])];
  return isTooFast(facts) ? ofSteps : [...ofSteps, ...OF_THE_START[verdict]];
}

/** How the run began: as exploding too where its activations were too large already. */
function beginning({ diagnosis, layers }: Illness["begun"]): Verdict {
  const spread = layers.activationStd.subarray(0, -1).some((std) => !(std <= LARGEST_SPREAD));
  return spread && diagnosis.verdict === "healthy" ? "exploding" : diagnosis.verdict;
}
