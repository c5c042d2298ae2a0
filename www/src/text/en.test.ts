import { describe, expect, it } from "vitest";
import type { Numbers } from "../state/controls.ts";
import type { Diagnosis, RunInfo, Snapshot } from "../state/figures.ts";
import { sentenceOf } from "../state/sentence.ts";
import { noTraits, type Traits } from "../state/traits.ts";
import { diagnosisOf, runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import { sentenceText, setup, valueInWords, verdictHeadline } from "./en.ts";

/** Three hidden layers and the output. */
const runInfo = runInfoOf(4);
const layers = {
  updateRatio: new Float32Array(4),
  dead: Float32Array.of(0, 0.71, 0, -1),
  saturated: Float32Array.of(0.9, 0, 0, 0),
};
const snapshot = snapshotOf({ layers }, 4);

function diagnosis(part: Partial<Diagnosis>): Diagnosis {
  return diagnosisOf({ rho: null, log10Ratio: null, ...part });
}

/** What the page says about a run that `snapshot` shows, with another diagnosis. */
function verdictSentence(
  diagnosis: Diagnosis,
  runInfo: RunInfo,
  snapshot: Snapshot,
  traits: Traits = noTraits,
): string {
  return sentenceText(sentenceOf(runInfo, { ...snapshot, diagnosis }, traits));
}

describe("the verdict", () => {
  it("leads with the factor a layer", () => {
    expect(verdictHeadline(diagnosis({ verdict: "vanishing", rho: 0.1416 }))).toBe("× 0.14 a layer");
  });

  it("leads with a word where there is no factor", () => {
    expect(verdictHeadline(diagnosis({ verdict: "dying" }))).toBe("Dying units");
  });

  it("says how much of a vanishing gradient is left", () => {
    const vanishing = diagnosis({ verdict: "vanishing", rho: 0.1416, log10Ratio: -7.64 });
    expect(verdictSentence(vanishing, runInfo, snapshot)).toBe(
      "Going back, each layer keeps 0.14 of the gradient. From layer 3 to layer 1, 10⁻⁸ is left: layer 1 will not learn.",
    );
  });

  const stepping = (...updateRatio: number[]) =>
    snapshotOf({ layers: { ...layers, updateRatio: Float32Array.from(updateRatio) } }, 4);

  it.each([
    ["Layer 1’s steps outgrow its weights.", stepping(2, 1, 1e-3, 1)],
    ["Layer 1’s steps are too large.", stepping(0.1, 1e-2, 1e-3, 1)],
    ["At this rate layer 3 hardly moves.", stepping(1e-3, 1e-3, 1e-5, 1)],
    ["At this rate both hardly move.", stepping(1e-5, 1e-6, 1e-7, 1)],
    ["Yet the steps of both are usable.", stepping(1e-3, 1e-3, 1e-3, 1)],
  ])("says what an exploding gradient does to the steps: %s", (words, moved) => {
    const exploding = diagnosis({ verdict: "exploding", rho: 3, log10Ratio: 1.4 });
    expect(verdictSentence(exploding, runInfo, moved)).toBe(
      `The gradient grows going back: layer 1 gets 25.1 times what layer 3 gets. ${words}`,
    );
  });

  it("says of a vanishing gradient whether the optimizer makes up for it", () => {
    const vanishing = diagnosis({ verdict: "vanishing", rho: 0.1, log10Ratio: -2 });
    expect(verdictSentence(vanishing, runInfo, stepping(1e-2, 1e-2, 1e-2, 1))).toBe(
      "Going back, 10⁻² of the gradient is left at layer 1, yet its steps are large enough to learn.",
    );
    expect(verdictSentence(vanishing, runInfo, stepping(1e-5, 1e-2, 1e-2, 1))).toContain("hardly learns");
  });

  it("says of an exploding gradient that batch norm makes it so", () => {
    const exploding = diagnosis({ verdict: "exploding", rho: 3, log10Ratio: 5 });
    expect(verdictSentence(exploding, runInfo, snapshot, { ...noTraits, batchNorm: true })).toBe(
      "Batch norm makes gradients grow going back: layer 1 gets 10⁵ times what layer 3 gets. Most nets learn anyway.",
    );
  });

  it("says of a gradient that is 0 whether dead units are why", () => {
    const silent = diagnosis({ verdict: "silent", layer: 2 });
    expect(verdictSentence(silent, runInfo, snapshot)).toBe(
      "The gradient is exactly 0 in layer 3: nothing from there back to layer 1 can learn.",
    );
    const dead = { ...snapshot, layers: { ...snapshot.layers, dead: Float32Array.of(0, 0, 1, -1) } };
    expect(verdictSentence(silent, runInfo, dead)).toBe(
      "All units of layer 3 are at 0 for the whole batch: nothing from there back to layer 1 can learn.",
    );
  });

  it("does not call units that are all alike able to learn", () => {
    const healthy = diagnosis({ rho: 0.6, log10Ratio: -0.9 });
    expect(verdictSentence(healthy, runInfo, snapshot, { ...noTraits, alike: true })).toMatch(
      /But a layer’s units are all alike, and most stay so\.$/,
    );
  });

  describe("of a run that diverged", () => {
    const nan = Number.NaN;
    const finite = [1, 1, 1, 1];
    const diverged = (
      layer: string,
      means: number[],
      deltas: number[],
      rest: Partial<Snapshot> = {},
      rho: number | null = null,
    ) => {
      const stopped: Snapshot = {
        ...snapshot,
        status: { kind: "diverged", step: 1204, layer },
        loss: nan,
        epochHistory: Float32Array.of(1, 0.5, 0.5, 0.5, 0.5),
        layers: {
          ...snapshot.layers,
          activationMean: Float32Array.from(means),
          deltaRms: Float32Array.from(deltas),
        },
        ...rest,
      };
      return verdictSentence(diagnosis({ verdict: "diverged", rho }), runInfo, stopped);
    };
    const lost = [nan, nan, nan, nan];

    it("says where and when activations overflowed, and what is not finite therefore", () => {
      expect(diverged("hidden.1", [1, nan, nan, nan], lost)).toBe(
        "At step 1 204 layer 2 overflowed: nothing after it is finite, nor any gradient.",
      );
      expect(diverged("output", [1, 1, 1, Number.POSITIVE_INFINITY], lost)).toBe(
        "At step 1 204 the output overflowed: no gradient is finite.",
      );
    });

    it("speaks of the loss alone where the activations are finite, and of no gradient that is", () => {
      expect(diverged("output", finite, [-1, nan, nan, nan])).toBe(
        "At step 1 204 the loss overflowed: no gradient is finite.",
      );
      expect(diverged("output", finite, [1e20, 1e20, 1e20, 1])).toBe("At step 1 204 the loss overflowed.");
    });

    it("tells weights that the step has left not finite from an epoch's loss that is not", () => {
      expect(diverged("hidden.2", finite, finite, { loss: 0.5 })).toBe(
        "After step 1 204 the weights of layer 3 are no longer finite.",
      );
      const epochHistory = Float32Array.of(1, 0.5, 0.5, nan, 0.5);
      expect(diverged("output", finite, finite, { loss: 0.5, epochHistory })).toBe(
        "After step 1 204 the epoch’s loss overflowed.",
      );
    });

    it("says why where the factor a layer tells", () => {
      expect(diverged("hidden.1", [1, nan, nan, nan], lost, {}, 7.07)).toMatch(
        /^The gradient grew × 7\.1 a layer\. At step 1 204 layer 2 overflowed/,
      );
      expect(diverged("hidden.1", [1, nan, nan, nan], lost, {}, 0.3)).toMatch(/^At step/);
    });
  });

  it("says how many units of which layer died", () => {
    expect(verdictSentence(diagnosis({ verdict: "dying", layer: 1, share: 0.71 }), runInfo, snapshot)).toContain(
      "Layer 2 has 71 % of its units at 0",
    );
  });

  it.each([
    [1.89, "Layer 1 gets 1.89 times the gradient that layer 2 gets: all layers can learn."],
    [0.53, "Layer 1 gets 0.53 of the gradient that layer 2 gets: all layers can learn."],
    [1.04, "The gradient reaches layer 1 at the size it had in layer 2: all layers can learn."],
  ])("speaks of the headline's own factor where there is but one step back: × %d", (rho, sentence) => {
    const two = runInfoOf(3);
    const healthy = diagnosis({ rho, log10Ratio: Math.log10(rho) });
    expect(verdictSentence(healthy, two, snapshot)).toBe(sentence);
  });

  it.each([
    ["all layers can learn, in large steps.", 0.1, {}],
    ["all layers can learn, but at this rate slowly.", 1e-6, {}],
    ["There is little left to learn, so all steps are small.", 1e-6, { loss: 0.01 }],
    ["By now the schedule’s rate is low, so all steps are small.", 1e-6, { learningRate: 1e-4 }],
  ])("says of healthy gradients what the updates show: %s", (words, update, rest) => {
    const layers = { ...snapshot.layers, updateRatio: new Float32Array(4).fill(update) };
    const moved = { ...snapshot, step: 9, layers, ...rest };
    expect(verdictSentence(diagnosis({ rho: 0.6, log10Ratio: -0.9 }), runInfo, moved)).toContain(words);
    expect(verdictSentence(diagnosis({ rho: 1, log10Ratio: 0 }), runInfo, moved)).toContain(words);
  });

  it.each([
    ["By now the schedule’s rate is next to 0: nothing moves.", { learningRate: 1e-133 }],
    ["But at this rate nothing moves.", {}],
  ])("claims of no net that it can learn while nothing moves: %s", (words, rest) => {
    const still = (count: number) =>
      snapshotOf({ step: 9, layers: { updateRatio: new Float32Array(count) }, ...rest }, count);
    const grows = diagnosis({ rho: 4.2, log10Ratio: 1.25 });
    expect(verdictSentence(grows, runInfoOf(4), still(4))).toBe(
      `Layer 1 gets 17.8 times the gradient that layer 3 gets. ${words}`,
    );
    expect(verdictSentence(diagnosis({}), runInfoOf(2), still(2))).toBe(
      `The gradient reaches the only hidden layer. ${words}`,
    );
    expect(verdictSentence(diagnosis({}), runInfoOf(1), still(1))).toBe(`A linear model. ${words}`);
  });

  it("does not claim equal gradients when they differ tenfold", () => {
    const uneven = diagnosis({ rho: 0.6, log10Ratio: -0.9 });
    expect(verdictSentence(uneven, runInfo, snapshot)).toContain("gets 0.13 of the gradient");
  });

  it("says why gradients that grow are well where they are small", () => {
    const learnt = diagnosis({ rho: 4.2, log10Ratio: 1.25 });
    expect(verdictSentence(learnt, runInfo, snapshot)).toBe(
      "Layer 1 gets 17.8 times the gradient that layer 3 gets, but below 10⁻⁴ that does no harm.",
    );
  });

  it("speaks of no layer that is frozen", () => {
    const deltas = (...deltaRms: number[]) =>
      snapshotOf({ layers: { ...layers, deltaRms: Float32Array.from(deltaRms) } }, 4);
    const vanishing = diagnosis({ verdict: "vanishing", rho: 0.01, log10Ratio: -2 });
    expect(verdictSentence(vanishing, runInfo, deltas(-1, 1e-4, 1e-2, 0.1))).toContain(
      "From layer 3 to layer 2, 10⁻² is left: layer 2 hardly learns",
    );
    expect(verdictSentence(diagnosis({}), runInfo, deltas(-1, -1, 1e-2, 0.1))).toContain(
      "The gradient reaches layer 3, the only hidden layer that learns.",
    );
  });
});

describe("the setup", () => {
  const whole: Numbers = {
    min: 1,
    max: 1000,
    minExcluded: false,
    maxExcluded: false,
    travel: [1, 1000],
    logarithmic: true,
    integer: true,
    derived: null,
  };

  it.each([
    [whole, "Takes whole numbers from 1 to 1 000. It stays at 5."],
    [
      { ...whole, integer: false, minExcluded: true },
      "Takes numbers above 1 and at most 1 000. It stays at 5.",
    ],
    [{ ...whole, integer: false, maxExcluded: true }, "Takes numbers from 1 and below 1 000. It stays at 5."],
    [{ ...whole, max: null }, "Takes whole numbers from 1. It stays at 5."],
    [{ ...whole, integer: false, min: null, max: null }, "Takes numbers. It stays at 5."],
  ])("says which numbers a field takes", (numbers, words) => {
    expect(setup.refused(numbers, "5")).toBe(words);
  });

  it("says what a setting goes back to", () => {
    expect(valueInWords({ kind: "number", value: 10000, numbers: whole })).toBe("10 000");
    expect(valueInWords({ kind: "boolean", value: false })).toBe("off");
    const options = [{ id: "relu", label: "ReLU" }];
    expect(valueInWords({ kind: "choice", value: "relu", options })).toBe("ReLU");
  });
});
