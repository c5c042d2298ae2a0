/** The hidden blocks of a document. */

import { defaultChoice, defaultInteger } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { getAt, type Json, type JsonObject, kindAt, type Path } from "./path.ts";

/** Their path in the document. */
export const HIDDEN: Path = ["network", "hidden"];

/** The blocks as written; by default one block of defaults. */
export function hiddenOf(experiment: JsonObject): readonly Json[] {
  const hidden = getAt(experiment, HIDDEN);
  return Array.isArray(hidden) ? (hidden as readonly Json[]) : [{}];
}

/** A block's whole number such as `units`, or its default. */
export function numberOf(catalogue: Catalogue, block: Json | undefined, field: string): number {
  const value = getAt(block, [field]);
  return typeof value === "number" ? value : defaultInteger(catalogue, "hidden", field);
}

/** The kind of a block's choice such as `activation`, or its default. */
export function kindOf(catalogue: Catalogue, block: Json | undefined, field: string): string {
  return kindAt(block, [field]) ?? defaultChoice(catalogue, "hidden", field);
}
