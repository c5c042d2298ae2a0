/** What a one-click change does to a document, and whom it suits. */

import { entryOf } from "./catalogue.ts";
import type { ActivationInfo, Catalogue } from "./figures.ts";
import { HIDDEN, hiddenOf, kindOf, numberOf } from "./hidden.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt, sameJson, setAt } from "./path.ts";
import { optimizerOf, type Rate, rateOf, withRates } from "./rates.ts";
import { trainingOf } from "./same-training.ts";

/** Names a change; its words are in `text`. */
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
  | "sigmoid"
  | "largeInit"
  | "zeroInit";

/** What decides which changes suit: the block of which there are the most layers, which decides how gradients fare, and the training. */
export interface Facts {
  /** Whether the reader's own table is learnt from in its own units. */
  readonly rawTable: boolean;
  readonly activation: string;
  /** The init that suits the activation; null where none does. */
  readonly fittingInit: string | null;
  /** Whether the activation's values cannot grow without bound. */
  readonly bounded: boolean;
  readonly init: string;
  /** Whether the init is of the kind that suits, drawn from whichever distribution. */
  readonly initFits: boolean;
  readonly normalization: string;
  /** The share of its units that each step leaves out. */
  readonly dropout: number;
  readonly units: number;
  /** Hidden layers. */
  readonly depth: number;
  readonly optimizer: string;
  readonly rate: Rate | null;
  /** How many times layer 1's gradient is what the last hidden layer gets, as a power of ten, before the first step. */
  readonly log10Left: number;
}

/** A change: the catalogues' entries that it needs, and what it does. */
interface Change {
  readonly needs: readonly (readonly [catalogue: string, entry: string])[];
  readonly suits?: (facts: Facts) => boolean;
  readonly apply: (experiment: JsonObject, catalogue: Catalogue) => JsonObject;
}

/** Slopes so small that the gradient shrinks even where a layer norm keeps the scale. */
const SHRINKING = ["sigmoid", "softplus"];

/** Inits that make all units of a layer alike: no scale brings them apart. */
const ALIKE = ["zeros", "constant"];

/** Times the usual rate, momentum included, past which the rate alone spoils a run, and past which a tenth still does. */
const TOO_FAST = 100;
const FAR_TOO_FAST = 400;

/** A dropout that leaves so little of a layer that its units can be switched off for good. */
const STRONG_DROPOUT = 0.4;

/** Powers of ten that an exploding gradient may grow by for clipped steps to get anywhere: past it activations explode too. */
const CLIPPABLE = 5;

/** Powers of ten by which a change has to grow or shrink the gradient to be called a break. */
const BROKEN = 1.2;

const CHANGES: Readonly<Record<RemedyId, Change>> = {
  standardize: {
    needs: [],
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
    // Steps that do not shrink with the gradient spoil any units.
    suits: (facts) =>
      facts.activation === "relu" &&
      !ALIKE.includes(facts.init) &&
      (facts.optimizer === "sgd" ? !isTooFast(facts) : isUsual(facts)),
  },
  batchNormalization: {
    ...blocks({ normalization: "batch" }),
    suits: ({ normalization, init }) => normalization !== "batch" && !ALIKE.includes(init),
  },
  layerNormalization: {
    ...blocks({ normalization: "layer" }),
    suits: ({ activation, init }) => !SHRINKING.includes(activation) && !ALIKE.includes(init),
  },
  noNormalization: {
    ...blocks({ normalization: "none" }),
    suits: ({ initFits }) => initFits,
  },
  noDropout: {
    needs: [],
    suits: (facts) => facts.dropout >= STRONG_DROPOUT && !isTooFast(facts),
    apply: (experiment) =>
      setAt(
        experiment,
        HIDDEN,
        hiddenOf(experiment).map((block) => setAt(block, ["dropout"], undefined)),
      ),
  },
  clipping: {
    needs: [["clipping", "norm"]],
    // What divides its steps by the gradient's size clips it already, and bounded activations let nothing overflow.
    suits: (facts) =>
      facts.optimizer === "sgd" &&
      facts.normalization === "none" &&
      facts.fittingInit !== null &&
      !facts.bounded &&
      facts.log10Left < CLIPPABLE &&
      !isFarTooFast(facts),
    apply: (experiment) =>
      setAt(experiment, ["training", "gradient_clipping"], { kind: "norm", threshold: 1 }),
  },
  lowerRate: {
    needs: [],
    suits: (facts) => !isFarTooFast(facts),
    apply: (experiment, catalogue) => withRates(experiment, 0.1, catalogue),
  },
  usualRate: {
    needs: [],
    suits: ({ rate }) => rate !== null && rate.given > rate.usual,
    apply: (experiment, catalogue) => {
      const rate = rateOf(experiment, catalogue);
      return rate ? withRates(experiment, rate.usual / rate.given, catalogue) : experiment;
    },
  },
  sigmoid: {
    ...blocks({ activation: "sigmoid", init: "standard_uniform" }),
    // About 0.14 of the gradient is left a layer.
    suits: ({ depth, normalization }) => normalization === "none" && 0.85 * (depth - 1) > BROKEN,
  },
  largeInit: {
    ...blocks({ init: "normal" }),
    // A layer of n units has √(n/2) times the gain that keeps a gradient's size; what saturates brings some of it back.
    suits: ({ fittingInit, bounded, units, depth }) =>
      fittingInit !== null && (bounded ? 0.6 : 1) * Math.log10(Math.sqrt(units / 2)) * (depth - 1) > BROKEN,
    apply: (experiment) => withBlocks(experiment, { init: { kind: "normal", stddev: 1 } }),
  },
  zeroInit: { ...blocks({ init: "zeros" }), suits: ({ depth }) => depth > 1 },
};

