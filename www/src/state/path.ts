/** JSON values: reading them by path, and making changed copies. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** The way from the root to a value: names of fields and indices of lists. */
export type Path = readonly (string | number)[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at `path`, if there is one. */
export function getAt(root: Json | undefined, path: Path): Json | undefined {
  let value = root;
  for (const step of path) {
    if (typeof step === "number") value = isList(value) ? value[step] : undefined;
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** A copy of `root` with `value` at `path`; objects and lists missing on the way are made, `undefined` removes a field. */
export function setAt<Root extends Json>(root: Root, path: Path, value: Json | undefined): Root {
  return replace(root, path, value) as Root;
}

function replace(value: Json | undefined, path: Path, replacement: Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (typeof step === "number") {
    const list = isList(value) ? [...value] : [];
    list[step] = replace(list[step], rest, replacement) ?? {};
    return list;
  }
  const { [step]: inner, ...others } = isObject(value) ? value : {};
  const replaced = replace(inner, rest, replacement);
  return replaced === undefined ? others : { ...(isObject(value) ? value : {}), [step]: replaced };
}

/** The kind of the choice at `path`: a bare string, or an object's `kind`. */
export function kindAt(root: Json | undefined, path: Path): string | null {
  const choice = getAt(root, path);
  const kind = typeof choice === "string" ? choice : getAt(choice, ["kind"]);
  return typeof kind === "string" ? kind : null;
}

/** Whether two values are equal, in whichever order their fields are. */
export function deepEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, index) => deepEqual(item, b[index]));
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => deepEqual(a[name], b[name]));
  }
  return a === b;
}
