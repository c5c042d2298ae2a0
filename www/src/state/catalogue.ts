/** Looking things up in the engine's catalogue. */

import type { Catalogue, EntryInfo, FieldInfo } from "./figures.ts";

/** The entry `id` of the list `list`. */
export function entryOf(catalogue: Catalogue, list: string, id: string): EntryInfo | undefined {
  return catalogue.catalogues[list]?.find((entry) => entry.id === id);
}

/** The field `id` of the object `object`. */
export function fieldOf(catalogue: Catalogue, object: string, id: string): FieldInfo | undefined {
  return catalogue.objects[object]?.fields.find((field) => field.id === id);
}

/** What a choice is when not given. */
export function defaultChoice(catalogue: Catalogue, object: string, id: string): string {
  const field = fieldOf(catalogue, object, id);
  return field?.type === "choice" ? field.default : "";
}

/** What a whole number is when not given. */
export function defaultInteger(catalogue: Catalogue, object: string, id: string): number {
  const field = fieldOf(catalogue, object, id);
  return field?.type === "value" && field.value.type === "integer" ? field.value.default : 1;
}
