/** Every sentence the page says, in English. */

import type { ControlValue, Numbers } from "../state/controls.ts";
import type { Description, Diagnosis, Snapshot, Verdict } from "../state/figures.ts";
import { firstLearning, type Pace, paceOf, type Strain, strainOf } from "../state/pace.ts";
import type { RemedyId } from "../state/remedies.ts";
import { noTraits, type Traits } from "../state/traits.ts";
import { count, factor, percent, powerOfTen, setting } from "./numbers.ts";

const WORDS: Record<Verdict, string> = {
  diverged: "Diverged",
  silent: "No gradient",
  exploding: "Exploding",
  vanishing: "Vanishing",
  dying: "Dying units",
  saturated: "Saturated",
  healthy: "Healthy",
};

/** The verdict in a word or two. */
export function verdictWord(verdict: Verdict): string {
  return WORDS[verdict];
}

/** The headline: the factor a layer where there is one, else the verdict's word. */
export function verdictHeadline(diagnosis: Diagnosis): string {
  return diagnosis.rho === null ? WORDS[diagnosis.verdict] : `× ${factor(diagnosis.rho)} a layer`;
}

/** Gradients that differ by less than a twentieth have the same size; the headline's factor is then nearly 1. */
const ALIKE = Math.log10(1.05);

/** What the verdict means for this run: one or two sentences, to follow the verdict's word. */
export function verdictSentence(
  diagnosis: Diagnosis,
  description: Description,
  snapshot: Snapshot,
  traits: Traits = noTraits,
): string {
  const hidden = description.layers.length - 1;
  const first = 1 + firstLearning(snapshot);
  switch (diagnosis.verdict) {
    case "diverged":
      return divergedSentence(diagnosis, snapshot, description);
    case "silent":
      return silentSentence(diagnosis, snapshot, description);
    case "exploding":
      return explodingSentence(diagnosis, snapshot, first, hidden, traits);
    case "vanishing":
      return vanishingSentence(diagnosis, snapshot, first, hidden);
    case "dying":
      return (
        `${capital(layerName(description, diagnosis.layer))} has ${share(snapshot.layers.dead, diagnosis.layer)} of its units at 0 ` +
        "for the whole batch. Their slope is 0 too, so they pass no gradient on."
      );
    case "saturated":
      return (
        `${capital(layerName(description, diagnosis.layer))} has ${share(snapshot.layers.saturated, diagnosis.layer)} of its activations ` +
        "at the ends of their range. The slope there is nearly 0: little gradient passes."
      );
    case "healthy":
      return healthySentence(diagnosis, first, hidden, traits.alike ? "alike" : paceOf(snapshot));
  }
}

/** A layer's name within a sentence: `layer 3`, `the output layer`. */
function layerName(description: Description, index: number | null): string {
  if (index === null) return "a layer";
  return index === description.layers.length - 1 ? "the output layer" : `layer ${index + 1}`;
}

/** Where numbers overflowed on the way forward, and what of the way back has no value therefore. */
function divergedSentence(diagnosis: Diagnosis, snapshot: Snapshot, description: Description): string {
  if (snapshot.status.kind !== "diverged") return "The figures are no longer finite.";
  const { step, layer } = snapshot.status;
  const { activationMean, deltaRms } = snapshot.layers;
  const index = description.layers.findIndex((candidate) => candidate.name === layer);
  const place = index < 0 ? layer : layerName(description, index);
  const noGradient = deltaRms.every((delta) => delta === -1 || !Number.isFinite(delta));
  const grew = diagnosis.rho !== null && diagnosis.rho > 1;
  const why = grew ? `The gradient grew × ${ratio(diagnosis)} a layer. ` : "";
  const at = `${why}At step ${count(step)}`;
  if (!Number.isFinite(activationMean[index] ?? 0)) {
    if (index === description.layers.length - 1) {
      return `${at} the output overflowed${noGradient ? ": no gradient is finite" : ""}.`;
    }
    return `${at} ${place} overflowed: nothing after it is finite${noGradient ? ", nor any gradient" : ""}.`;
  }
  if (!Number.isFinite(snapshot.loss)) {
    return `${at} the loss overflowed${noGradient ? ": no gradient is finite" : ""}.`;
  }
  if (snapshot.epochHistory.slice(-EPOCH_FIGURES).every(Number.isFinite)) {
    return `${why}After step ${count(step)} the weights of ${place} are no longer finite.`;
  }
  return `${why}After step ${count(step)} the epoch’s loss overflowed.`;
}

