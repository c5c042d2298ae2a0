/** The one-click changes: what each does to a document, and when it is suitable. */

import { entryOf } from "./catalogue.ts";
import type { ActivationInfo, Catalogue } from "./figures.ts";
import { HIDDEN, hiddenOf, kindOf, numberOf } from "./hidden.ts";
import { deepEqual, getAt, isObject, type Json, type JsonObject, kindAt, type Path, setAt } from "./path.ts";
import { optimizerOf, type Rate, rateOf, withRates } from "./rates.ts";
import { trainingOf } from "./same-training.ts";

/** Identifies a change; `text` has its name. */
export type RemedyId =
  | "standardize"
  | "he"
  | "glorot"
  | "lecun"
  | "reluHe"
  | "tanhGlorot"
  | "leakyRelu"
  | "batchNormalization"
  | "layerNormalization"
  | "noNormalization"
  | "noDropout"
  | "clipping"
  | "lowerRate"
  | "usualRate"
  | "raiseRate"
  | "adam"
  | "noPenalty"
  | "sigmoid"
  | "largeInit"
  | "zeroInit";

/** What decides which changes are suitable: the training, and the block with the most layers, which dominates the gradient. */
export interface ExperimentFacts {
  /** Whether the data is the reader's own table, not standardized. */
  readonly rawTable: boolean;
  readonly activation: string;
  /** The init that suits the activation; null if none does. */
  readonly fittingInit: string | null;
  /** Whether the activation is bounded. */
  readonly bounded: boolean;
  readonly init: string;
  /** Whether the init is the fitting one, from either distribution. */
  readonly initFits: boolean;
  readonly normalization: string;
  /** The dropout rate. */
  readonly dropout: number;
  readonly units: number;
  /** Whether any layer's weights are penalized. */
  readonly penalized: boolean;
  /** The number of hidden layers. */
  readonly depth: number;
  readonly optimizer: string;
  readonly rate: Rate | null;
  /** log10(δ_first/δ_last) before the first step. */
  readonly log10Ratio: number;
}

/** A change: the catalogue entries that it needs, when it is suitable, and what it does. */
interface Change {
  readonly needs?: readonly (readonly [catalogue: string, entry: string])[];
  readonly suits?: (facts: ExperimentFacts) => boolean;
  readonly apply: (experiment: JsonObject, catalogue: Catalogue) => JsonObject;
}

/** Activations with slopes so small that the gradient shrinks in spite of a layer norm. */
const SHRINKING = ["sigmoid", "softplus"];

/** Inits that make all units of a layer alike, which no normalization changes. */
const SYMMETRIC = ["zeros", "constant"];

/** Multiples of the usual rate, momentum included, at which the rate alone ruins a run, and at which a tenth still does. */
const MAX_RATE = 100;
const MAX_TENTH_RATE = 400;

/** A dropout rate so high that it may be what kills units or makes the gradient grow. */
const STRONG_DROPOUT = 0.4;

/** Powers of ten of growth up to which clipping helps against an exploding gradient: beyond, activations explode too. */
const MAX_CLIPPABLE = 5;

/** The penalties of a layer, and where the output layer is. */
const PENALTIES = ["l1", "l2"];
const OUTPUT: Path = ["network", "output"];

/** Powers of ten by which a change has to grow or shrink the gradient to break a healthy network. */
const MIN_BREAK = 1.2;

