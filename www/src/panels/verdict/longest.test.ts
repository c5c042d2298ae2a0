import { describe, expect, it } from "vitest";
import type { Description, Snapshot, Verdict } from "../../state/figures.ts";
import { noTraits, type Traits } from "../../state/traits.ts";
import { verdictSentence, verdictWord } from "../../text/en.ts";
import { LONGEST, LONGEST_SENTENCE } from "./longest.ts";

const layers = Array.from({ length: 101 }, (_, index) => ({ name: `hidden.${index}` }));
const description = { layers } as Description;
const snapshot = {
  status: { kind: "diverged", step: 12_345, layer: "hidden.99" },
  step: 12_345,
  loss: 0.5,
  learningRate: 1e-6,
  lossHistory: Float32Array.of(1, 0.7, 0.1),
  layers: {
    updateRatio: new Float32Array(101),
    deltaRms: new Float32Array(101).fill(Number.NaN),
    activationMean: new Float32Array(101).fill(Number.NaN),
    dead: new Float32Array(101).fill(0.75),
    saturated: new Float32Array(101).fill(0.75),
  },
} as unknown as Snapshot;

const verdicts: Verdict[] = ["diverged", "silent", "exploding", "vanishing", "dying", "saturated", "healthy"];
const traits: Traits[] = [noTraits, { ...noTraits, batchNorm: true }, { ...noTraits, alike: true }];

/** The lengths of all that may be said of `verdict`. */
function lengths(verdict: Verdict): number[] {
  const all: number[] = [];
  for (const log10Left of [-12.3, -0.9, 0, 0.9, 12.3]) {
    const diagnosis = { verdict, rho: 12.3, log10Left, layer: 99 };
    for (const own of traits) {
      for (const update of [0, 1e-6, 1e-3, 0.1, 10]) {
        for (const share of [0.75, 1]) {
          const dead = new Float32Array(101).fill(share);
          const updateRatio = new Float32Array(101).fill(update);
          const moment = { ...snapshot, layers: { ...snapshot.layers, dead, updateRatio } };
          const sentence = verdictSentence(diagnosis, description, moment, own);
          all.push(`${verdictWord(verdict)}. ${sentence}`.length);
        }
      }
    }
  }
  return all;
}

describe("the room of the verdict's sentence", () => {
  it.each(verdicts)("is enough for a run that is %s", (verdict) => {
    const room = `${verdictWord(LONGEST.verdict)}. ${LONGEST_SENTENCE}`.length;
    expect(Math.max(...lengths(verdict))).toBeLessThanOrEqual(room);
  });
});
