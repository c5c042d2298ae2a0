/** The controls of the setup panel, made from the catalogue: what each shows, and what a change of it writes. */

import type { Catalogue, EntryInfo, FieldInfo, ObjectInfo, ParameterInfo, ValueInfo } from "./figures.ts";
import { HIDDEN, hiddenOf } from "./hidden.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt, type Path, sameJson, setAt } from "./path.ts";

/** What a control shows, and what it takes. */
export type ControlValue =
  | { kind: "number"; value: number | null; numbers: Numbers }
  /** A number that may be switched off; `off` says what that means, `on` where it is the number that is special. */
  | {
      kind: "optional";
      value: number | null;
      numbers: Numbers;
      off: string;
      on: string | null;
      whenOn: number;
    }
  | { kind: "boolean"; value: boolean }
  | { kind: "text"; value: string; characters: number }
  | { kind: "numbers"; values: readonly number[]; numbers: Numbers }
  | { kind: "choice"; value: string; options: readonly Option[] };

/** One of the things to pick from. */
export interface Option {
  readonly id: string;
  readonly label: string;
}

/** The numbers a control takes, and how a slider spreads them. */
export interface Numbers {
  /** The bounds; null for none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly minExcluded: boolean;
  readonly maxExcluded: boolean;
  readonly travel: readonly [number, number];
  readonly logarithmic: boolean;
  readonly integer: boolean;
  /** What stands for a value that follows from the rest of the document. */
  readonly derived: string | null;
}

/** One control, with the controls that depend on it. */
export interface Control {
  readonly id: string;
  readonly field: string;
  readonly label: string;
  readonly unit: string;
  readonly summary: string;
  /** The catalogue entry on show. */
  readonly entry: EntryInfo | null;
  readonly value: ControlValue;
  /** Whether it differs from the document the page opened with. */
  readonly changed: boolean;
  /** The document after a change to `value`. */
  readonly write: (value: Json | undefined) => JsonObject;
  /** The document with the start's value, and that value. */
  readonly putBack: () => JsonObject;
  readonly startValue: ControlValue;
  /** Whether it belongs to a block that the start does not have: then its start is the default. */
  readonly added: boolean;
  readonly parts: readonly Control[];
}

/** What controls are made from. */
export interface Source {
  readonly catalogue: Catalogue;
  readonly experiment: JsonObject;
  readonly start: JsonObject;
  /** What the experiment is called unless the reader calls it otherwise. */
  readonly inheritedName: string;
  /** How many features a sample has; null while that is not known. */
  readonly features: number | null;
}

/** The controls of the object at `path`, whose fields the catalogue calls `object`. */
export function controlsOf(given: Source, object: string, path: Path): Control[] {
  const table = given.catalogue.objects[object];
  if (!table) return [];
  const source = table.picks ? withObjectAt(given, path) : given;
  const own = table.picks ? [ownChoice(source, table, path)].flat() : [];
  const nested = new Set(table.fields.filter((field) => hostOf(field, table)).map((field) => field.id));
  const fields = table.fields
    .filter((field) => !nested.has(field.id))
    .flatMap((field) => {
      const control = fieldControl(source, field, path);
      return control ? [withGuests(source, control, field, table, path)] : [];
    });
  return [...own, ...fields];
}

/** The source with a bare name at `path` written out as an object, so that fields can stand beside it. */
function withObjectAt(source: Source, path: Path): Source {
  const written = (root: JsonObject) => {
    const value = getAt(root, path);
    return typeof value === "string" ? setAt(root, path, { kind: value }) : root;
  };
  return { ...source, experiment: written(source.experiment), start: written(source.start) };
}

/** A field such as `normalization_placement` belongs to the choice `normalization`. */
function hostOf(field: FieldInfo, table: ObjectInfo): FieldInfo | undefined {
  return table.fields.find((host) => host.type === "choice" && field.id.startsWith(`${host.id}_`));
}

/** The fields that belong to a choice stand under it unless it is at its default. */
function withGuests(
  source: Source,
  control: Control,
  field: FieldInfo,
  table: ObjectInfo,
  path: Path,
): Control {
  if (field.type !== "choice" || control.entry?.id === field.default) return control;
  const guests = table.fields
    .filter((guest) => hostOf(guest, table) === field)
    .flatMap((guest) => fieldControl(source, guest, path) ?? []);
  return { ...control, parts: [...control.parts, ...guests] };
}

