/** Whether another document asks for another run. */

import { type JsonObject, sameJson } from "./path.ts";

/** What of a document decides how it trains: all but its name. */
export function trainingOf(experiment: JsonObject): JsonObject {
  const { name: _, ...rest } = experiment;
  return rest;
}

/** Whether two documents train alike, step by step: a run of the one is a run of the other. */
export function trainsAlike(one: JsonObject | null, other: JsonObject | null): boolean {
  return one !== null && other !== null && sameJson(trainingOf(one), trainingOf(other));
}
