import { describe, expect, it } from "vitest";
import type { Numbers } from "../state/controls.ts";
import type { Diagnosis, Snapshot } from "../state/figures.ts";
import type { LearningPhrase } from "../state/learning.ts";
import { type Gradient, sentenceOf } from "../state/sentence.ts";
import { noTraits, type Traits } from "../state/traits.ts";
import { diagnosisOf, runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import {
  announcement,
  learningText,
  sentenceText,
  setup,
  smoothingText,
  valueInWords,
  verdictHeadline,
} from "./en.ts";

/** A run of `hidden` layers and the output, before or after steps, whose first hidden layer's step was 10⁻³ of its weights. */
function run(step: number, rest: Parameters<typeof snapshotOf>[0] = {}, hidden = 3): Snapshot {
  const updateRatio = new Float32Array(hidden + 1).fill(0.0012);
  return snapshotOf({ step, ...rest, layers: { updateRatio, ...rest.layers } }, hidden + 1);
}

/** What the page says of `snapshot` with another diagnosis. */
function told(
  diagnosis: Partial<Diagnosis>,
  snapshot: Snapshot = run(9),
  traits: Traits = noTraits,
  gradient: Gradient = "delta",
): string {
  const changed = { ...snapshot, diagnosis: { ...snapshot.diagnosis, ...diagnosis } };
  return sentenceText(sentenceOf(runInfoOf(snapshot.layers.deltaRms.length), changed, traits, gradient));
}

const vanishing = { verdict: "vanishing", rho: 0.1416, log10Ratio: -7.64 } as const;
const exploding = { verdict: "exploding", rho: 3, log10Ratio: 1.4 } as const;

describe("the verdict", () => {
  it("leads with the factor a layer", () => {
    expect(verdictHeadline(diagnosisOf({ verdict: "vanishing", rho: 0.1416 }))).toBe("× 0.14 a layer");
  });

  it("leads with a word where there is no factor", () => {
    expect(verdictHeadline(diagnosisOf({ verdict: "dying", rho: null }))).toBe("Dying units");
  });

  it("says how much of a vanishing gradient is left, and how large a step it made", () => {
    expect(told(vanishing)).toBe(
      "Going back, each layer keeps 0.14 of the gradient: 10⁻⁸ reaches layer 1. Its latest step was 10⁻³ of its weights.",
    );
  });

  it("says of an exploding gradient how it grows, and that batch norm makes it so", () => {
    expect(told(exploding)).toBe(
      "The gradient grows going back: layer 1’s is 25.1 times layer 3’s. Its latest step was 10⁻³ of its weights.",
    );
    expect(told(exploding, run(9), { ...noTraits, batchNorm: true })).toMatch(
      /^Batch norm makes gradients grow: layer 1’s is 25\.1 times layer 3’s\./,
    );
  });

  it.each([
    [vanishing, false, "Its first steps shrink with it."],
    [exploding, false, "Its first steps grow with it."],
    [vanishing, true, "The optimizer evens its steps out."],
    [
      { rho: 1, log10Ratio: 0 },
      true,
      "The gradient reaches layer 1 at the size it had in layer 3. Its first steps are as large.",
    ],
    [{ rho: 0.6, log10Ratio: -0.5 }, false, "Its first steps shrink with it."],
  ])(
    "says before the first step what follows for it, no more: %o, adaptive %s",
    (diagnosis, adaptive, words) => {
      const text = told(diagnosis, run(0), { ...noTraits, adaptive });
      expect(text).toContain(words);
      expect(text).not.toMatch(/learn|will/);
    },
  );

  it.each([
    [2.5, "was 2.50 times its weights"],
    [1e-7, "was 10⁻⁷ of its weights"],
    [0, "changed no weight"],
  ])("writes the latest step of %d", (ratio, words) => {
    const layers = { updateRatio: Float32Array.of(ratio, 1, 1, 1) };
    expect(told(vanishing, run(9, { layers }))).toContain(`Its latest step ${words}.`);
  });

  it("names the layers of a cliff", () => {
    const deltaRms = Float32Array.of(1e-8, 1e-8, 1e-2, 1e-2);
    expect(told({ ...vanishing, cliff: 1, deltaRms })).toBe(
      "A cliff: from layer 3 to 2, 10⁻⁶ of the gradient is left. Layer 1’s latest step was 10⁻³ of its weights.",
    );
    const grown = Float32Array.of(50, 1, 1, 1);
    expect(told({ ...exploding, cliff: 0, deltaRms: grown })).toBe(
      "A cliff: from layer 2 to 1 the gradient grows 50.0-fold. Its latest step was 10⁻³ of its weights.",
    );
  });

  it("says of what fell below single precision that it has", () => {
    const deltaRms = Float32Array.of(0, 0, 1e-40, 1e-2);
    const lost = { verdict: "vanishing", rho: 0.001, log10Ratio: -3, underflowed: 2, deltaRms } as const;
    expect(told(lost)).toBe(
      "Going back, each layer keeps 0.0010 of the gradient. From layer 2 to 1 it is below single precision: exactly 0.",
    );
    expect(told({ ...lost, rho: null, log10Ratio: null, underflowed: 1 })).toBe(
      "In layer 1 the gradient is below single precision: exactly 0.",
    );
  });

  it("speaks of the kernels' gradients where the bars show them", () => {
    const kernelGradientL2 = Float32Array.of(3, 1, 0.1, 0.1);
    const told_ = (step: number, first = 3) => {
      kernelGradientL2[0] = first;
      return told(vanishing, run(step, { layers: { kernelGradientL2 } }), noTraits, "kernel");
    };
    expect(told_(0)).toBe("In the first batch ∇W of layer 1 is 30.0 times layer 3’s.");
    expect(told_(9, 1e-9)).toBe(
      "In the latest batch ∇W of layer 1 is 10⁻⁸ times layer 3’s. Its latest step was 10⁻³ of its weights.",
    );
    expect(told_(0, 0)).toBe("In the first batch ∇W of layer 1 is exactly 0.");
  });

  it("says of a gradient that is 0 whether dead units are why", () => {
    const silent = { verdict: "silent", layer: 2 } as const;
    expect(told(silent)).toBe(
      "The gradient is exactly 0 in layer 3: from there back to layer 1 no weight gets any.",
    );
    const dead = run(9, { layers: { dead: Float32Array.of(0, 0, 1, -1) } });
    expect(told({ ...silent, layer: 2 }, dead)).toMatch(
      /^All units of layer 3 are at 0 for the whole batch:/,
    );
    expect(told({ ...silent, layer: 0 })).toBe(
      "The gradient is exactly 0 in layer 1: its weights get no gradient.",
    );
  });

  it("says of units that are all alike that they began so", () => {
    expect(told({ rho: 0.6, log10Ratio: -0.9 }, run(9), { ...noTraits, alike: true })).toMatch(
      /But a layer’s units began all alike\.$/,
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
        ...run(9),
        status: { kind: "diverged", step: 1204, layer },
        loss: nan,
        epochHistory: Float32Array.of(1, 0.5, 0.5, 0.5, 0.5),
        layers: {
          ...run(9).layers,
          activationMean: Float32Array.from(means),
          deltaRms: Float32Array.from(deltas),
        },
        ...rest,
      };
      return told({ verdict: "diverged", rho }, stopped);
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
        /^The gradient grew × 7\.07 a layer\. At step 1 204 layer 2 overflowed/,
      );
      expect(diverged("hidden.1", [1, nan, nan, nan], lost, {}, 0.3)).toMatch(/^At step/);
    });
  });

  it("says how many units of which layer died, or are saturated", () => {
    expect(told({ verdict: "dying", layer: 1, share: 0.71 })).toContain("Layer 2 has 71 % of its units at 0");
    expect(told({ verdict: "saturated", layer: 0, share: 0.9 })).toContain(
      "Layer 1 has 90 % of its activations",
    );
  });

  it.each([
    [1.89, "Layer 1’s gradient is 1.89 times layer 2’s."],
    [0.53, "Layer 1’s gradient is 0.53 times layer 2’s."],
    [1.04, "Layer 1’s gradient is 1.04 times layer 2’s."],
  ])("speaks of the headline's own factor where there is but one step back: × %d", (rho, sentence) => {
    expect(told({ rho, log10Ratio: Math.log10(rho) }, run(9, {}, 2))).toBe(
      `${sentence} Its latest step was 10⁻³ of its weights.`,
    );
  });

  it("says of a healthy gradient how much it grows, and that it stays small beside the output's", () => {
    const grows = { rho: 4.2, log10Ratio: 1.25, log10FirstOverOutput: 0.5 };
    expect(told(grows)).toBe(
      "Layer 1’s gradient is 17.8 times layer 3’s, only 3.16 times the output’s. Its latest step was 10⁻³ of its weights.",
    );
  });

  it.each([
    ["The rate is near 0: nothing moves.", { learningRate: 1e-133 }],
    ["But nothing moves.", {}],
  ])("says where nothing moves: %s", (words, rest) => {
    const still = (hidden: number) =>
      run(9, { ...rest, layers: { updateRatio: new Float32Array(hidden + 1) } }, hidden);
    expect(told({ rho: 0.6, log10Ratio: -0.5 }, still(3))).toBe(
      `Layer 1’s gradient is 0.32 times layer 3’s. ${words}`,
    );
    expect(told({ rho: null, log10Ratio: null }, still(1))).toBe(
      `The gradient reaches the only hidden layer. ${words}`,
    );
    expect(told({ rho: null, log10Ratio: null }, still(0))).toBe(
      `A linear model: there is no hidden layer for the gradient to pass. ${words}`,
    );
  });

  it("speaks of no layer that is frozen", () => {
    const deltas = (...deltaRms: number[]) => ({ deltaRms: Float32Array.from(deltaRms) });
    expect(told({ ...vanishing, ...deltas(-1, 1e-4, 1e-2, 0.1) })).toContain("10⁻⁸ reaches layer 2.");
    expect(told({ rho: null, log10Ratio: null, ...deltas(-1, -1, 1e-2, 0.1) })).toContain(
      "The gradient reaches layer 3, the only hidden layer that learns.",
    );
  });

  it("says of which batches its figures are", () => {
    expect([0, 1, 2, 10, 5000].map(smoothingText)).toEqual([
      "of one batch",
      "of one batch",
      "median of 2 batches",
      "median of 10 batches",
      "median of 10 batches",
    ]);
  });
});

