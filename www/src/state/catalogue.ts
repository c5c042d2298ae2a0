/** Looking things up in the engine's catalogue. */

import type { Catalogue, EntryInfo, FieldInfo } from "./figures.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt } from "./path.ts";

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

/** `value` with each of its choices written out: the entry picked, or the default, with all its parameters. */
export function choicesInFull(catalogue: Catalogue, object: string, value: Json | undefined): JsonObject {
  const fields = catalogue.objects[object]?.fields.filter(({ type }) => type === "choice") ?? [];
  const full = fields.map((field) => [field.id, choiceInFull(catalogue, field, value)] as const);
  return { ...(isObject(value) ? value : {}), ...Object.fromEntries(full) };
}

function choiceInFull(catalogue: Catalogue, field: FieldInfo, object: Json | undefined): Json {
  if (field.type !== "choice") return null;
  const given = getAt(object, [field.id]);
  const kind = kindAt(object, [field.id]) ?? field.default;
  const parameters = entryOf(catalogue, field.catalogue, kind)?.parameters ?? [];
  const defaults = parameters.map(({ id, value }) => [id, value.default as Json] as const);
  return { kind, ...Object.fromEntries(defaults), ...(isObject(given) ? given : {}) };
}
