/** Whether another document asks for another run. */

import { inFull } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { type JsonObject, sameJson } from "./path.ts";

/** What of a document decides how it trains: all but its name, written out where the catalogue is there. */
export function trainingOf(experiment: JsonObject, catalogue: Catalogue | null): JsonObject {
  const { name: _, ...rest } = catalogue ? inFull(catalogue, "document", experiment) : experiment;
  return rest;
}

/** Whether two documents train alike, step by step: a run of the one is a run of the other. */
export function trainsAlike(
  one: JsonObject | null,
  other: JsonObject | null,
  catalogue: Catalogue | null,
): boolean {
  return one !== null && other !== null && sameJson(trainingOf(one, catalogue), trainingOf(other, catalogue));
}
