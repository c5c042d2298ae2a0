/** The page's sentences in English; `state` decides which of them is said. */

import type { ControlValue, Numbers } from "../state/controls.ts";
import type { Diagnosis, Verdict } from "../state/figures.ts";
import type { RemedyId } from "../state/remedies.ts";
import type { Divergence, LayerId, Outlook, Sentence } from "../state/sentence.ts";
import type { EndSteps } from "../state/step-size.ts";
import { count, factor, percent, powerOfTen, setting } from "./numbers.ts";

const VERDICTS: Record<Verdict, string> = {
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
  return VERDICTS[verdict];
}

/** The headline: the factor a layer if there is one, else the verdict's word. */
export function verdictHeadline({ rho, verdict }: Diagnosis): string {
  return rho === null ? VERDICTS[verdict] : `× ${factor(rho)} a layer`;
}

/** The verdict in one short line, where it is out of sight. */
export function verdictBrief(diagnosis: Diagnosis): string {
  const headline = verdictHeadline(diagnosis);
  return diagnosis.rho === null ? headline : `${VERDICTS[diagnosis.verdict]}, ${headline}`;
}

/** One or two sentences about this run, to follow the verdict's word. */
export function sentenceText(sentence: Sentence): string {
  switch (sentence.kind) {
    case "notFinite":
      return "The figures are no longer finite.";
    case "diverged":
      return divergenceText(sentence);
    case "silent": {
      const name = layerName(sentence.layer);
      const why = sentence.dead
        ? `All units of ${name} are at 0 for the whole batch`
        : `The gradient is exactly 0 in ${name}`;
      return sentence.layer === null || sentence.layer === 1
        ? `${why}: it cannot learn.`
        : `${why}: nothing from there back to layer 1 can learn.`;
    }
    case "exploding": {
      const { first, last, effect } = sentence;
      const gets = `layer ${first} gets ${ratio(sentence.log10Ratio)} times what layer ${last} gets`;
      if (effect === "batchNorm")
        return `Batch norm makes gradients grow going back: ${gets}. Most nets learn anyway.`;
      return `The gradient grows going back: ${gets}. ${endStepsText(effect, first, last)}`;
    }
    case "vanishing": {
      const { first, last, rho, learning } = sentence;
      const left = ratio(sentence.log10Ratio);
      if (learning === "learns")
        return `Going back, ${left} of the gradient is left at layer ${first}, yet its steps are large enough to learn.`;
      const learns = learning === "hardlyLearns" ? "hardly learns" : "will not learn";
      return (
        `Going back, each layer keeps ${rho === null ? "an unknown factor" : factor(rho)} of the gradient. ` +
        `From layer ${last} to layer ${first}, ${left} is left: layer ${first} ${learns}.`
      );
    }
    case "dying":
      return (
        `${capital(layerName(sentence.layer))} has ${share(sentence.share)} of its units at 0 ` +
        "for the whole batch. Their slope is 0 too, so they pass no gradient on."
      );
    case "saturated":
      return (
        `${capital(layerName(sentence.layer))} has ${share(sentence.share)} of its activations ` +
        "at the ends of their range. The slope there is nearly 0: little gradient passes."
      );
    case "linear":
      return `A linear model${sentence.noStep ? OUTLOOKS[sentence.noStep] : ": there is no hidden layer for the gradient to pass."}`;
    case "single": {
      const { last, alone, noStep } = sentence;
      const reached = alone ? "the only hidden layer" : `layer ${last}, the only hidden layer that learns`;
      const more = ". With two or more there is a factor from layer to layer.";
      return `The gradient reaches ${reached}${noStep ? OUTLOOKS[noStep] : more}`;
    }
    case "even": {
      const { first, last, outlook } = sentence;
      return `The gradient reaches layer ${first} at the size it had in layer ${last}${OUTLOOKS[outlook]}`;
    }
    case "uneven": {
      const { first, last, log10Ratio, outlook } = sentence;
      const of = log10Ratio < 0 ? "of" : "times";
      return `Layer ${first} gets ${ratio(log10Ratio)} ${of} the gradient that layer ${last} gets${OUTLOOKS[outlook]}`;
    }
  }
}

