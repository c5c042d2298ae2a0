import type { Diagnosis } from "../../state/figures.ts";

/** A diagnosis with the longest sentence of all: the room it takes is kept for every other. */
export const LONGEST: Diagnosis = { verdict: "vanishing", rho: 0.0012, log10Left: -12.3, layer: null };
