/** What an experiment is called. */

import { fieldOf } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { hiddenOf, kindOf, numberOf } from "./hidden.ts";
import { type Json, type JsonObject, kindAt, sameJson, setAt } from "./path.ts";
import { trainsAlike } from "./same-training.ts";

/** Where a document comes from, and how it says so. */
export interface Origins {
  /** The document that the page opened with. */
  readonly start: JsonObject;
  readonly catalogue: Catalogue;
  /** Stands after the name of a document that is no longer what was so named. */
  readonly suffix: string;
}

/** The name that a document says; empty where it says none. */
export function nameOf(experiment: JsonObject | null): string {
  const name = experiment?.name;
  return typeof name === "string" ? name : "";
}

/** `experiment` called `name`; not at all where that is empty. */
export function withName(experiment: JsonObject, name: string): JsonObject {
  return setAt(experiment, ["name"], name === "" ? undefined : name);
}

/**
 * What has become of the start's name in `experiment`, whatever that is called: it gets the suffix with the first change,
 * unless it has it already, and goes once this is another experiment altogether.
 */
export function inheritedName(experiment: JsonObject, origins: Origins): string {
  const { start, catalogue, suffix } = origins;
  const name = nameOf(start);
  if (name === "" || trainsAlike(experiment, start, catalogue)) return name;
  if (isAnother(experiment, start, catalogue)) return "";
  if (name.endsWith(suffix)) return name;
  const field = fieldOf(catalogue, "document", "name");
  const longest = field?.type === "text" ? field.longest : Number.POSITIVE_INFINITY;
  return [...name].slice(0, longest - suffix.length).join("") + suffix;
}

/** `next`, which an edit has made of `before`, called as it is to be called: what the reader has typed stays. */
export function renamed(next: JsonObject, before: JsonObject, origins: Origins): JsonObject {
  const inherited = [nameOf(origins.start), inheritedName(before, origins)];
  return inherited.includes(nameOf(next)) ? withName(next, inheritedName(next, origins)) : next;
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
