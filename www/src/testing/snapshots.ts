/** Snapshots and descriptions for tests: complete, and healthy except for what a test says. */

import type { Diagnosis, LayerFigures, LayerInfo, RunInfo, Snapshot } from "../state/figures.ts";

/** What a test says about a snapshot. */
type SnapshotPart = Partial<Omit<Snapshot, "diagnosis" | "layers">> & {
  diagnosis?: Partial<Diagnosis>;
  layers?: Partial<LayerFigures>;
};

/** A snapshot before the first step of a run with `count` layers, the output included. */
export function snapshotOf({ diagnosis, layers, ...rest }: SnapshotPart = {}, count = 2): Snapshot {
  const each = (value: number) => new Float32Array(count).fill(value);
  return {
    step: 0,
    epoch: 1,
    loss: 0.5,
    learningRate: 0.1,
    status: { kind: "ready" },
    diagnosis: diagnosisOf({ deltaRms: layers?.deltaRms ?? each(0.1), ...diagnosis }),
    learning: null,
    layers: {
      deltaRms: each(0.1),
      kernelGradientL2: each(0.1),
      kernelGradientMeanAbs: each(0.1),
      biasGradientL2: each(0.1),
      activationMean: each(0),
      activationStd: each(1),
      saturated: each(0),
      dead: each(-1),
      updateRatio: each(1e-3),
      ...layers,
    },
    histogram: each(1),
    histogramRange: new Float32Array(2 * count),
    deltaHistory: each(0.1),
    deltaHistorySteps: Float32Array.of(0),
    lossHistory: Float32Array.of(1, 0.7, 0.1),
    epochHistory: new Float32Array(0),
    visuals: null,
    ...rest,
  };
}

/** A healthy diagnosis with even gradients. */
export function diagnosisOf(part: Partial<Diagnosis> = {}): Diagnosis {
  return {
    verdict: "healthy",
    rho: 1,
    log10Ratio: 0,
    log10FirstOverOutput: 0,
    layer: null,
    share: null,
    underflowed: 0,
    cliff: null,
    deltaRms: Float32Array.of(0.1, 0.1),
    ...part,
  };
}

/** A run of `count` layers, the output included. */
export function runInfoOf(count = 2, part: Partial<RunInfo> = {}): RunInfo {
  return {
    layers: Array.from({ length: count }, (_, index) =>
      layerOf({ name: index === count - 1 ? "output" : `hidden.${index}` }),
    ),
    task: "binary",
    classes: ["0", "1"],
    features: 2,
    outputs: 1,
    dataPreview: { kind: "table", targets: new Float32Array(0) },
    trainingSamples: 400,
    validationSamples: 100,
    stepsPerEpoch: 10,
    totalSteps: 1000,
    parameters: 1000,
    ...part,
  };
}

/** A layer of the run info. */
export function layerOf(part: Partial<LayerInfo>): LayerInfo {
  return { name: "hidden.0", units: 16, columns: 16, activation: "ReLU", frozen: false, ...part };
}
