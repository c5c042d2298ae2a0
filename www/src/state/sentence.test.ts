import { describe, expect, it } from "vitest";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import type { Diagnosis, LayerFigures } from "./figures.ts";
import { sentenceOf } from "./sentence.ts";

/** The sentence about three hidden layers and an output. */
function sentence(diagnosis: Partial<Diagnosis>, layers: Partial<LayerFigures> = {}, step = 0) {
  return sentenceOf(runInfoOf(4), snapshotOf({ diagnosis, layers, step }, 4));
}

const updates = (...ratios: number[]) => ({ updateRatio: Float32Array.from(ratios) });

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

  it.each([
    [-2.9, "hardlyLearns"],
    [-3, "doesNotLearn"],
  ])("says of a gradient of which 10^%d is left that the first layer %s", (log10Ratio, learning) => {
    const vanishing = { verdict: "vanishing", rho: 0.1, log10Ratio } as const;
    expect(sentence(vanishing, updates(1e-6, 1e-3, 1e-3, 1e-3))).toMatchObject({ learning });
    expect(sentence(vanishing, updates(1e-3, 1e-3, 1e-3, 1e-3))).toMatchObject({ learning: "learns" });
  });

  it.each([
    [0.02, "even", "usable"],
    [0.03, "uneven", "usable"],
    [1, "uneven", "usable"],
    [1.01, "uneven", "harmless"],
  ])("says of a healthy gradient of 10^%d that it is %s, and %s", (log10Ratio, kind, outlook) => {
    expect(sentence({ log10Ratio }, {}, 9)).toMatchObject({ kind, outlook, first: 1, last: 3 });
  });

  it("does not call harmless what changes nothing", () => {
    expect(sentence({ log10Ratio: 1.5 }, updates(0, 0, 0, 0), 9)).toMatchObject({ outlook: "none" });
  });

  it("begins with the first layer that is not frozen", () => {
    const deltaRms = Float32Array.of(-1, 0.1, 0.1, 0.1);
    expect(sentence({}, { deltaRms })).toMatchObject({ kind: "even", first: 2, last: 3 });
    deltaRms.fill(-1, 0, 2);
    expect(sentence({}, { deltaRms })).toEqual({ kind: "single", last: 3, alone: false, noStep: null });
  });
});
