/** What the page says about how a run learns: the phrase's kind, and the numbers in it. */

import { EPOCH_ROW, isComputed } from "../snapshot-format.ts";
import type { RunInfo, Snapshot } from "./figures.ts";

/** A phrase about learning. */
export type LearningPhrase =
  /** The share that is right, of the `split`; null if the loss tells. */
  | { kind: "learnt"; right: number | null; split: "training" | "validation" }
  /** The epoch in which the validation loss was lowest. */
  | { kind: "overfitting"; since: number }
  | { kind: "unstable" }
  /** The penalties' share of the loss. */
  | { kind: "penalized"; share: number }
  /** The loss of guessing; `classes` if it is the logarithm of their number. */
  | { kind: "notLearning"; guessing: number; classes: number | null }
  /** The latest epoch's training loss, below or above that of guessing. */
  | { kind: "learning" | "worseThanGuessing"; loss: number; guessing: number };

/** The relative difference of two losses that are the same but for rounding. */
const ROUNDING = 1e-4;

/** The phrase about the snapshot; null before two epochs, and of a run that diverged. */
export function learningPhraseOf(
  { task, classes }: RunInfo,
  { learning, status, epochHistory }: Snapshot,
): LearningPhrase | null {
  if (!learning || status.kind === "diverged") return null;
  const row = epochHistory.slice(-EPOCH_ROW.width);
  const figure = (place: number) => row[place] ?? -1;
  const { guessing } = learning;
  switch (learning.kind) {
    case "learnt": {
      const split = isComputed(figure(EPOCH_ROW.validationLoss)) ? "validation" : "training";
      const right = figure(EPOCH_ROW[`${split}Accuracy`]);
      return { kind: "learnt", right: isComputed(right) ? right : null, split };
    }
    case "overfitting":
      return { kind: "overfitting", since: learning.bestEpoch ?? 1 };
    case "unstable":
      return { kind: "unstable" };
    case "penalized":
      return { kind: "penalized", share: learning.penaltyShare };
    case "not_learning": {
      const isLog =
        task !== "regression" && Math.abs(guessing - Math.log(classes.length)) < ROUNDING * guessing;
      return { kind: "notLearning", guessing, classes: isLog ? classes.length : null };
    }
    case "learning": {
      const loss = figure(EPOCH_ROW.trainingLoss);
      return { kind: loss > guessing ? "worseThanGuessing" : "learning", loss, guessing };
    }
  }
}
