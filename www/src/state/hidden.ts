/** The hidden blocks of a document. */

import { defaultChoice, defaultInteger } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { getAt, type Json, type JsonObject, kindAt, type Path } from "./path.ts";

/** Where they stand. */
export const HIDDEN: Path = ["network", "hidden"];

/** The blocks as written; not given, there is one with nothing but defaults. */
export function hiddenOf(experiment: JsonObject): readonly Json[] {
  const hidden = getAt(experiment, HIDDEN);
  return Array.isArray(hidden) ? (hidden as readonly Json[]) : [{}];
}

/** A block's whole number such as `units`: as written, or the default. */
export function numberOf(catalogue: Catalogue, block: Json | undefined, field: string): number {
  const value = getAt(block, [field]);
  return typeof value === "number" ? value : defaultInteger(catalogue, "hidden", field);
}

/** What a block's choice such as `activation` is: as written, or the default. */
export function kindOf(catalogue: Catalogue, block: Json | undefined, field: string): string {
  return kindAt(block, [field]) ?? defaultChoice(catalogue, "hidden", field);
}