function divergenceText({ overflow, layer, step, growth, noGradient }: Divergence): string {
  const why = growth === null ? "" : `The gradient grew × ${factor(growth)} a layer. `;
  const at = `${why}At step ${count(step)}`;
  const after = `${why}After step ${count(step)}`;
  const gradients = noGradient ? ": no gradient is finite" : "";
  switch (overflow) {
    case "activations":
      return `${at} ${layerName(layer)} overflowed: nothing after it is finite${noGradient ? ", nor any gradient" : ""}.`;
    case "output":
      return `${at} the output overflowed${gradients}.`;
    case "loss":
      return `${at} the loss overflowed${gradients}.`;
    case "weights":
      return `${after} the weights of ${layerName(layer)} are no longer finite.`;
    case "epochLoss":
      return `${after} the epoch’s loss overflowed.`;
  }
}

/** What an exploding gradient does to the steps. */
function endStepsText(steps: EndSteps, first: number, last: number): string {
  switch (steps) {
    case "outgrown":
      return `Layer ${first}’s steps outgrow its weights.`;
    case "large":
      return `Layer ${first}’s steps are too large.`;
    case "firstStalled":
      return "At this rate both hardly move.";
    case "lastStalled":
      return `At this rate layer ${last} hardly moves.`;
    case "usable":
      return "Yet the steps of both are usable.";
  }
}

/** What follows from a gradient that arrives. */
const OUTLOOKS: Record<Outlook | "harmless", string> = {
  alike: ". But a layer’s units are all alike, and most stay so.",
  usable: ": all layers can learn.",
  large: ": all layers can learn, in large steps.",
  decayed: ". By now the schedule’s rate is low, so all steps are small.",
  learnt: ". There is little left to learn, so all steps are small.",
  small: ": all layers can learn, but at this rate slowly.",
  fullyDecayed: ". By now the schedule’s rate is next to 0: nothing moves.",
  none: ". But at this rate nothing moves.",
  harmless: ", but below 10⁻⁴ that does no harm.",
};

/** A layer's name within a sentence: `layer 3`, `the output layer`. */
function layerName(layer: LayerId): string {
  if (layer === null) return "a layer";
  return layer === "output" ? "the output layer" : `layer ${layer}`;
}

/** The first layer's gradient over the last hidden layer's. */
function ratio(log10: number | null): string {
  if (log10 === null) return "an unknown part";
  return Math.abs(log10) < 2 ? factor(10 ** log10) : powerOfTen(log10);
}

function share(value: number | null): string {
  return value === null ? "most" : percent(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The page's frame. */
export const frame = {
  title: "Gradient Lab",
  documentTitle: (name: string) => (name === "" ? "Gradient Lab" : `${name} · Gradient Lab`),
  /** After the name of an experiment that has been changed since it was named. */
  changed: ", changed",
  skip: "Skip to the network",
  /** Links between the two where one is below the other. */
  toSettings: "Settings ↓",
  toNetwork: "Network ↑",
  setup: "Setup",
  network: "The network, layer by layer",
  outcome: "What comes out",
  page: "This page",
};

/** The toolbar at the top. */
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
  /** After `restarted` if there is room. */
  restartedSeed: ", same seed",
  restartedHint: "A change begins the run anew: from step 0, with the same seed",
  readings: {
    step: { name: "step", hint: "Optimizer steps done" },
    epoch: { name: "epoch", hint: "The pass over the training samples that is under way" },
    loss: {
      name: "batch loss",
      hint: "The loss of the latest step’s samples alone, penalties included, dropout on",
    },
    rate: { name: "rate", hint: "The learning rate that the schedule gives" },
  },
};

/** What the stage says until there is a run. */
export const loading = {
  loadingEngine: "Loading the engine …",
  opening: "Preparing the run …",
};

/** What screen readers announce when a change has restarted the run. */
export const restartAnnouncement = "The change has begun the run anew: from step 0, with the same seed.";

/** What screen readers announce when the verdict changes. */
export function announcement({ rho, verdict }: Diagnosis, sentence: Sentence): string {
  const headline = rho === null ? "" : `, times ${factor(rho)} a layer`;
  return `${VERDICTS[verdict]}${headline}. ${sentenceText(sentence)}`;
}

/** The setup panel. */
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

/** The numbers that a setting takes: `whole numbers from 1 to 512`, `numbers above 0 and at most 1 000`. */
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

/** A control's value in words. */
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

/** The words before the remedies' buttons. */
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

/** A remedy's name on its button. */
export function remedyLabel(id: RemedyId): string {
  return REMEDIES[id];
}
