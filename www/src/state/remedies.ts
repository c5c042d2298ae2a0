/** One-click changes that the verdict suggests: what mends it, and once it is healthy, what breaks it. */

import { choicesInFull, defaultChoice, entryOf } from "./catalogue.ts";
import type { Catalogue, Verdict } from "./figures.ts";
import { HIDDEN, hiddenOf, numberOf } from "./hidden.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt, type Path, sameJson, setAt } from "./path.ts";

/** Names a change; its words are in `text`. */
export type RemedyId =
  | "he"
  | "glorot"
  | "reluHe"
  | "tanhGlorot"
  | "leakyRelu"
  | "batchNormalization"
  | "layerNormalization"
  | "noNormalization"
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
  /** Whether it suits the main block. */
  readonly suits?: (block: Kinds) => boolean;
  /** Whether it mends what steps have done: before the first there is nothing of that. */
  readonly ofSteps?: true;
  readonly apply: (experiment: JsonObject, catalogue: Catalogue) => JsonObject;
}

/** What a block is made of, as far as changes ask. */
interface Kinds {
  readonly activation: string;
  readonly normalization: string;
}

/** At most so many at a time. */
const OFFERED = 3;

const SUGGESTED: Record<Verdict, readonly RemedyId[]> = {
  vanishing: ["tanhGlorot", "reluHe", "batchNormalization", "he", "glorot"],
  exploding: ["he", "glorot", "noNormalization", "layerNormalization", "clipping", "batchNormalization"],
  diverged: ["he", "lowerRate", "clipping", "glorot"],
  silent: ["he", "leakyRelu", "glorot", "lowerRate"],
  dying: ["leakyRelu", "lowerRate"],
  saturated: ["tanhGlorot", "reluHe", "batchNormalization", "lowerRate"],
  healthy: ["sigmoid", "largeInit", "zeroInit"],
};

const CHANGES: readonly Change[] = [
  { ...blocks("he", { init: "he_normal" }), suits: ({ activation }) => isRectified(activation) },
  { ...blocks("glorot", { init: "glorot_normal" }), suits: ({ activation }) => !isRectified(activation) },
  blocks("reluHe", { activation: "relu", init: "he_normal" }),
  blocks("tanhGlorot", { activation: "tanh", init: "glorot_normal" }),
  blocks("leakyRelu", { activation: "leaky_relu", init: "he_normal" }),
  {
    ...blocks("batchNormalization", { normalization: "batch" }),
    suits: ({ normalization }) => normalization === "none",
  },
  {
    ...blocks("layerNormalization", { normalization: "layer" }),
    suits: ({ normalization }) => normalization === "batch",
  },
  blocks("noNormalization", { normalization: "none" }),
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
  { id: "lowerRate", needs: [], ofSteps: true, apply: lowerRate },
];

/** The changes that help against `verdict` after so many `steps`, of those that the catalogues have and that change something. */
export function remediesFor(
  verdict: Verdict,
  experiment: JsonObject,
  catalogue: Catalogue,
  steps: number,
): Remedy[] {
  const block = mainBlock(experiment, catalogue);
  const kinds = {
    activation: kindOf(block, "activation", catalogue),
    normalization: kindOf(block, "normalization", catalogue),
  };
  const offered: Remedy[] = [];
  const effects = [effectOf(experiment, catalogue)];
  for (const { id, suits, needs, ofSteps, apply } of SUGGESTED[verdict].flatMap(changeOf)) {
    if (!(suits?.(kinds) ?? true) || (ofSteps && steps === 0)) continue;
    if (!needs.every(([list, entry]) => entryOf(catalogue, list, entry))) continue;
    const changed = apply(experiment, catalogue);
    const effect = effectOf(changed, catalogue);
    if (effects.some((other) => sameJson(other, effect))) continue;
    effects.push(effect);
    offered.push({ id, experiment: changed });
  }
  return offered.slice(0, OFFERED);
}

function changeOf(id: RemedyId): Change[] {
  return CHANGES.filter((change) => change.id === id);
}

/** What a document comes to: its choices written out, without what makes no difference. */
function effectOf(experiment: JsonObject, catalogue: Catalogue): JsonObject {
  const blocks = hiddenOf(experiment).map((block) => choicesInFull(catalogue, "hidden", block));
  const vain = isInitVain(mainBlock(experiment, catalogue), catalogue);
  const hidden = vain ? blocks.map(withoutInit) : blocks;
  const full = setAt(experiment, HIDDEN, hidden);
  return setAt(full, ["training"], choicesInFull(catalogue, "training", getAt(full, ["training"])));
}

/** The block of which there are the most layers, which decides how gradients fare. */
function mainBlock(experiment: JsonObject, catalogue: Catalogue): Json | undefined {
  const layers = (block: Json) => numberOf(catalogue, block, "repeat");
  const [most] = [...hiddenOf(experiment)].sort((one, other) => layers(other) - layers(one));
  return most;
}

/** Whether a normalization divides out the scale that an init gives. */
function isInitVain(block: Json | undefined, catalogue: Catalogue): boolean {
  if (kindOf(block, "normalization", catalogue) === "none") return false;
  // What comes after a bounded activation cannot bring back what that has cut off.
  const after = kindAt(block, ["normalization_placement"]) === "after_activation";
  return !after || isRectified(kindOf(block, "activation", catalogue));
}

/** Only zeros stay zeros. */
function withoutInit(block: JsonObject): JsonObject {
  return kindAt(block, ["init"]) === "zeros" ? block : setAt(block, ["init"], undefined);
}

function kindOf(block: Json | undefined, field: string, catalogue: Catalogue): string {
  return kindAt(block, [field]) ?? defaultChoice(catalogue, "hidden", field);
}

/** The relatives of ReLU, for which He's init is made: their names end alike. */
function isRectified(activation: string): boolean {
  return activation.endsWith("lu");
}

function blocks(id: RemedyId, fields: Record<string, string>): Change {
  return { id, needs: Object.entries(fields), apply: (experiment) => withBlocks(experiment, fields) };
}

/** The document with `fields` in every hidden block. */
function withBlocks(experiment: JsonObject, fields: JsonObject): JsonObject {
  return setAt(
    experiment,
    HIDDEN,
    hiddenOf(experiment).map((block) => ({ ...(block as JsonObject), ...fields })),
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
