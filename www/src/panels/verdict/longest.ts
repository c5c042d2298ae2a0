import type { LearningPhrase } from "../../state/learning.ts";
import type { Sentence } from "../../state/sentence.ts";

/** The longest sentence, with the longest numbers: the panel reserves space for it. */
export const LONGEST_SENTENCE: Sentence = {
  kind: "vanishing",
  first: 10,
  last: 100,
  rho: 0.0012,
  log10Ratio: -123,
  steps: { kind: "latest", size: 1e-12 },
};

/** The same of phrases about learning. */
export const LONGEST_PHRASE: LearningPhrase = { kind: "overfitting", since: 100_000 };
