import { describe, expect, it } from "vitest";
import type { Verdict } from "../../state/figures.ts";
import { sentenceOf } from "../../state/sentence.ts";
import { noTraits, type Traits } from "../../state/traits.ts";
import { runInfoOf, snapshotOf } from "../../testing/snapshots.ts";
import { sentenceText, verdictWord } from "../../text/en.ts";
import { LONGEST_SENTENCE } from "./longest.ts";

const LAYERS = 101;
const runInfo = runInfoOf(LAYERS);
const each = (value: number) => new Float32Array(LAYERS).fill(value);

const verdicts: Verdict[] = ["diverged", "silent", "exploding", "vanishing", "dying", "saturated", "healthy"];
const traits: Traits[] = [noTraits, { ...noTraits, batchNorm: true }, { ...noTraits, alike: true }];

/** The lengths of all sentences about `verdict`. */
function lengths(verdict: Verdict): number[] {
  const all: number[] = [];
  for (const log10Ratio of [-12.3, -0.9, 0, 0.9, 12.3]) {
    for (const own of traits) {
      for (const update of [0, 1e-6, 1e-3, 0.1, 10]) {
        for (const share of [0.75, 1]) {
          const snapshot = snapshotOf(
            {
              step: 12_345,
              status: { kind: "diverged", step: 12_345, layer: "hidden.99" },
              learningRate: 1e-6,
              diagnosis: { verdict, rho: 12.3, log10Ratio, layer: 99 },
              layers: {
                updateRatio: each(update),
                deltaRms: each(Number.NaN),
                activationMean: each(Number.NaN),
                dead: each(share),
                saturated: each(0.75),
              },
            },
            LAYERS,
          );
          const sentence = sentenceText(sentenceOf(runInfo, snapshot, own));
          all.push(`${verdictWord(verdict)}. ${sentence}`.length);
        }
      }
    }
  }
  return all;
}

describe("the room of the verdict's sentence", () => {
  it.each(verdicts)("is enough for a run that is %s", (verdict) => {
    const room = `${verdictWord("vanishing")}. ${sentenceText(LONGEST_SENTENCE)}`.length;
    expect(Math.max(...lengths(verdict))).toBeLessThanOrEqual(room);
  });
});