/** Figures of an epoch in its history. */
const EPOCH_FIGURES = 5;

function silentSentence({ layer }: Diagnosis, { layers }: Snapshot, description: Description): string {
  const name = layerName(description, layer);
  const isDead = layer !== null && layers.dead[layer] === 1;
  const why = isDead
    ? `All units of ${name} are at 0 for the whole batch`
    : `The gradient is exactly 0 in ${name}`;
  if (layer === null || layer === 0) return `${why}: it cannot learn.`;
  return `${why}: nothing from there back to layer 1 can learn.`;
}

function explodingSentence(
  diagnosis: Diagnosis,
  snapshot: Snapshot,
  first: number,
  hidden: number,
  { batchNorm }: Traits,
): string {
  const gets = `layer ${first} gets ${left(diagnosis)} times what layer ${hidden} gets`;
  if (batchNorm) return `Batch norm makes gradients grow going back: ${gets}. Most nets learn anyway.`;
  return `The gradient grows going back: ${gets}. ${strained(strainOf(snapshot), first, hidden)}`;
}

/** What an exploding gradient does to the steps. */
function strained(strain: Strain, first: number, hidden: number): string {
  switch (strain) {
    case "outgrown":
      return `Layer ${first}’s steps outgrow its weights.`;
    case "large":
      return `Layer ${first}’s steps are too large.`;
    case "firstStands":
      return "At this rate both hardly move.";
    case "lastStands":
      return `At this rate layer ${hidden} hardly moves.`;
    case "usable":
      return "Yet the steps of both are usable.";
  }
}

function vanishingSentence(diagnosis: Diagnosis, snapshot: Snapshot, first: number, hidden: number): string {
  // An optimizer such as Adam takes steps that do not shrink with the gradient.
  if (strainOf(snapshot) !== "firstStands") {
    return `Going back, ${left(diagnosis)} of the gradient is left at layer ${first}, yet its steps are large enough to learn.`;
  }
  return (
    `Going back, each layer keeps ${ratio(diagnosis)} of the gradient. ` +
    `From layer ${hidden} to layer ${first}, ${left(diagnosis)} is left: layer ${first} ${learning(diagnosis.log10Left)}.`
  );
}

function healthySentence(diagnosis: Diagnosis, first: number, hidden: number, pace: Pace | "alike"): string {
  const isStill = pace === "rateGone" || pace === "still";
  if (hidden === 0) {
    return isStill
      ? `A linear model${ENDINGS[pace]}`
      : "A linear model: there is no hidden layer for the gradient to pass.";
  }
  if (first >= hidden) {
    const only =
      hidden === 1 ? "the only hidden layer" : `layer ${hidden}, the only hidden layer that learns`;
    if (isStill) return `The gradient reaches ${only}${ENDINGS[pace]}`;
    return `The gradient reaches ${only}. With two or more there is a factor from layer to layer.`;
  }
  const { log10Left } = diagnosis;
  if (log10Left === null || Math.abs(log10Left) < ALIKE) {
    return `The gradient reaches layer ${first} at the size it had in layer ${hidden}${ENDINGS[pace]}`;
  }
  const gets = `Layer ${first} gets ${left(diagnosis)} ${log10Left < 0 ? "of" : "times"} the gradient that layer ${hidden} gets`;
  return log10Left > 1 && !isStill ? `${gets}, but below 10⁻⁴ that does no harm.` : gets + ENDINGS[pace];
}

