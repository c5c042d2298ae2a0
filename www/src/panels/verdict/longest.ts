import type { Description, Diagnosis, Snapshot } from "../../state/figures.ts";
import { verdictSentence } from "../../text/en.ts";

/** A diagnosis with the longest sentence of all: the room it takes is kept for every other. */
export const LONGEST: Diagnosis = { verdict: "vanishing", rho: 0.0012, log10Left: -12.3, layer: null };

/** All that this sentence says of its run, which is a deep one: before there is a run its room is kept too. */
const RUN = { layers: { length: 101 } } as unknown as Description;
const FIGURES = { layers: { deltaRms: [], updateRatio: [] } } as unknown as Snapshot;

/** The longest sentence. */
export const LONGEST_SENTENCE = verdictSentence(LONGEST, RUN, FIGURES);