const CHANGES: Readonly<Record<RemedyId, Change>> = {
  standardize: {
    suits: ({ rawTable }) => rawTable,
    apply: (experiment) => {
      const data = getAt(experiment, ["data"]);
      return setAt(experiment, ["data"], { ...(isObject(data) ? data : {}), kind: "csv", standardize: true });
    },
  },
  he: { ...blocks({ init: "he_normal" }), suits: fits("he_normal") },
  glorot: { ...blocks({ init: "glorot_normal" }), suits: fits("glorot_normal") },
  lecun: { ...blocks({ init: "lecun_normal" }), suits: fits("lecun_normal") },
  reluHe: { ...blocks({ activation: "relu", init: "he_normal" }), suits: mayBeReplaced },
  tanhGlorot: { ...blocks({ activation: "tanh", init: "glorot_normal" }), suits: mayBeReplaced },
  leakyRelu: {
    ...blocks({ activation: "leaky_relu" }),
    // Large steps that do not shrink with the gradient kill units of any activation.
    suits: (facts) =>
      facts.activation === "relu" &&
      !SYMMETRIC.includes(facts.init) &&
      (facts.optimizer === "sgd" ? !isTooFast(facts) : isUsual(facts)),
  },
  batchNormalization: {
    ...blocks({ normalization: "batch" }),
    suits: ({ normalization, init }) => normalization !== "batch" && !SYMMETRIC.includes(init),
  },
  layerNormalization: {
    ...blocks({ normalization: "layer" }),
    suits: ({ activation, init }) => !SHRINKING.includes(activation) && !SYMMETRIC.includes(init),
  },
  noNormalization: {
    ...blocks({ normalization: "none" }),
    suits: ({ initFits }) => initFits,
  },
  noDropout: {
    suits: (facts) => facts.dropout >= STRONG_DROPOUT && !isTooFast(facts),
    apply: (experiment) => withHidden(experiment, (block) => setAt(block, ["dropout"], undefined)),
  },
  clipping: {
    needs: [["clipping", "norm"]],
    // Optimizers that divide steps by the gradient's size clip already, and bounded activations do not overflow.
    suits: (facts) =>
      facts.optimizer === "sgd" &&
      facts.normalization === "none" &&
      facts.fittingInit !== null &&
      !facts.bounded &&
      facts.log10Ratio < MAX_CLIPPABLE &&
      !isFarTooFast(facts),
    apply: (experiment) =>
      setAt(experiment, ["training", "gradient_clipping"], { kind: "norm", threshold: 1 }),
  },
  lowerRate: {
    suits: (facts) => !isFarTooFast(facts),
    apply: (experiment, catalogue) => withRates(experiment, 0.1, catalogue),
  },
  usualRate: {
    suits: ({ rate }) => rate !== null && rate.given > rate.usual,
    apply: (experiment, catalogue) => {
      const rate = rateOf(experiment, catalogue);
      return rate ? withRates(experiment, rate.usual / rate.given, catalogue) : experiment;
    },
  },
  raiseRate: {
    suits: mayBeRaised,
    apply: (experiment, catalogue) => withRates(experiment, 10, catalogue),
  },
  adam: {
    needs: [["optimizer", "adam"]],
    suits: ({ optimizer }) => optimizer === "sgd",
    apply: (experiment) => setAt(experiment, ["training", "optimizer"], { kind: "adam" }),
  },
  noPenalty: {
    suits: ({ penalized }) => penalized,
    apply: (experiment) => {
      const output = getAt(experiment, OUTPUT);
      const hidden = withHidden(experiment, withoutPenalty);
      return output === undefined ? hidden : setAt(hidden, OUTPUT, withoutPenalty(output));
    },
  },
  sigmoid: {
    ...blocks({ activation: "sigmoid", init: "standard_uniform" }),
    // Each layer keeps about 0.14 of the gradient, 10^−0.85.
    suits: ({ depth, normalization }) => normalization === "none" && 0.85 * (depth - 1) > MIN_BREAK,
  },
  largeInit: {
    ...blocks({ init: "normal" }),
    // A layer of n units has √(n/2) times the gain that keeps a gradient's size; saturation undoes some of it.
    suits: ({ fittingInit, bounded, units, depth }) =>
      fittingInit !== null &&
      (bounded ? 0.6 : 1) * Math.log10(Math.sqrt(units / 2)) * (depth - 1) > MIN_BREAK,
    apply: (experiment) => withBlocks(experiment, { init: { kind: "normal", stddev: 1 } }),
  },
  zeroInit: { ...blocks({ init: "zeros" }), suits: ({ depth }) => depth > 1 },
};

/** The document after the change `id`; null if the catalogue lacks what it needs, or if it is not suitable. */
export function changed(
  id: RemedyId,
  experiment: JsonObject,
  facts: ExperimentFacts,
  catalogue: Catalogue,
): JsonObject | null {
  const { needs = [], suits, apply } = CHANGES[id];
  if (!needs.every(([list, entry]) => entryOf(catalogue, list, entry))) return null;
  return (suits?.(facts) ?? true) ? apply(experiment, catalogue) : null;
}

/** The facts about a document whose first batch had `log10Ratio`. */
export function factsOf(experiment: JsonObject, catalogue: Catalogue, log10Ratio: number): ExperimentFacts {
  const block = mainBlock(experiment, catalogue);
  const activation = kindOf(catalogue, block, "activation");
  const { fitting_init: fittingInit, bounded } = traitsOf(activation, catalogue);
  const init = kindOf(catalogue, block, "init");
  const gain = getAt(block, ["init", "gain"]) ?? 1;
  const dropout = getAt(block, ["dropout", "rate"]) ?? getAt(block, ["dropout"]);
  return {
    rawTable: kindAt(experiment, ["data"]) === "csv" && getAt(experiment, ["data", "standardize"]) !== true,
    activation,
    init,
    fittingInit,
    bounded,
    initFits: fittingInit !== null && familyOf(init) === familyOf(fittingInit) && gain === 1,
    normalization: kindOf(catalogue, block, "normalization"),
    dropout: typeof dropout === "number" ? dropout : 0,
    units: numberOf(catalogue, block, "units"),
    penalized: [...hiddenOf(experiment), getAt(experiment, OUTPUT)].some((layer) =>
      PENALTIES.some((penalty) => getAt(layer, [penalty])),
    ),
    depth: hiddenOf(experiment).reduce<number>((sum, one) => sum + numberOf(catalogue, one, "repeat"), 0),
    optimizer: optimizerOf(experiment, catalogue),
    rate: rateOf(experiment, catalogue),
    log10Ratio,
  };
}

