/** What an experiment is called. */

import type { Catalogue } from "./figures.ts";
import { hiddenOf, kindOf, numberOf } from "./hidden.ts";
import { type Json, type JsonObject, kindAt, sameJson } from "./path.ts";

/** Stands after the name of a document that is no longer what was so named. */
export interface ChangedName {
  readonly suffix: string;
  /** The most characters that a document's name may have. */
  readonly longest: number;
}

/**
 * The name of `experiment`, empty without one. A name that is still that of `start`, the document the page opened with,
 * was not given to what has become of it: it gets the suffix, unless it has it already, and goes once that is another
 * experiment altogether.
 */
export function nameOf(
  experiment: JsonObject,
  start: JsonObject,
  catalogue: Catalogue,
  { suffix, longest }: ChangedName,
): string {
  const { name } = experiment;
  if (typeof name !== "string") return "";
  if (name !== start.name || sameJson(experiment, start)) return name;
  if (isAnother(experiment, start, catalogue)) return "";
  if (name.endsWith(suffix)) return name;
  return [...name].slice(0, longest - suffix.length).join("") + suffix;
}

/** Whether one learns from another data set, or neither the sizes of its layers nor its activations are the other's. */
function isAnother(one: JsonObject, other: JsonObject, catalogue: Catalogue): boolean {
  const differ = (of: (experiment: JsonObject) => Json) => !sameJson(of(one), of(other));
  const data = (experiment: JsonObject) =>
    kindAt(experiment, ["data"]) ?? catalogue.objects.data?.picks?.default ?? "";
  const sizes = (experiment: JsonObject) =>
    hiddenOf(experiment).map((block) =>
      ["units", "repeat"].map((field) => numberOf(catalogue, block, field)),
    );
  const activations = (experiment: JsonObject) =>
    hiddenOf(experiment).map((block) => kindOf(catalogue, block, "activation"));
  return differ(data) || (differ(sizes) && differ(activations));
}