/** The document after the change `id`; null where the catalogues do not have what it needs, or it does not suit. */
export function changed(
  id: RemedyId,
  experiment: JsonObject,
  facts: Facts,
  catalogue: Catalogue,
): JsonObject | null {
  const { needs, suits, apply } = CHANGES[id];
  if (!needs.every(([list, entry]) => entryOf(catalogue, list, entry))) return null;
  return (suits?.(facts) ?? true) ? apply(experiment, catalogue) : null;
}

/** What a document is, as far as changes ask. */
export function factsOf(experiment: JsonObject, catalogue: Catalogue, log10Left: number): Facts {
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
    depth: hiddenOf(experiment).reduce<number>((sum, one) => sum + numberOf(catalogue, one, "repeat"), 0),
    optimizer: optimizerOf(experiment, catalogue),
    rate: rateOf(experiment, catalogue),
    log10Left,
  };
}

/** Whether two documents come to the same. */
export function isSameExperiment(one: JsonObject, other: JsonObject, catalogue: Catalogue): boolean {
  return sameJson(effectOf(one, catalogue), effectOf(other, catalogue));
}

/** What a document comes to: how it trains, without what makes no difference. */
function effectOf(experiment: JsonObject, catalogue: Catalogue): JsonObject {
  const training = trainingOf(experiment, catalogue);
  if (!isInitVain(mainBlock(experiment, catalogue), catalogue)) return training;
  return setAt(training, HIDDEN, hiddenOf(training).map(withoutInit));
}

function mainBlock(experiment: JsonObject, catalogue: Catalogue): Json | undefined {
  const layers = (block: Json) => numberOf(catalogue, block, "repeat");
  const [most] = [...hiddenOf(experiment)].sort((one, other) => layers(other) - layers(one));
  return most;
}

/** Whether a normalization divides out the scale that an init gives. */
function isInitVain(block: Json | undefined, catalogue: Catalogue): boolean {
  if (kindOf(catalogue, block, "normalization") === "none") return false;
  // What comes after a bounded activation cannot bring back what that has cut off.
  const after = kindAt(block, ["normalization_placement"]) === "after_activation";
  return !after || !traitsOf(kindOf(catalogue, block, "activation"), catalogue).bounded;
}

/** Only zeros stay zeros. */
function withoutInit(block: Json): Json {
  return kindAt(block, ["init"]) === "zeros" ? block : setAt(block, ["init"], undefined);
}

function traitsOf(activation: string, catalogue: Catalogue): ActivationInfo {
  return entryOf(catalogue, "activation", activation)?.activation ?? { fitting_init: null, bounded: false };
}

/** What an init is called without its distribution: `he` of `he_normal`. */
function familyOf(init: string): string {
  return init.replace(/_(normal|uniform)$/, "");
}

function fits(init: string): (facts: Facts) => boolean {
  return ({ fittingInit, initFits }) => fittingInit === init && !initFits;
}

/**
 * With a batch norm another activation makes a difference only where this one's slopes are small, and where the gradient
 * grows already one with larger slopes has it grow faster.
 */
function mayBeReplaced({ normalization, fittingInit, log10Left }: Facts): boolean {
  return normalization !== "batch" || (fittingInit === null && log10Left <= 0);
}

/** Whether the rate is so high that nothing else matters. */
export function isTooFast({ rate }: Facts): boolean {
  return rate !== null && isPast(TOO_FAST, rate);
}

function isFarTooFast({ rate }: Facts): boolean {
  return rate !== null && isPast(FAR_TOO_FAST, rate);
}

function isUsual({ rate }: Facts): boolean {
  return rate !== null && !isPast(1, rate);
}

function isPast(times: number, { given, felt, usual }: Rate): boolean {
  // What decimal fractions lose in binary ones is no excess.
  return given * felt > 1.0001 * times * usual;
}

function blocks(fields: Record<string, string>): Change {
  return { needs: Object.entries(fields), apply: (experiment) => withBlocks(experiment, fields) };
}

/** The document with `fields` in every hidden block. */
function withBlocks(experiment: JsonObject, fields: JsonObject): JsonObject {
  return setAt(
    experiment,
    HIDDEN,
    hiddenOf(experiment).map((block) => ({ ...(block as JsonObject), ...fields })),
  );
}