/** What a gradient that arrives comes to. */
const ENDINGS: Record<Pace | "alike", string> = {
  alike: ". But a layer’s units are all alike, and most stay so.",
  usable: ": all layers can learn.",
  large: ": all layers can learn, in large steps.",
  rateFallen: ". By now the schedule’s rate is low, so all steps are small.",
  learnt: ". There is little left to learn, so all steps are small.",
  slow: ": all layers can learn, but at this rate slowly.",
  rateGone: ". By now the schedule’s rate is next to 0: nothing moves.",
  still: ". But at this rate nothing moves.",
};

function ratio(diagnosis: Diagnosis): string {
  return diagnosis.rho === null ? "an unknown factor" : factor(diagnosis.rho);
}

function left({ log10Left }: Diagnosis): string {
  if (log10Left === null) return "an unknown part";
  return Math.abs(log10Left) < 2 ? factor(10 ** log10Left) : powerOfTen(log10Left);
}

function learning(log10Left: number | null): string {
  return log10Left !== null && log10Left > -3 ? "hardly learns" : "will not learn";
}

function share(figures: Float32Array, layer: number | null): string {
  const value = layer === null ? undefined : figures[layer];
  return value === undefined ? "most" : percent(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The page's frame. */
export const frame = {
  title: "Gradient Lab",
  documentTitle: (name: string) => (name === "" ? "Gradient Lab" : `${name} · Gradient Lab`),
  /** After the name of an experiment that is no longer what was so named. */
  changed: ", changed",
  skip: "Skip to the network",
  /** Where one stands below the other. */
  toSettings: "Settings ↓",
  toNetwork: "Network ↑",
  setup: "Setup",
  network: "The network, layer by layer",
  outcome: "What comes out",
  page: "This page",
};

/** The bar at the top. */
export const toolbar = {
  label: "Run",
  train: "Train",
  pause: "Pause",
  again: "Train again",
  trainHint: "Train until paused (space bar)",
  pauseHint: "Pause (space bar)",
  againHint: "Train again from the first step",
  step: "Step",
  stepHint: "One optimizer step",
  reset: "Reset",
  resetHint: "Back to before the first step, with the same seed",
  reseed: "New seed",
  reseedHint: "Another random start, data and order",
  share: "Share",
  shareHint: "Copy a link that reproduces this run",
  shared: "Copied",
  present: "Present",
  presentHint: "Large type for a lecture hall",
  leave: "Leave · Esc",
  light: "Light",
  dark: "Dark",
  themeHint: (theme: string) => `Switch to ${theme} colours`,
  menu: "Menu",
  help: "Keys and terms",
  helpSign: "?",
  ended: { finished: "finished", diverged: "diverged" },
  restarted: "restarted",
  /** After that word where there is room. */
  restartedSeed: ", same seed",
  restartedHint: "A change begins the run anew: from step 0, with the same seed",
  readings: {
    step: { name: "step", hint: "Optimizer steps done" },
    epoch: { name: "epoch", hint: "The pass over the training samples that is under way" },
    loss: { name: "batch loss", hint: "The loss of the latest step’s samples alone, penalties included" },
    rate: { name: "rate", hint: "The learning rate that the schedule gives" },
  },
};

/** What the stage says while there is nothing to show yet. */
export const standing = {
  loadingEngine: "Loading the engine …",
  opening: "Preparing the run …",
};

/** What an assistive technology announces when a change has begun the run anew. */
export const restartAnnouncement = "The change has begun the run anew: from step 0, with the same seed.";

/** What an assistive technology announces when the verdict changes. */
export function announcement(
  diagnosis: Diagnosis,
  description: Description,
  snapshot: Snapshot,
  traits: Traits,
): string {
  const headline = diagnosis.rho === null ? "" : `, times ${factor(diagnosis.rho)} a layer`;
  return `${verdictWord(diagnosis.verdict)}${headline}. ${verdictSentence(diagnosis, description, snapshot, traits)}`;
}

/** The panel of settings. */
export const setup = {
  groups: { data: "Data", network: "Network", training: "Training" },
  set: "Set",
  putBack: (label: string, value: string) => `Put ${label} back to ${value}`,
  toDefault: (label: string, value: string) => `Set ${label} to its default, ${value}`,
  refused: (numbers: Numbers, value: string) =>
    `Takes ${range(numbers)}.${value === "" ? "" : ` It stays at ${value}.`}`,
  switchedOn: "on",
  switchedOff: "off",
  putAllBack: "Put everything back",
  depth: "Depth",
  auto: "auto",
  exact: (label: string) => `${label}, exact value`,
  blocks: "Blocks",
  block: (units: number, repeat: number) => (repeat === 1 ? `${units}` : `${repeat} × ${units}`),
  blockHint: (index: number) => `Edit hidden block ${index + 1}`,
  output: "Output",
  outputHint: "Edit the output layer",
  addBlock: "Add",
  addBlockHint: "Add a hidden block after this one",
  removeBlock: "Remove this block",
  more: "More",
  source: "Source",
  about: (label: string) => `About ${label}`,
  chooseFile: "Choose a CSV file",
  changeFile: "Choose another",
  fileRows: (name: string, rows: number) => `${name}, ${count(rows)} ${rows === 1 ? "row" : "rows"}`,
  fileHelp:
    "A header row, then one sample a row. Every column but the last is a numeric feature; the last is the target: " +
    "its header is label for classes or target for a number.",
  dropHere: "Drop the CSV file to learn from it",
};

/** The numbers a setting takes: `whole numbers from 1 to 512`, `numbers above 0 and at most 1 000`. */
function range({ min, max, minExcluded, maxExcluded, integer }: Numbers): string {
  const least = min === null ? "" : `${minExcluded ? "above" : "from"} ${setting(min)}`;
  const most =
    max === null
      ? ""
      : `${maxExcluded ? "below" : minExcluded || min === null ? "at most" : "to"} ${setting(max)}`;
  const plainly = !minExcluded && !maxExcluded;
  const bounds = [least, most].filter((bound) => bound !== "").join(plainly ? " " : " and ");
  return `${integer ? "whole numbers" : "numbers"} ${bounds}`.trim();
}

/** What a control shows, in words. */
export function valueInWords(value: ControlValue): string {
  switch (value.kind) {
    case "number":
      return value.value === null ? (value.numbers.derived ?? "") : setting(value.value);
    case "optional":
      return value.value === null ? value.off : setting(value.value);
    case "boolean":
      return value.value ? setup.switchedOn : setup.switchedOff;
    case "numbers":
      return value.values.map(setting).join(", ");
    case "choice":
      return value.options.find(({ id }) => id === value.value)?.label ?? value.value;
    case "text":
      return value.value;
  }
}

/** What stands before the one-click changes. */
export function remedyLead(verdict: Verdict): string {
  return verdict === "healthy" ? "Now break it" : "Try";
}

const REMEDIES: Record<RemedyId, string> = {
  standardize: "Standardize the data",
  he: "He init",
  glorot: "Glorot init",
  lecun: "LeCun init",
  reluHe: "ReLU with He init",
  tanhGlorot: "Tanh with Glorot init",
  leakyRelu: "Leaky ReLU",
  batchNormalization: "Batch norm",
  layerNormalization: "Layer norm",
  noNormalization: "No normalization",
  noDropout: "No dropout",
  clipping: "Clip by norm 1.0",
  lowerRate: "A tenth of the rate",
  usualRate: "The default rate",
  sigmoid: "Sigmoid, U(±1/√n)",
  largeInit: "Init σ = 1",
  zeroInit: "Zero init",
};

/** What a one-click change is called on its button. */
export function remedyLabel(id: RemedyId): string {
  return REMEDIES[id];
}
