import { describe, expect, it } from "vitest";
import type { Description, Diagnosis, Snapshot, Verdict } from "../../state/figures.ts";
import { noGuards } from "../../state/guards.ts";
import { verdictSentence, verdictWord } from "../../text/en.ts";
import { LONGEST } from "./longest.ts";

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

const length = (diagnosis: Diagnosis, guards = noGuards) =>
  `${verdictWord(diagnosis.verdict)}. ${verdictSentence(diagnosis, description, snapshot, guards)}`.length;

const guarded = [noGuards, { batchNorm: true, clipping: false }, { batchNorm: false, clipping: true }];

const verdicts: Verdict[] = ["diverged", "silent", "exploding", "vanishing", "dying", "saturated", "healthy"];

describe("the room of the verdict's sentence", () => {
  it.each(verdicts)("is enough for a run that is %s", (verdict) => {
    for (const log10Left of [-12.3, -0.9, 0, 0.9, 12.3]) {
      for (const guards of guarded) {
        const figures = { verdict, rho: 12.3, log10Left, layer: 99 };
        expect(length(figures, guards)).toBeLessThanOrEqual(length(LONGEST));
      }
    }
  });
});
