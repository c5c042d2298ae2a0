/** The words of the panels with pictures, in English. */

import { count } from "./numbers.ts";

const marks = {
  moments: "mean ± std",
  mean: "mean",
  still: "share at 0 or saturated",
  zero: "exactly 0",
  notFinite: "not finite",
  notComputed: "not computed",
};

/** The columns panel: one column a layer. */
export const columnWords = {
  chart: "Layers",
  output: "out",
  frozen: "frozen",
  notFinite: "not finite",
  dead: "at 0",
  saturated: "saturated",
  noPicture: "Deeper layers see features, not pixels: no picture of those.",
  fromFirstStep: "from step 1 on",
  hint: "Point at a column, or use the arrow keys, for its exact figures.",
  tapHint: "Tap a column for its exact figures.",
  marks,
  /** The upper end of the history's axis. */
  beginning: "step 0",
  gradients: "Gradient shown",
  delta: "δ",
  kernel: "∇W",
  gradientsLong: {
    delta: "δ, the gradient at z, the input of the layer’s activation",
    kernel: "∇W, the gradient of the layer’s kernel",
  },
  tooSmall: "too small",
  healthy: "healthy: 1/10 to 10 times the last hidden layer’s, or up to 100 times the output’s",
  tooLarge: "too large",
  dashed: { delta: "∇W", kernel: "δ" },
  choice: "Rows shown",
  /** What the legend says instead on phones and in lectures. */
  brief: {
    healthy: "healthy",
    marks: { ...marks, still: "at 0 or saturated" },
  },
  rows: {
    units: { title: "What units see", name: "Units", detail: "ink is high" },
    activations: { title: "Activations", name: "Activations", detail: "width: √ share" },
    gradient: { title: "Gradient", name: "Gradient", detail: "" },
    update: { title: "Update ÷ kernel", name: "Update", detail: "healthy band: 10⁻⁴ to 10⁻²" },
    history: { title: "δ over time", name: "δ over time", detail: "newest below" },
  },
  kernels: "kernels of layer 1",
  /** If there is no room for all units; `units` is null if it differs from layer to layer. */
  unitsLeftOut: (shown: number, units: number | null) =>
    units === null ? `at most ${shown} a layer` : `${shown} of ${units} units`,
  figures: {
    layer: "layer",
    activation: "activation",
    units: "units",
    delta: "δ",
    kernelGradient: "∇W",
    mean: "mean",
    std: "std",
    saturated: "saturated",
    dead: "at 0",
    update: "update",
  },
  tableCaption: "Figures of every layer",
  layer: (name: string) => (name === "out" ? "output layer" : `layer ${name}`),
  unitsOf: (units: number) => (units === 1 ? "1 unit" : `${units} units`),
} as const;

/** The outcome panel: the network's output. */
export const outcomeWords = {
  heading: "What the network says",
  notFinite: "The outputs are no longer finite.",
  outlined: "outlined: validation",
  isReally: (name: string) => `is ${name}`,
  target: "target",
  prediction: "prediction",
  predictedAcross: "taken for",
  planeSummary: "The network’s output over the plane of the two features, with the data on it.",
  /** What a table is shown over. */
  over: "Show",
  views: {
    predictions: "predictions",
    features: "two features",
    components: "first two principal components",
  },
  atMean: "the others at their mean",
  across: "across",
  up: "up",
  scatterSummary: "Predictions against targets of the validation samples.",
  scatterCaption: "On the line, a prediction equals its target.",
  confusionCaption: "A row for each class; the outlined cells are right.",
  wrong: "wrong",
  rightSummary: (right: number, all: number) => `${right} of ${all} validation samples right`,
} as const;

/** The curves panel: loss, accuracy and learning rate over the run. */
export const curveWords = {
  loss: "Loss",
  accuracy: "Accuracy",
  rate: "Learning rate",
  training: "train",
  validation: "valid.",
  diverged: "diverged",
  reader: "Values of the curves at a step",
  hint: "Point at a curve, or use the arrow keys, for its exact values.",
  step: (step: number) => `step ${count(step)}`,
  epoch: (epoch: number) => `epoch ${count(epoch)}`,
  waiting: {
    loss: "After the first steps.",
    accuracy: "After two epochs.",
    rate: "After the first steps.",
  },
} as const;