/** Whether two documents have the same effect. */
export function isSameExperiment(one: JsonObject, other: JsonObject, catalogue: Catalogue): boolean {
  return deepEqual(effectOf(one, catalogue), effectOf(other, catalogue));
}

/** What decides how a document trains, without an init that makes no difference. */
function effectOf(experiment: JsonObject, catalogue: Catalogue): JsonObject {
  const training = trainingOf(experiment, catalogue);
  if (!isInitIrrelevant(mainBlock(experiment, catalogue), catalogue)) return training;
  return withHidden(training, withoutInit);
}

function mainBlock(experiment: JsonObject, catalogue: Catalogue): Json | undefined {
  const layers = (block: Json) => numberOf(catalogue, block, "repeat");
  const [most] = [...hiddenOf(experiment)].sort((one, other) => layers(other) - layers(one));
  return most;
}

/** Whether a normalization removes the scale that an init gives. */
function isInitIrrelevant(block: Json | undefined, catalogue: Catalogue): boolean {
  if (kindOf(catalogue, block, "normalization") === "none") return false;
  // A normalization after a bounded activation cannot undo its saturation.
  const after = kindAt(block, ["normalization_placement"]) === "after_activation";
  return !after || !traitsOf(kindOf(catalogue, block, "activation"), catalogue).bounded;
}

/** A block with its default init; zeros stay, since their scale is not all that differs. */
function withoutInit(block: Json): Json {
  return kindAt(block, ["init"]) === "zeros" ? block : setAt(block, ["init"], undefined);
}

function withoutPenalty(layer: Json): Json {
  return PENALTIES.reduce((rest, penalty) => setAt(rest, [penalty], undefined), layer);
}

function traitsOf(activation: string, catalogue: Catalogue): ActivationInfo {
  return catalogue.activations[activation] ?? { fitting_init: null, bounded: false };
}

/** An init's name without its distribution: `he` for `he_normal`. */
function familyOf(init: string): string {
  return init.replace(/_(normal|uniform)$/, "");
}

function fits(init: string): (facts: ExperimentFacts) => boolean {
  return ({ fittingInit, initFits }) => fittingInit === init && !initFits;
}

/**
 * With a batch norm another activation makes a difference only if this one's slopes are small; but if the gradient grows
 * already, larger slopes make it grow faster.
 */
function mayBeReplaced({ normalization, fittingInit, log10Ratio }: ExperimentFacts): boolean {
  return normalization !== "batch" || (fittingInit === null && log10Ratio <= 0);
}

/** Whether ten times the rate would still not be so high that it ruins a run. */
export function mayBeRaised({ rate }: ExperimentFacts): boolean {
  return rate !== null && !isAbove(MAX_RATE / 10, rate);
}

/** Whether the learning rate is so high that nothing else matters. */
export function isTooFast({ rate }: ExperimentFacts): boolean {
  return rate !== null && isAbove(MAX_RATE, rate);
}

function isFarTooFast({ rate }: ExperimentFacts): boolean {
  return rate !== null && isAbove(MAX_TENTH_RATE, rate);
}

function isUsual({ rate }: ExperimentFacts): boolean {
  return rate !== null && !isAbove(1, rate);
}

/** Whether a rate, momentum included, is above a multiple of the usual one. */
function isAbove(times: number, { given, momentumGain, usual }: Rate): boolean {
  // With a tolerance for the rounding errors of the product.
  return given * momentumGain > 1.0001 * times * usual;
}

function blocks(fields: Record<string, string>): Change {
  return { needs: Object.entries(fields), apply: (experiment) => withBlocks(experiment, fields) };
}

/** The document with `fields` in every hidden block. */
function withBlocks(experiment: JsonObject, fields: JsonObject): JsonObject {
  return withHidden(experiment, (block) => ({ ...(block as JsonObject), ...fields }));
}

/** The document with every hidden block changed. */
function withHidden(experiment: JsonObject, change: (block: Json) => Json): JsonObject {
  return setAt(experiment, HIDDEN, hiddenOf(experiment).map(change));
}
