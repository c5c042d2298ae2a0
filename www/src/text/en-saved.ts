/** The words of what is saved, in English. */

import { count } from "./numbers.ts";

/** The list of what can be saved. */
export const saving = {
  title: "Save",
  close: "Close",
  items: {
    document: {
      name: "Experiment",
      detail: "the document; dropped on this page, or given to gradlab, it is the same run",
      formats: { document: "JSON" },
    },
    model: {
      name: "Model",
      detail: "weights and document; dropped on this page it goes on from them",
      formats: { model: "safetensors" },
    },
    trace: {
      name: "Trace",
      detail: "every step’s figures, layer by layer; trained again for it, to the same bits",
      formats: { "trace-jsonl": "JSON lines", "trace-csv": "CSV" },
    },
    layers: {
      name: "Figure: layers",
      detail: "activations, gradient and updates of each layer, with caption",
      formats: { "layers-svg": "SVG", "layers-png": "PNG" },
    },
    curves: {
      name: "Figure: curves",
      detail: "loss, accuracy and learning rate, with caption",
      formats: { "curves-svg": "SVG", "curves-png": "PNG" },
    },
    report: {
      name: "Report",
      detail: "one page to print: settings, verdict, figures, what was changed when",
      formats: { report: "HTML" },
    },
  },
  as: (name: string, format: string) => `${name} as ${format}`,
  open: "Open a file …",
  openDetail: "an experiment, a model, a table",
  noCurves: "from step 2 on",
  recording: (step: number, steps: number) =>
    `Training again for the trace: step ${count(step)} of ${count(steps)}`,
  stop: "Stop",
  stopped: "Stopped: nothing was saved.",
  done: (file: string) => `Saved ${file}.`,
  failed: (why: string) => `Nothing was saved: ${why}`,
  noPicture: "the browser could not draw the picture",
  framed: "This page is in a frame, which may not be allowed to save files.",
} as const;

/** What figures and the report say. */
export const saved = {
  untitled: "Experiment",
  file: "file",
  after: (step: string, epoch: string) => `After step ${step}, in epoch ${epoch}.`,
  settings: (all: string) => `Settings, all others at their defaults: ${all}.`,
  program: (version: string) => `Gradient Lab ${version}.`,
  layers: {
    title: "Layers",
    shows:
      "Each layer’s activations (mean ± standard deviation), gradient δ (root mean square of the loss’s derivative by what goes into the activation; dashes: the norm of the kernel’s gradient) and update (norm of the step’s change of the kernel over the kernel’s). Shaded: healthy.",
    activation: "Activation",
    gradient: "Gradient δ",
    update: "Update ÷ kernel",
    layer: "Layer",
    output: "out",
  },
  curves: {
    title: "Curves",
    shows:
      "Loss, accuracy and learning rate over steps; validation once an epoch, training loss as the mean since the point before.",
    loss: "Loss",
    accuracy: "Accuracy",
    rate: "Learning rate",
    training: "train",
    validation: "valid.",
    step: "Step",
  },
  report: {
    title: (name: string) => `${name} · Report`,
    lead: (when: string, version: string) => `Report of a run. ${when} Made by Gradient Lab ${version}.`,
    verdict: "Verdict",
    results: "Figures",
    settings: "Settings",
    atDefault: " (default)",
    changes: "What was changed when",
    noChanges: "Nothing was changed: this is the run that the page opened.",
    changed: (after: string) => `After ${after} steps, beginning anew:`,
    absent: "default",
    layers: "Layers",
    again: "To run it again",
    againDetail:
      "Open this link, or save the document below as a file and drop it on the page or give it to gradlab run.",
    none: "–",
    rows: {
      step: "Steps done",
      epoch: "Epoch",
      batchLoss: "Loss of the latest batch",
      trainingLoss: "Training loss, latest epoch",
      trainingAccuracy: "Training accuracy, latest epoch",
      validationLoss: "Validation loss, latest epoch",
      validationAccuracy: "Validation accuracy, latest epoch",
      samples: "Samples: training, validation",
      parameters: "Parameters",
    },
    columns: {
      layer: "Layer",
      units: "Units",
      activation: "Activation",
      delta: "δ",
      kernelGradient: "‖∇W‖",
      mean: "Mean",
      std: "Std",
      update: "Update ÷ kernel",
    },
  },
} as const;
