/** The hidden blocks of a document. */

import { getAt, type Json, type JsonObject, type Path } from "./path.ts";

/** Where they stand. */
export const HIDDEN: Path = ["network", "hidden"];

/** The blocks as written; not given, there is one with nothing but defaults. */
export function hiddenOf(experiment: JsonObject): readonly Json[] {
  const hidden = getAt(experiment, HIDDEN);
  return Array.isArray(hidden) ? (hidden as readonly Json[]) : [{}];
}
