import { describe, expect, it } from "vitest";
import type { Verdict } from "../../state/figures.ts";
import type { LearningPhrase } from "../../state/learning.ts";
import { type Gradient, sentenceOf } from "../../state/sentence.ts";
import { noTraits, type Traits } from "../../state/traits.ts";
import { runInfoOf, snapshotOf } from "../../testing/snapshots.ts";
import { learningText, sentenceText, verdictWord } from "../../text/en.ts";
import { LONGEST_PHRASE, LONGEST_SENTENCE } from "./longest.ts";

const LAYERS = 101;
const runInfo = runInfoOf(LAYERS);
const each = (value: number) => new Float32Array(LAYERS).fill(value);

const verdicts: Verdict[] = ["diverged", "silent", "exploding", "vanishing", "dying", "saturated", "healthy"];
const traits: Traits[] = [
  noTraits,
  { ...noTraits, batchNorm: true },
  { ...noTraits, alike: true },
  { ...noTraits, batchNorm: true, adaptive: true },
];

/** The lengths of all sentences about `verdict`. */
function lengths(verdict: Verdict): number[] {
  const all: number[] = [];
  for (const log10Ratio of [-12.3, -0.9, 0, 0.9, 12.3]) {
    for (const [underflowed, cliff] of [
      [0, null],
      [0, 98],
      [99, null],
    ] as const) {
      for (const own of traits) {
        for (const step of [0, 12_345]) {
          for (const update of [0, 1e-12, 0.0012, 12.3]) {
            const snapshot = snapshotOf(
              {
                step,
                status: { kind: "diverged", step: 12_345, layer: "hidden.99" },
                learningRate: 1e-6,
                diagnosis: {
                  verdict,
                  rho: 0.0012,
                  log10Ratio,
                  log10FirstOverOutput: log10Ratio / 7,
                  layer: 99,
                  share: 0.75,
                  underflowed,
                  cliff,
                  deltaRms: each(1).fill(10 ** log10Ratio, 0, 99),
                },
                layers: {
                  updateRatio: each(update),
                  deltaRms: each(Number.NaN),
                  activationMean: each(Number.NaN),
                  dead: each(1),
                },
              },
              LAYERS,
            );
            for (const gradient of ["delta", "kernel"] satisfies Gradient[]) {
              const sentence = sentenceText(sentenceOf(runInfo, snapshot, own, gradient));
              all.push(`${verdictWord(verdict)}. ${sentence}`.length);
            }
          }
        }
      }
    }
  }
  return all;
}

const phrases: LearningPhrase[] = [
  { kind: "learnt", right: 1, split: "validation" },
  { kind: "learnt", right: null, split: "training" },
  { kind: "overfitting", since: 100_000 },
  { kind: "unstable" },
  { kind: "penalized", share: 0.93 },
  { kind: "notLearning", guessing: Math.log(10), classes: 10 },
  { kind: "learning", loss: 0.001, guessing: 2.3 },
  { kind: "worseThanGuessing", loss: 12345, guessing: 2.3 },
];

describe("the room of the verdict's sentence", () => {
  it.each(verdicts)("is enough for a run that is %s", (verdict) => {
    const room = `${verdictWord("vanishing")}. ${sentenceText(LONGEST_SENTENCE)}`.length;
    expect(Math.max(...lengths(verdict))).toBeLessThanOrEqual(room);
  });

  it.each(phrases)("is enough for what is said of learning: %o", (phrase) => {
    const length = (one: LearningPhrase) => Object.values(learningText(one)).join(": ").length;
    expect(length(phrase)).toBeLessThanOrEqual(length(LONGEST_PHRASE));
  });
});
