/** What an experiment is called. */

import { type JsonObject, sameJson } from "./path.ts";

/** Stands after the name of a document that is no longer what was so named. */
export interface ChangedName {
  readonly suffix: string;
  /** The most characters that a document's name may have. */
  readonly longest: number;
}

/**
 * The name of `experiment`, empty without one. A name that is still that of `start`, the document the page opened with,
 * was not given to what has become of it: it gets the suffix, unless it has it already.
 */
export function nameOf(experiment: JsonObject, start: JsonObject, { suffix, longest }: ChangedName): string {
  const { name } = experiment;
  if (typeof name !== "string") return "";
  if (name !== start.name || name.endsWith(suffix) || sameJson(experiment, start)) return name;
  return [...name].slice(0, longest - suffix.length).join("") + suffix;
}
