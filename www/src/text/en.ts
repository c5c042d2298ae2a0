/** The page's sentences in English; `state` decides which of them is said. */

import type { ControlValue, Numbers } from "../state/controls.ts";
import type { Diagnosis, Verdict } from "../state/figures.ts";
import type { LearningPhrase } from "../state/learning.ts";
import type { Divergence, LayerId, Sentence, Steps } from "../state/sentence.ts";
import { count, factor, loss, percent, powerOfTen, setting } from "./numbers.ts";

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
        ? `${why}: its weights get no gradient.`
        : `${why}: from there back to layer 1 no weight gets any.`;
    }
    case "exploding": {
      const { first, last, log10Ratio, steps, batchNorm } = sentence;
      const grows = batchNorm ? "Batch norm makes gradients grow" : "The gradient grows going back";
      return `${grows}: layer ${first}’s is ${ratio(log10Ratio)} times layer ${last}’s.${stepsText(steps, log10Ratio)}`;
    }
    case "vanishing": {
      const { first, rho, log10Ratio, steps } = sentence;
      return (
        `Going back, each layer keeps ${factor(rho)} of the gradient: ` +
        `${ratio(log10Ratio)} reaches layer ${first}.${stepsText(steps, log10Ratio)}`
      );
    }
    case "underflow": {
      const { rho, first, lost } = sentence;
      const where = first === lost ? `In layer ${lost}` : `From layer ${lost} to ${first}`;
      const below = (what: string) => `${where} ${what} is below single precision: exactly 0.`;
      return rho === null
        ? below("the gradient")
        : `Going back, each layer keeps ${factor(rho)} of the gradient. ${below("it")}`;
    }
    case "cliff": {
      const { first, lower, upper, log10Ratio, steps } = sentence;
      const whose = lower === first ? "Its" : `Layer ${first}’s`;
      const where = `A cliff: from layer ${upper} to ${lower}`;
      const left =
        log10Ratio < 0
          ? `, ${ratio(log10Ratio)} of the gradient is left`
          : ` the gradient grows ${ratio(log10Ratio)}-fold`;
      return `${where}${left}.${stepsText(steps, log10Ratio, whose)}`;
    }
    case "dying":
      return (
        `${capital(layerName(sentence.layer))} has ${share(sentence.share)} of its units at 0 ` +
        "for the whole batch. Their slope is 0 too, so they pass no gradient on."
      );
    case "saturated":
      return (
        `${capital(layerName(sentence.layer))} has ${share(sentence.share)} of its activations ` +
        "at the ends of their range. The slope there is near 0: little gradient passes."
      );
    case "linear":
      return `A linear model: there is no hidden layer for the gradient to pass.${standstillText(sentence.steps)}`;
    case "frozen":
      return `No hidden layer learns: all are frozen, so no gradient is computed for them.${standstillText(sentence.steps)}`;
    case "single": {
      const { last, alone, steps } = sentence;
      const reached = alone ? "the only hidden layer" : `layer ${last}, the only hidden layer that learns`;
      const more = " With two or more there is a factor from layer to layer.";
      return `The gradient reaches ${reached}.${standstillText(steps) || more}`;
    }
    case "healthy": {
      const { first, last, log10Ratio, overOutput, alike, steps } = sentence;
      // In one wording from the first step on, which does not change as the ratio does.
      const isEven = steps.kind === "first" && Math.abs(log10Ratio) < MAX_EVEN;
      const more = alike
        ? " But a layer’s units began all alike."
        : stepsText(steps, isEven ? 0 : log10Ratio);
      if (isEven) return `The gradient reaches layer ${first} at the size it had in layer ${last}.${more}`;
      const small = overOutput === null ? "" : `, only ${ratio(overOutput)} times the output’s`;
      return `Layer ${first}’s gradient is ${ratio(log10Ratio)} times layer ${last}’s${small}.${more}`;
    }
    case "kernel": {
      const { first, last, log10Ratio, steps } = sentence;
      const batch = steps.kind === "first" ? "first" : "latest";
      const size = Number.isFinite(log10Ratio) ? `${ratio(log10Ratio)} times layer ${last}’s` : "exactly 0";
      return `In the ${batch} batch ∇W of layer ${first} is ${size}.${steps.kind === "first" ? "" : stepsText(steps, log10Ratio)}`;
    }
  }
}

