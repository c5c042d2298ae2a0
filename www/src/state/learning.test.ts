import { describe, expect, it } from "vitest";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import type { LearningKind, RunInfo, Snapshot } from "./figures.ts";
import { learningPhraseOf } from "./learning.ts";

/** The phrase about a run whose latest epoch's figures are `row`: losses and accuracies of training and validation. */
function phrase(
  kind: LearningKind,
  row: number[],
  info: Partial<RunInfo> = {},
  rest: Partial<Snapshot> = {},
) {
  const learning = { kind, guessing: Math.log(2), bestEpoch: 12, penaltyShare: 0.9, progress: 0.1 };
  const epochHistory = Float32Array.of(8, 1, 1, 1, 1, 9, ...row);
  return learningPhraseOf(runInfoOf(2, info), { ...snapshotOf({ learning, epochHistory }), ...rest });
}

const classified = [0.25, 0.75, 0.5, 1];

describe("the phrase about learning", () => {
  it("says of a task that is done how much of the validation split is right, or else of the training split", () => {
    expect(phrase("learnt", classified)).toEqual({ kind: "learnt", right: 1, split: "validation" });
    expect(phrase("learnt", [0.25, 1, -1, -1])).toEqual({ kind: "learnt", right: 1, split: "training" });
    expect(phrase("learnt", [0.001, -1, 0.001, -1])).toEqual({
      kind: "learnt",
      right: null,
      split: "validation",
    });
  });

  it("names the level of guessing where it is that of the classes", () => {
    expect(phrase("not_learning", classified)).toMatchObject({ classes: 2 });
    expect(phrase("not_learning", classified, { classes: ["a", "b", "c"] })).toMatchObject({ classes: null });
    expect(phrase("not_learning", classified, { task: "regression" })).toMatchObject({ classes: null });
  });

  it("says since when, and how much", () => {
    expect(phrase("overfitting", classified)).toEqual({ kind: "overfitting", since: 12 });
    expect(phrase("penalized", classified)).toEqual({ kind: "penalized", share: 0.9 });
    expect(phrase("unstable", classified)).toEqual({ kind: "unstable" });
  });

  it("compares the loss with guessing's", () => {
    expect(phrase("learning", classified)).toMatchObject({ kind: "learning", loss: 0.25 });
    expect(phrase("learning", [2, 0.5, 2, 0.5])).toMatchObject({ kind: "worseThanGuessing", loss: 2 });
  });

  it("is none before two epochs, nor of a run that diverged", () => {
    expect(phrase("learning", classified, {}, { learning: null })).toBeNull();
    const status = { kind: "diverged", step: 3, layer: "output" } as const;
    expect(phrase("learning", classified, {}, { status })).toBeNull();
  });
});
