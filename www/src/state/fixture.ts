/** Snapshots and a small catalogue for the tests of this folder. */

import type { Catalogue, Diagnosis, EntryInfo, Snapshot, Status, ValueInfo } from "./figures.ts";

export function snapshot(
  diagnosis: Partial<Diagnosis> = {},
  status: Status = { kind: "ready" },
  step = 0,
): Snapshot {
  const full: Diagnosis = { verdict: "healthy", rho: 1, log10Left: 0, layer: null, ...diagnosis };
  const layers = {
    activationStd: Float32Array.of(1, 1),
    deltaRms: Float32Array.of(0.1, 0.1),
    updateRatio: Float32Array.of(1e-3, 1e-3),
  };
  const rest = { loss: 0.5, learningRate: 0.1, lossHistory: Float32Array.of(1, 0.7, 0.1), pictures: null };
  return { step, status, diagnosis: full, layers, ...rest } as unknown as Snapshot;
}

const rate: ValueInfo = {
  type: "real",
  default: 0.01,
  range: { min: 0, max: 1000, min_excluded: true, max_excluded: false, travel: [1e-5, 10] },
  scale: "logarithmic",
};
const share: ValueInfo = {
  type: "real",
  default: 0,
  range: { min: 0, max: 1, min_excluded: false, max_excluded: true, travel: [0, 0.8] },
  scale: "linear",
};

function entry(id: string, parameters: readonly (readonly [string, ValueInfo])[] = []): EntryInfo {
  const text = { label: id.toUpperCase(), about: 0 };
  const named = parameters.map(([parameter, value]) => ({
    id: parameter,
    label: parameter,
    unit: "",
    value,
  }));
  return { id, ...text, parameters: named };
}

function integer(standard: number): ValueInfo {
  return { type: "integer", default: standard, min: 1, max: 1000, scale: "logarithmic" };
}

function named(id: string) {
  return { id, label: id, unit: "", summary: "" };
}

export const catalogue: Catalogue = {
  version: 1,
  objects: {
    document: {
      picks: null,
      fields: [
        { ...named("name"), type: "text", longest: 30 },
        { ...named("data"), type: "object", object: "data" },
        {
          ...named("seed"),
          type: "value",
          value: { type: "integer", default: 42, min: 0, max: 2 ** 53 - 1, scale: "linear" },
        },
        { ...named("network"), type: "object", object: "network" },
        { ...named("training"), type: "object", object: "training" },
      ],
    },
    data: {
      picks: { catalogue: "data", default: "spiral" },
      fields: [
        { ...named("validation_split"), type: "value", value: { ...share, default: 0.2 } as ValueInfo },
      ],
    },
    network: {
      picks: null,
      fields: [
        { ...named("hidden"), type: "objects", object: "hidden", most: 1000 },
        { ...named("output"), type: "object", object: "output" },
      ],
    },
    hidden: {
      picks: null,
      fields: [
        { ...named("units"), type: "value", value: integer(16) },
        { ...named("repeat"), type: "value", value: integer(1) },
        { ...named("activation"), type: "choice", catalogue: "activation", default: "relu" },
        { ...named("init"), type: "choice", catalogue: "init", default: "glorot_normal" },
        { ...named("normalization"), type: "choice", catalogue: "normalization", default: "none" },
        {
          ...named("normalization_placement"),
          type: "value",
          value: {
            type: "name",
            default: "before_activation",
            names: ["before_activation", "after_activation"],
          },
        },
        { ...named("residual"), type: "value", value: { type: "boolean", default: false } },
        { ...named("dropout"), type: "value_or_choice", value: share, catalogue: "dropout" },
        {
          ...named("max_norm"),
          type: "nullable",
          value: rate,
          null_means: "unlimited",
          switched_on: "limit",
        },
      ],
    },
    output: { picks: null, fields: [] },
    training: {
      picks: null,
      fields: [
        { ...named("optimizer"), type: "choice", catalogue: "optimizer", default: "sgd" },
        { ...named("schedule"), type: "choice", catalogue: "schedule", default: "constant" },
        { ...named("gradient_clipping"), type: "choice", catalogue: "clipping", default: "none" },
      ],
    },
  },
  catalogues: {
    data: [entry("spiral", [["noise", share]]), entry("xor", [["noise", share]]), entry("csv")],
    activation: [
      { ...entry("relu"), activation: { fitting_init: "he_normal", bounded: false } },
      { ...entry("sigmoid"), activation: { fitting_init: null, bounded: true } },
      { ...entry("tanh"), activation: { fitting_init: "glorot_normal", bounded: true } },
      { ...entry("leaky_relu"), activation: { fitting_init: "he_normal", bounded: false } },
    ],
    init: [
      entry("glorot_normal"),
      entry("he_normal"),
      entry("lecun_normal"),
      entry("standard_uniform"),
      entry("normal"),
      entry("zeros"),
    ],
    normalization: [entry("none"), entry("batch"), entry("layer")],
    dropout: [entry("alpha", [["rate", share]])],
    optimizer: [
      entry("sgd", [
        ["learning_rate", rate],
        ["momentum", share],
      ]),
      entry("adam", [["learning_rate", rate]]),
    ],
    schedule: [entry("constant")],
    clipping: [entry("none"), entry("norm", [["threshold", { ...rate, default: 1 } as ValueInfo]])],
  },
};
