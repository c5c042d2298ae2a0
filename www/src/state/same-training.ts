/** Whether two documents describe the same run. */

import { withDefaults } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { deepEqual, type JsonObject } from "./path.ts";

/** The part of a document that decides how it trains: all but its name, with defaults if there is a catalogue. */
export function trainingOf(experiment: JsonObject, catalogue: Catalogue | null): JsonObject {
  const { name: _, ...rest } = catalogue ? withDefaults(catalogue, "document", experiment) : experiment;
  return rest;
}

/** Whether two documents give the same run, step by step. */
export function trainsAlike(
  one: JsonObject | null,
  other: JsonObject | null,
  catalogue: Catalogue | null,
): boolean {
  return (
    one !== null && other !== null && deepEqual(trainingOf(one, catalogue), trainingOf(other, catalogue))
  );
}