describe("how a run learns", () => {
  it.each<[LearningPhrase, string]>([
    [{ kind: "learnt", right: 1, split: "validation" }, "Learnt: 100 % of validation samples right"],
    [{ kind: "learnt", right: null, split: "training" }, "Learnt: the loss is under 1 % of guessing’s"],
    [{ kind: "overfitting", since: 1200 }, "Overfitting: validation loss was lowest in epoch 1 200"],
    [{ kind: "unstable" }, "Unstable: the loss jumps up again and again"],
    [{ kind: "penalized", share: 0.93 }, "Held back: penalties are 93 % of the loss"],
    [
      { kind: "notLearning", guessing: Math.log(2), classes: 2 },
      "Not learning: loss stays at guessing’s, ln 2 = 0.693",
    ],
    [{ kind: "notLearning", guessing: 0.52, classes: null }, "Not learning: loss stays at guessing’s, 0.520"],
    [{ kind: "learning", loss: 0.412, guessing: Math.LN2 }, "Learning: loss 0.412, guessing 0.693"],
    [
      { kind: "worseThanGuessing", loss: 5.1, guessing: Math.LN2 },
      "Worse than guessing: loss 5.100, guessing 0.693",
    ],
  ])("is said with its figures: %o", (phrase, words) => {
    const { word, figures } = learningText(phrase);
    expect(`${word}: ${figures}`).toBe(words);
  });

  it("is read aloud after the verdict", () => {
    const { diagnosis } = run(9, { diagnosis: vanishing });
    const sentence = sentenceOf(runInfoOf(4), run(9, { diagnosis: vanishing }));
    expect(announcement(9, diagnosis, sentence, { kind: "learnt", right: 1, split: "validation" })).toMatch(
      /^After 9 steps: Vanishing, times 0\.14 a layer\. Going back.* Learnt: 100 % of validation samples right\.$/,
    );
    expect(announcement(0, diagnosis, sentence, null)).toMatch(/^Vanishing.* of its weights\.$/);
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
