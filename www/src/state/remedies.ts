/** One-click changes that the verdict suggests: what mends it, and once it is healthy, what breaks it. */

import { defaultChoice, entryOf } from "./catalogue.ts";
import type { Catalogue, Verdict } from "./figures.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt, type Path, sameJson, setAt } from "./path.ts";

/** Names a change; its words are in `text`. */
export type RemedyId =
  | "he"
  | "glorot"
  | "reluHe"
  | "tanhGlorot"
  | "leakyRelu"
  | "batchNormalization"
  | "clipping"
  | "lowerRate"
  | "sigmoid"
  | "largeInit"
  | "zeroInit";

/** A change on offer. */
export interface Remedy {
  readonly id: RemedyId;
  /** The whole document after the change. */
  readonly experiment: JsonObject;
}

/** A change: a hidden block's new fields, with the catalogue that each entry comes from, or a field of training. */
interface Change {
  readonly id: RemedyId;
  readonly needs: readonly (readonly [catalogue: string, entry: string])[];
  /** The activations it suits, by the first hidden block's. */
  readonly suits?: (activation: string) => boolean;
  readonly apply: (experiment: JsonObject, catalogue: Catalogue) => JsonObject;
}

/** At most so many at a time. */
const OFFERED = 3;

const SUGGESTED: Record<Verdict, readonly RemedyId[]> = {
  vanishing: ["tanhGlorot", "reluHe", "batchNormalization", "he", "glorot"],
  exploding: ["he", "glorot", "clipping", "batchNormalization"],
  diverged: ["he", "lowerRate", "clipping", "glorot"],
  silent: ["he", "leakyRelu", "glorot"],
  dying: ["leakyRelu", "lowerRate"],
  saturated: ["tanhGlorot", "reluHe", "batchNormalization"],
  healthy: ["sigmoid", "largeInit", "zeroInit"],
};

const CHANGES: readonly Change[] = [
  { ...blocks("he", { init: "he_normal" }), suits: isRectified },
  { ...blocks("glorot", { init: "glorot_normal" }), suits: (activation) => !isRectified(activation) },
  blocks("reluHe", { activation: "relu", init: "he_normal" }),
  blocks("tanhGlorot", { activation: "tanh", init: "glorot_normal" }),
  blocks("leakyRelu", { activation: "leaky_relu", init: "he_normal" }),
  blocks("batchNormalization", { normalization: "batch" }),
  blocks("sigmoid", { activation: "sigmoid", init: "standard_uniform" }),
  blocks("zeroInit", { init: "zeros" }),
  {
    ...blocks("largeInit", { init: "normal" }),
    apply: (experiment) => withBlocks(experiment, { init: { kind: "normal", stddev: 1 } }),
  },
  {
    id: "clipping",
    needs: [["clipping", "norm"]],
    apply: (experiment) =>
      setAt(experiment, ["training", "gradient_clipping"], { kind: "norm", threshold: 1 }),
  },
  { id: "lowerRate", needs: [], apply: lowerRate },
];

/** The changes that help against `verdict`, of those that the catalogues have and that change something. */
export function remediesFor(verdict: Verdict, experiment: JsonObject, catalogue: Catalogue): Remedy[] {
  const given = kindAt(experiment, ["network", "hidden", 0, "activation"]);
  const activation = given ?? defaultChoice(catalogue, "hidden", "activation");
  return SUGGESTED[verdict]
    .flatMap((id) => CHANGES.filter((change) => change.id === id))
    .filter(({ suits }) => suits?.(activation) ?? true)
    .filter(({ needs }) => needs.every(([list, id]) => entryOf(catalogue, list, id)))
    .map(({ id, apply }) => ({ id, experiment: apply(experiment, catalogue) }))
    .filter((remedy) => !sameJson(remedy.experiment, experiment))
    .filter((remedy, index, all) => !all.slice(0, index).some(sameAs(remedy)))
    .slice(0, OFFERED);
}

/** The relatives of ReLU, for which He's init is made: their names end alike. */
function isRectified(activation: string): boolean {
  return activation.endsWith("lu");
}

function sameAs(remedy: Remedy): (other: Remedy) => boolean {
  return (other) => sameJson(other.experiment, remedy.experiment);
}

function blocks(id: RemedyId, fields: Record<string, string>): Change {
  return { id, needs: Object.entries(fields), apply: (experiment) => withBlocks(experiment, fields) };
}

/** The document with `fields` in every hidden block. */
function withBlocks(experiment: JsonObject, fields: JsonObject): JsonObject {
  const hidden = getAt(experiment, ["network", "hidden"]);
  const list: readonly Json[] = Array.isArray(hidden) ? hidden : [{}];
  const path: Path = ["network", "hidden"];
  return setAt(
    experiment,
    path,
    list.map((block) => ({ ...(block as JsonObject), ...fields })),
  );
}

function lowerRate(experiment: JsonObject, catalogue: Catalogue): JsonObject {
  const path: Path = ["training", "optimizer"];
  const optimizer = getAt(experiment, path) ?? defaultChoice(catalogue, "training", "optimizer");
  const chosen: JsonObject = isObject(optimizer) ? optimizer : { kind: optimizer };
  const rate = getAt(chosen, ["learning_rate"]) ?? defaultParameter(catalogue, chosen);
  if (typeof rate !== "number") return experiment;
  return setAt(experiment, path, { ...chosen, learning_rate: Number((rate / 10).toPrecision(6)) });
}

function defaultParameter(catalogue: Catalogue, { kind }: JsonObject): number | null {
  const entry = typeof kind === "string" ? entryOf(catalogue, "optimizer", kind) : undefined;
  const value = entry?.parameters.find(({ id }) => id === "learning_rate")?.value;
  return value?.type === "real" ? value.default : null;
}
