import type { Diagnosis } from "../../state/figures.ts";

/** A diagnosis with the longest sentence of all: the room it takes is kept for every other. */
export const LONGEST: Diagnosis = { verdict: "exploding", rho: 12.3, log10Left: 100.3, layer: null };
