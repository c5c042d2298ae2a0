/** The name of an experiment. */

import { fieldOf } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { hiddenOf, kindOf, numberOf } from "./hidden.ts";
import { deepEqual, type Json, type JsonObject, kindAt, setAt } from "./path.ts";
import { trainsAlike } from "./same-training.ts";

/** The document that an experiment started from. */
export interface NameOrigin {
  /** The document that the page opened with. */
  readonly start: JsonObject;
  readonly catalogue: Catalogue;
  /** Follows the name of a document that has been changed since it was named. */
  readonly suffix: string;
}

/** A document's name; empty if it has none. */
export function nameOf(experiment: JsonObject | null): string {
  const name = experiment?.name;
  return typeof name === "string" ? name : "";
}

/** `experiment` with the name `name`; without one if that is empty. */
export function withName(experiment: JsonObject, name: string): JsonObject {
  return setAt(experiment, ["name"], name === "" ? undefined : name);
}

/**
 * The name that `experiment` has from the start document: the start's own if both train alike, else with the suffix, and
 * none once it is a different experiment altogether.
 */
export function inheritedName(experiment: JsonObject, origin: NameOrigin): string {
  const { start, catalogue, suffix } = origin;
  const name = nameOf(start);
  if (name === "" || trainsAlike(experiment, start, catalogue)) return name;
  if (isAnother(experiment, start, catalogue)) return "";
  if (name.endsWith(suffix)) return name;
  const field = fieldOf(catalogue, "document", "name");
  const longest = field?.type === "text" ? field.max_characters : Number.POSITIVE_INFINITY;
  return [...name].slice(0, longest - suffix.length).join("") + suffix;
}

/** `next`, an edit of `before`, with the name that it inherits, unless the reader typed one. */
export function renamed(next: JsonObject, before: JsonObject, origin: NameOrigin): JsonObject {
  const inherited = [nameOf(origin.start), inheritedName(before, origin)];
  return inherited.includes(nameOf(next)) ? withName(next, inheritedName(next, origin)) : next;
}

/** Whether two experiments differ in their data set, or both in their layers' sizes and in their activations. */
function isAnother(one: JsonObject, other: JsonObject, catalogue: Catalogue): boolean {
  const differ = (of: (experiment: JsonObject) => Json) => !deepEqual(of(one), of(other));
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
