import { describe, expect, it } from "vitest";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import type { Diagnosis, LayerFigures } from "./figures.ts";
import { type Gradient, sentenceOf } from "./sentence.ts";
import { noTraits } from "./traits.ts";

/** The sentence about three hidden layers and an output. */
function sentence(
  diagnosis: Partial<Diagnosis>,
  layers: Partial<LayerFigures> = {},
  step = 0,
  gradient: Gradient = "delta",
) {
  return sentenceOf(runInfoOf(4), snapshotOf({ diagnosis, layers, step }, 4), noTraits, gradient);
}

const deltas = (...deltaRms: number[]) => ({ deltaRms: Float32Array.from(deltaRms) });

describe("the sentence", () => {
  it("numbers hidden layers from 1, and names the output layer as such", () => {
    const dead = Float32Array.of(0, 0.7, 1, 0);
    expect(sentence({ verdict: "dying", layer: 1, share: 0.7 })).toMatchObject({ layer: 2, share: 0.7 });
    expect(sentence({ verdict: "silent", layer: 2 }, { dead })).toEqual({
      kind: "silent",
      layer: 3,
      dead: true,
    });
    expect(sentence({ verdict: "silent", layer: 3 }, { dead })).toMatchObject({
      layer: "output",
      dead: false,
    });
  });

  it("compares a healthy gradient with the output's only where it grows more than tenfold", () => {
    const overOutput = 0.5;
    expect(sentence({ log10Ratio: 1, log10FirstOverOutput: overOutput })).toMatchObject({ overOutput: null });
    expect(sentence({ log10Ratio: 1.01, log10FirstOverOutput: overOutput })).toMatchObject({ overOutput });
  });

  it("tells no verdict of figures that contradict it", () => {
    for (const verdict of ["vanishing", "exploding"] as const) {
      for (const log10Ratio of [-0.9, 0, 0.9]) {
        expect(sentence({ verdict, log10Ratio })).toMatchObject({ kind: "healthy", log10Ratio });
      }
    }
  });

  it("knows a cliff by the layers on both sides, whichever are measured", () => {
    const fallen = {
      verdict: "vanishing",
      log10Ratio: -6,
      rho: 0.001,
      ...deltas(1e-8, -1, 1e-2, 0.1),
    } as const;
    expect(sentence({ ...fallen, cliff: 0 })).toMatchObject({
      kind: "cliff",
      lower: 1,
      upper: 3,
      log10Ratio: expect.closeTo(-6),
    });
    expect(sentence({ ...fallen, cliff: null })).toMatchObject({ kind: "vanishing" });
  });

  it("says up to where a gradient is lost to single precision", () => {
    const lost = { verdict: "vanishing", rho: 1e-9, log10Ratio: -9, underflowed: 1 } as const;
    expect(sentence({ ...lost, ...deltas(-1, 0, 1e-38, 1e-2) })).toEqual({
      kind: "underflow",
      rho: 1e-9,
      first: 2,
      lost: 2,
    });
  });

  it("is about the kernels' gradients of layers that have one, where those are shown", () => {
    const kernelGradientL2 = Float32Array.of(-1, 1e-4, 1e-2, 1);
    expect(sentence({ log10Ratio: 0 }, { kernelGradientL2 }, 9, "kernel")).toMatchObject({
      kind: "kernel",
      first: 2,
      last: 3,
      log10Ratio: expect.closeTo(-2),
    });
    expect(sentence({ verdict: "dying", layer: 1 }, {}, 9, "kernel")).toMatchObject({ kind: "dying" });
  });

  it("begins with the first layer that is not frozen", () => {
    expect(sentence(deltas(-1, 0.1, 0.1, 0.1))).toMatchObject({ kind: "healthy", first: 2, last: 3 });
    expect(sentence(deltas(-1, -1, 0.1, 0.1))).toMatchObject({ kind: "single", last: 3, alone: false });
    expect(sentence(deltas(-1, -1, -1, 0.1))).toMatchObject({ kind: "frozen" });
    expect(sentence(deltas(-1, 0.1))).toMatchObject({ kind: "frozen" });
  });
});