/** What follows for the first layer's steps from a gradient of 10^`log10Ratio` times the last hidden layer's. */
function stepsText(steps: Steps, log10Ratio: number, whose = "Its"): string {
  switch (steps.kind) {
    case "standstill":
      return standstillText(steps);
    case "latest": {
      const { size } = steps;
      if (size === null) return "";
      if (size === 0) return ` ${whose} latest step changed no weight.`;
      return ` ${whose} latest step was ${ratio(Math.log10(size))} ${size < 1 ? "of" : "times"} its weights.`;
    }
    case "first":
      if (log10Ratio === 0) return ` ${whose} first steps are as large.`;
      if (steps.adaptive) return " The optimizer evens its steps out.";
      return ` ${whose} first steps ${log10Ratio < 0 ? "shrink" : "grow"} with it.`;
  }
}

function standstillText(steps: Steps): string {
  if (steps.kind !== "standstill") return "";
  return steps.why === "decayed" ? " The rate is near 0: nothing moves." : " But nothing moves.";
}

/** How the run learns: a word or two, and the figures that say so. */
export function learningText(phrase: LearningPhrase): { word: string; figures: string } {
  switch (phrase.kind) {
    case "learnt": {
      const { right, split } = phrase;
      const figures =
        right === null
          ? "the loss is under 1 % of guessing’s"
          : `${percent(right)} of ${split} samples right`;
      return { word: "Learnt", figures };
    }
    case "overfitting":
      return { word: "Overfitting", figures: `validation loss was lowest in epoch ${count(phrase.since)}` };
    case "unstable":
      return { word: "Unstable", figures: "the loss jumps up again and again" };
    case "penalized":
      return { word: "Held back", figures: `penalties are ${percent(phrase.share)} of the loss` };
    case "notLearning": {
      const { guessing, classes } = phrase;
      const level = classes === null ? loss(guessing) : `ln ${classes} = ${loss(guessing)}`;
      return { word: "Not learning", figures: `loss stays at guessing’s, ${level}` };
    }
    case "learning":
    case "worseThanGuessing": {
      const word = phrase.kind === "learning" ? "Learning" : "Worse than guessing";
      return { word, figures: `loss ${loss(phrase.loss)}, guessing ${loss(phrase.guessing)}` };
    }
  }
}

/** Of which batches the verdict's figures are, after `step` steps. */
export function smoothingText(step: number): string {
  return step < 2 ? "of one batch" : `median of ${Math.min(step, 10)} batches`;
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

/** A layer's name within a sentence: `layer 3`, `the output layer`. */
function layerName(layer: LayerId): string {
  if (layer === null) return "a layer";
  return layer === "output" ? "the output layer" : `layer ${layer}`;
}

/** log10 of the largest ratio of two gradients that count as the same size. */
const MAX_EVEN = Math.log10(1.05);

/** 10^`log10`: `0.14`, `25.1`, `10⁻⁸`. */
function ratio(log10: number): string {
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
  save: "Save",
  saveHint: "Save the experiment, the model, figures or a report; open a file",
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

/** What screen readers announce of the verdict and of learning after `step` steps. */
export function announcement(
  step: number,
  { rho, verdict }: Diagnosis,
  sentence: Sentence,
  phrase: LearningPhrase | null,
): string {
  const headline = rho === null ? "" : `, times ${factor(rho)} a layer`;
  const { word, figures } = phrase ? learningText(phrase) : { word: "", figures: "" };
  const when = step === 0 ? "" : `After ${count(step)} ${step === 1 ? "step" : "steps"}: `;
  return `${when}${VERDICTS[verdict]}${headline}. ${sentenceText(sentence)}${phrase ? ` ${word}: ${figures}.` : ""}`;
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
  fromModel: (name: string) => `Begins from the weights in ${name}, until data or network change.`,
  table: "Table …",
  chooseFile: "Choose a CSV file",
  changeFile: "Choose another",
  fileRows: (name: string, rows: number) => `${name}, ${count(rows)} ${rows === 1 ? "row" : "rows"}`,
  fileHelp:
    "A spreadsheet saved as CSV, with a header row. You see it as a table and choose what is learnt before it trains.",
  dropHere: "Drop a table, an experiment or a model file to open it",
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
