/** Documents as lists of settings, and what is different between two. */

import { isObject, type Json, type JsonObject } from "./path.ts";

/** A setting as documents name it, and its value as JSON writes it, texts without quotes. */
export interface DocumentSetting {
  /** Such as `network.hidden[0].units`. */
  readonly path: string;
  readonly value: string;
}

/** A setting that is not the same; null where it is not there. */
export interface Difference {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Every value in `document`, in its order. An entry's bare name stands for one with that `kind`. */
export function settingsOf(document: JsonObject): DocumentSetting[] {
  return Object.entries(document).flatMap(([key, value]) => below(key, value));
}

function below(path: string, value: Json | undefined): DocumentSetting[] {
  if (Array.isArray(value) && value.some(isObject)) {
    return value.flatMap((item, index) => below(`${path}[${index}]`, item));
  }
  if (isObject(value)) {
    const { kind, ...rest } = value;
    const own = typeof kind === "string" ? [{ path, value: kind }] : [];
    return [...own, ...Object.entries(rest).flatMap(([key, item]) => below(`${path}.${key}`, item))];
  }
  return [{ path, value: typeof value === "string" ? value : JSON.stringify(value) }];
}

/** What `to` has different from `from`. */
export function differences(from: JsonObject, to: JsonObject): Difference[] {
  const before = new Map(settingsOf(from).map(({ path, value }) => [path, value]));
  const after = new Map(settingsOf(to).map(({ path, value }) => [path, value]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .filter((difference) => difference.from !== difference.to);
}
