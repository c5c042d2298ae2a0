/** Look-ups in the engine's catalogue. */

import type { Catalogue, Entry, Field } from "./figures.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt } from "./path.ts";

/** The entry `id` of the list `list`. */
export function entryOf(catalogue: Catalogue, list: string, id: string): Entry | undefined {
  return catalogue.catalogues[list]?.find((entry) => entry.id === id);
}

/** The field `id` of the object `object`. */
export function fieldOf(catalogue: Catalogue, object: string, id: string): Field | undefined {
  return catalogue.objects[object]?.fields.find((field) => field.id === id);
}

/** The default of a field that is a choice. */
export function defaultChoice(catalogue: Catalogue, object: string, id: string): string {
  const field = fieldOf(catalogue, object, id);
  return field?.type === "choice" ? field.default : "";
}

/** The default of a field that is a whole number. */
export function defaultInteger(catalogue: Catalogue, object: string, id: string): number {
  const field = fieldOf(catalogue, object, id);
  return field?.type === "value" && field.value.type === "integer" ? field.value.default : 1;
}

/** The object `object` with every field and every parameter of its choices, the defaults included. */
export function withDefaults(catalogue: Catalogue, object: string, given: Json | undefined): JsonObject {
  const { picks = null, fields = [] } = catalogue.objects[object] ?? {};
  const own = picks ? filledChoice(catalogue, picks.catalogue, given, picks.default) : given;
  const full = fields.map((field) => [field.id, filledField(catalogue, field, getAt(given, [field.id]))]);
  return { ...(isObject(own) ? own : {}), ...Object.fromEntries(full) };
}

function filledField(catalogue: Catalogue, field: Field, given: Json | undefined): Json {
  switch (field.type) {
    case "version":
      return field.version;
    case "text":
      return given ?? "";
    case "value":
      return given ?? field.value.default;
    case "nullable":
      return given === undefined && field.switched_on === null ? field.value.default : (given ?? null);
    case "choice":
      return filledChoice(catalogue, field.catalogue, given, field.default);
    case "value_or_choice":
      if (given === undefined || typeof given === "number") return given ?? field.value.default;
      return filledChoice(catalogue, field.catalogue, given, "");
    case "choices":
      return listed(given, []).map((one) => filledChoice(catalogue, field.catalogue, one, ""));
    case "object":
      return withDefaults(catalogue, field.object, given);
    case "changes":
      return listed(given, []);
    case "objects":
      return listed(given, [{}]).map((one) => withDefaults(catalogue, field.object, one));
  }
}

function filledChoice(catalogue: Catalogue, list: string, given: Json | undefined, standard: string): Json {
  const kind = kindAt(given, []) ?? standard;
  const parameters = entryOf(catalogue, list, kind)?.parameters ?? [];
  const defaults = parameters.map(({ id, value }) => [id, value.default]);
  return { kind, ...Object.fromEntries(defaults), ...(isObject(given) ? given : {}) };
}

function listed(given: Json | undefined, standard: readonly Json[]): readonly Json[] {
  return Array.isArray(given) ? (given as readonly Json[]) : standard;
}