/** A field's control; none for objects, and for a choice of only one thing. */
function fieldControl(source: Source, field: FieldInfo, object: Path): Control | null {
  const path = [...object, field.id];
  switch (field.type) {
    case "value":
      return valueControl(source, field, path, field.value, field.summary);
    case "nullable":
      return nullableControl(source, field, path);
    case "text":
      return simple(source, field, path, field.summary, {
        read: (root) => ({ kind: "text", value: asText(getAt(root, path)), characters: field.longest }),
      });
    case "choice": {
      const entries = source.catalogue.catalogues[field.catalogue] ?? [];
      return entries.length < 2 ? null : choiceControl(source, field, path, entries, field.default);
    }
    case "value_or_choice":
      return valueOrChoiceControl(source, field, path, field.value, field.catalogue);
    default:
      return null;
  }
}

interface Named {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
}

interface Reading {
  readonly read: (root: JsonObject) => ControlValue;
  readonly write?: (value: Json | undefined) => JsonObject;
  readonly entry?: EntryInfo | null;
  readonly parts?: readonly Control[];
}

function simple(source: Source, named: Named, path: Path, summary: string, reading: Reading): Control {
  const { experiment, start } = source;
  const value = reading.read(experiment);
  const startValue = reading.read(start);
  const write = reading.write ?? ((replacement) => setAt(experiment, path, replacement));
  return {
    id: path.join("."),
    field: named.id,
    label: named.label,
    unit: named.unit,
    summary,
    entry: reading.entry ?? null,
    value,
    changed: !sameJson(plain(value), plain(startValue)),
    write,
    putBack: () => write(getAt(start, path)),
    startValue,
    added: isAdded(start, path),
    parts: reading.parts ?? [],
  };
}

function valueControl(source: Source, named: Named, path: Path, kind: ValueInfo, summary: string): Control {
  return simple(source, named, path, summary, { read: (root) => reading(kind, getAt(root, path)) });
}

function nullableControl(
  source: Source,
  field: Extract<FieldInfo, { type: "nullable" }>,
  path: Path,
): Control {
  const standard = defaultNumber(field.value);
  return simple(source, field, path, field.summary, {
    read: (root) => {
      const given = getAt(root, path);
      const value = typeof given === "number" ? given : null;
      const absent = given === undefined && field.switched_on === null;
      return {
        kind: "optional",
        value: absent ? standard : value,
        numbers: numbersOf(field.value),
        off: field.null_means,
        on: field.switched_on,
        whenOn: standard ?? numbersOf(field.value).travel[0],
      };
    },
  });
}

function choiceControl(
  source: Source,
  field: FieldInfo,
  path: Path,
  entries: readonly EntryInfo[],
  standard: string,
): Control {
  const chosen = kindAt(source.experiment, path) ?? standard;
  const entry = entries.find((candidate) => candidate.id === chosen) ?? null;
  return simple(source, field, path, field.summary, {
    read: (root) => ({ kind: "choice", value: kindAt(root, path) ?? standard, options: entries }),
    entry,
    parts: entry ? parameterControls(source, entry, path, standard) : [],
  });
}

/** The choice whose `kind` and parameters stand in the object itself, such as `data`. */
function ownChoice(source: Source, table: ObjectInfo, path: Path): Control[] {
  if (!table.picks) return [];
  const { catalogue, default: standard } = table.picks;
  const entries = source.catalogue.catalogues[catalogue] ?? [];
  const chosen = kindAt(source.experiment, path) ?? standard;
  const entry = entries.find((candidate) => candidate.id === chosen) ?? null;
  const common = new Set(table.fields.map((field) => field.id));
  const keep = (root: JsonObject) =>
    Object.fromEntries(Object.entries(asObject(getAt(root, path))).filter(([id]) => common.has(id)));
  const { document } = source.catalogue.objects;
  const field = document?.fields.find((candidate) => candidate.id === path.at(-1));
  const named = { id: "kind", label: field?.label ?? "", unit: "" };
  const choice = simple(source, named, path, field?.summary ?? "", {
    read: (root) => ({ kind: "choice", value: kindAt(root, path) ?? standard, options: entries }),
    write: (value) => {
      const picked = isObject(value) ? value : { kind: value ?? standard };
      return setAt(source.experiment, path, { ...picked, ...keep(source.experiment) });
    },
    entry,
  });
  return [choice, ...(entry ? parameterControls(source, entry, path, standard) : [])];
}

function parameterControls(source: Source, entry: EntryInfo, path: Path, standard: string): Control[] {
  return entry.parameters.map((parameter) => parameterControl(source, entry, parameter, path, standard));
}

function parameterControl(
  source: Source,
  entry: EntryInfo,
  parameter: ParameterInfo,
  path: Path,
  standard: string,
): Control {
  const { experiment } = source;
  const place = [...path, parameter.id];
  return simple(source, parameter, place, "", {
    read: (root) => {
      // Another entry's parameter of the same name is not the one to compare with.
      const same = (kindAt(root, path) ?? standard) === entry.id;
      return reading(parameter.value, same ? getAt(root, place) : undefined);
    },
    write: (value) => {
      const choice = { ...asObject(getAt(experiment, path)), kind: entry.id };
      return setAt(experiment, path, setAt(choice, [parameter.id], value));
    },
  });
}

/** A value that may be an entry with that value as its first parameter instead, such as `dropout`. */
function valueOrChoiceControl(
  source: Source,
  field: FieldInfo,
  path: Path,
  kind: ValueInfo,
  catalogue: string,
): Control {
  const { experiment } = source;
  const entries = source.catalogue.catalogues[catalogue] ?? [];
  const chosen = kindAt(experiment, path);
  const parameterOf = (id: string | null) =>
    entries.find((entry) => entry.id === id)?.parameters[0]?.id ?? null;
  const amount = (root: JsonObject) => {
    const parameter = parameterOf(kindAt(root, path));
    return getAt(root, parameter === null ? path : [...path, parameter]);
  };
  const written = (id: string | null, value: Json | undefined): JsonObject => {
    const parameter = parameterOf(id);
    const replacement = id === null || parameter === null ? value : { kind: id, [parameter]: value ?? null };
    return setAt(experiment, path, replacement);
  };
  const variants: Option[] = [{ id: "", label: field.label }, ...entries];
  const variant = simple(source, { id: `${field.id}_kind`, label: "", unit: "" }, path, "", {
    read: (root) => ({ kind: "choice", value: kindAt(root, path) ?? "", options: variants }),
    write: (value) => written(typeof value === "string" && value !== "" ? value : null, amount(experiment)),
    entry: entries.find((entry) => entry.id === chosen) ?? null,
  });
  const active = Number(amount(experiment) ?? defaultNumber(kind)) > 0 && entries.length > 0;
  return simple(source, field, path, field.summary, {
    read: (root) => reading(kind, amount(root)),
    write: (value) => (isObject(value) ? setAt(experiment, path, value) : written(chosen, value)),
    parts: active ? [variant] : [],
  });
}

/** Whether the path is within a hidden block that the document does not have. */
function isAdded(document: JsonObject, path: Path): boolean {
  const [network, hidden, place] = path;
  if (network !== HIDDEN[0] || hidden !== HIDDEN[1] || typeof place !== "number") return false;
  return place >= hiddenOf(document).length;
}

function reading(info: ValueInfo, given: Json | undefined): ControlValue {
  switch (info.type) {
    case "boolean":
      return { kind: "boolean", value: typeof given === "boolean" ? given : info.default };
    case "name": {
      const options = info.names.map((id) => ({ id, label: id.replaceAll("_", " ") }));
      return { kind: "choice", value: typeof given === "string" ? given : info.default, options };
    }
    case "reals": {
      const values = Array.isArray(given) ? given.filter((item) => typeof item === "number") : info.default;
      return { kind: "numbers", values, numbers: numbersOf(info) };
    }
    default:
      return {
        kind: "number",
        value: typeof given === "number" ? given : defaultNumber(info),
        numbers: numbersOf(info),
      };
  }
}

function defaultNumber(info: ValueInfo): number | null {
  return "default" in info && typeof info.default === "number" ? info.default : null;
}

function numbersOf(info: ValueInfo): Numbers {
  if (info.type === "integer") {
    const { min, max, scale } = info;
    const bounds = { min, max, minExcluded: false, maxExcluded: false, travel: [min, max] as const };
    return { ...bounds, logarithmic: scale === "logarithmic", integer: true, derived: null };
  }
  if (info.type === "boolean" || info.type === "name") throw new Error(`${info.type} is not a number`);
  const logarithmic = "scale" in info && info.scale === "logarithmic";
  const { min, max, min_excluded: minExcluded, max_excluded: maxExcluded, travel } = info.range;
  return {
    ...{ min, max, minExcluded, maxExcluded, travel },
    logarithmic,
    integer: false,
    derived: info.type === "derived_real" ? info.default : null,
  };
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function asText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function plain(value: ControlValue): Json {
  return value.kind === "numbers" ? value.values : value.value;
}
