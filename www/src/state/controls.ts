/** The setup panel's controls, made from the catalogue: what each shows, and what changing it writes. */

import type { Catalogue, Entry, Field, HyperparameterKind, ObjectInfo, Task } from "./figures.ts";
import { HIDDEN, hiddenOf } from "./hidden.ts";
import { deepEqual, getAt, isObject, type Json, type JsonObject, kindAt, type Path, setAt } from "./path.ts";

/** A control's value, and what values it takes. */
export type ControlValue =
  | { kind: "number"; value: number | null; numbers: Numbers }
  /** A number or null. `off` says what null means; if that is the default, `on` says what a number
   * switches on. `whenOn` is the number to start with. */
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

/** One option of a choice. */
export interface Option {
  readonly id: string;
  readonly label: string;
}

/** The numbers that a control takes, and how a slider spreads them. */
export interface Numbers {
  /** Bounds; null for none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly minExcluded: boolean;
  readonly maxExcluded: boolean;
  /** Ends of the slider. */
  readonly travel: readonly [number, number];
  readonly logarithmic: boolean;
  readonly integer: boolean;
  /** Words for the default if that follows from the rest of the document. */
  readonly derived: string | null;
}

/** An entry and the catalogue that lists it. */
export type ChosenEntry = Entry & { readonly list: string };

/** One control. */
export interface Control {
  readonly id: string;
  readonly field: string;
  readonly label: string;
  readonly unit: string;
  readonly summary: string;
  /** The chosen catalogue entry. */
  readonly entry: ChosenEntry | null;
  readonly value: ControlValue;
  /** Whether it differs from the document the page opened with. */
  readonly changed: boolean;
  /** The document with `value`. */
  readonly write: (value: Json | undefined) => JsonObject;
  /** The document with the start's value. */
  readonly putBack: () => JsonObject;
  readonly startValue: ControlValue;
  /** Whether its block does not exist in the start document; its start value is then the default. */
  readonly added: boolean;
  /** Controls that depend on it. */
  readonly parts: readonly Control[];
}

/** What controls are made from. */
export interface Source {
  readonly catalogue: Catalogue;
  readonly experiment: JsonObject;
  readonly start: JsonObject;
  /** The experiment's name unless the reader types another. */
  readonly inheritedName: string;
  /** Features of a sample; null while unknown. */
  readonly features: number | null;
  /** What the present run learns; null while unknown. */
  readonly task: Task | null;
}

/** The controls of the object at `path`, which the catalogue describes as `object`. */
export function controlsOf(given: Source, object: string, path: Path): Control[] {
  const table = given.catalogue.objects[object];
  if (!table) return [];
  const source = table.picks ? withObjectAt(given, path) : given;
  const fields = table.fields
    .filter((field) => !hostOf(field, table))
    .flatMap((field) => withDependents(source, field, table, path) ?? []);
  return [...ownChoice(source, table, path), ...fields];
}

/** The source with a bare name at `path` replaced by an object, so that it can have fields. */
function withObjectAt(source: Source, path: Path): Source {
  const written = (root: JsonObject) => {
    const value = getAt(root, path);
    return typeof value === "string" ? setAt(root, path, { kind: value }) : root;
  };
  return { ...source, experiment: written(source.experiment), start: written(source.start) };
}

/** The choice that a field depends on by its name: `normalization` for `normalization_placement`. */
function hostOf(field: Field, table: ObjectInfo): Field | undefined {
  return table.fields.find((host) => host.type === "choice" && field.id.startsWith(`${host.id}_`));
}

/** A field's control. A choice that is not at its default has the fields that depend on it among its parts. */
function withDependents(source: Source, field: Field, table: ObjectInfo, path: Path): Control | null {
  const control = fieldControl(source, field, path);
  if (!control || field.type !== "choice" || control.entry?.id === field.default) return control;
  const dependents = table.fields
    .filter((dependent) => hostOf(dependent, table) === field)
    .flatMap((dependent) => fieldControl(source, dependent, path) ?? []);
  return { ...control, parts: [...control.parts, ...dependents] };
}

/** A field's control; null for objects, lists and choices of only one entry. */
function fieldControl(source: Source, field: Field, object: Path): Control | null {
  const path = [...object, field.id];
  switch (field.type) {
    case "value":
      return controlAt(source, field, path, { read: (root) => controlValue(field.value, getAt(root, path)) });
    case "nullable": {
      const numbers = numbersOf(field.value);
      const standard = defaultNumber(field.value);
      const { null_means: off, switched_on: on } = field;
      const read = (root: JsonObject): ControlValue => {
        const given = getAt(root, path);
        const absent = given === undefined && on === null ? standard : null;
        const value = typeof given === "number" ? given : absent;
        return { kind: "optional", value, numbers, off, on, whenOn: standard ?? numbers.travel[0] };
      };
      return controlAt(source, field, path, { read });
    }
    case "text":
      return controlAt(source, field, path, {
        read: (root) => ({
          kind: "text",
          value: asText(getAt(root, path)),
          characters: field.max_characters,
        }),
      });
    case "choice": {
      const choice = choiceAt(source, field.catalogue, path, field.default);
      const parts = parameterControls(source, choice.entry, path, field.default);
      return choice.options.length < 2 ? null : controlAt(source, field, path, { ...choice, parts });
    }
    case "value_or_choice":
      return valueOrChoiceControl(source, field, path);
    default:
      return null;
  }
}

/** What a control is of: a field, or a parameter. */
interface Named {
  readonly id: string;
  readonly label: string;
  readonly unit?: string;
  readonly summary?: string;
}

/** How a control reads and writes its value. By default it writes to its path. */
interface Access {
  readonly read: (root: JsonObject) => ControlValue;
  readonly write?: (value: Json | undefined) => JsonObject;
  readonly entry?: ChosenEntry | null;
  readonly parts?: readonly Control[];
}

function controlAt(source: Source, named: Named, path: Path, access: Access): Control {
  const { experiment, start } = source;
  const { read, write = (value) => setAt(experiment, path, value), entry = null, parts = [] } = access;
  const { id: field, label, unit = "", summary = "" } = named;
  const value = read(experiment);
  const startValue = read(start);
  return {
    ...{ id: path.join("."), field, label, unit, summary, entry, value, write, startValue, parts },
    changed: !deepEqual(plain(value), plain(startValue)),
    putBack: () => write(getAt(start, path)),
    added: isAdded(start, path),
  };
}

/** The choice at `path` from the catalogue `list`: its options, the chosen entry, and how it is read. */
function choiceAt(source: Source, list: string, path: Path, standard: string) {
  const options = source.catalogue.catalogues[list] ?? [];
  const kindOf = (root: JsonObject) => kindAt(root, path) ?? standard;
  const entry = options.find(({ id }) => id === kindOf(source.experiment));
  return {
    options,
    entry: entry ? { ...entry, list } : null,
    read: (root: JsonObject): ControlValue => ({ kind: "choice", value: kindOf(root), options }),
  };
}

/** The choice whose `kind` and parameters are in the object itself, such as `data`; none if there is no such choice. */
function ownChoice(source: Source, { picks, fields }: ObjectInfo, path: Path): Control[] {
  if (!picks) return [];
  const { experiment, catalogue } = source;
  const choice = choiceAt(source, picks.catalogue, path, picks.default);
  const own = Object.entries(asObject(getAt(experiment, path)));
  const common = own.filter(([name]) => fields.some(({ id }) => id === name));
  const field = catalogue.objects.document?.fields.find(({ id }) => id === path.at(-1));
  const named = { id: "kind", label: field?.label ?? "", summary: field?.summary ?? "" };
  const write = (value: Json | undefined) => {
    const picked = isObject(value) ? value : { kind: value ?? picks.default };
    return setAt(experiment, path, { ...picked, ...Object.fromEntries(common) });
  };
  const control = controlAt(source, named, path, { ...choice, write });
  return [control, ...parameterControls(source, choice.entry, path, picks.default)];
}

/** The controls of the parameters of `entry`, which is chosen at `path`. */
function parameterControls(source: Source, entry: Entry | null, path: Path, standard: string): Control[] {
  const { experiment } = source;
  // Columns are named where the table is on show.
  const parameters = entry?.parameters.filter(({ value }) => value.type !== "texts") ?? [];
  return parameters.map((parameter) => {
    const place = [...path, parameter.id];
    return controlAt(source, parameter, place, {
      read: (root) => {
        // A parameter of the same name of another entry is a different parameter.
        const isSame = (kindAt(root, path) ?? standard) === entry?.id;
        return controlValue(parameter.value, isSame ? getAt(root, place) : undefined);
      },
      write: (value) => {
        const choice = { ...asObject(getAt(experiment, path)), kind: entry?.id ?? standard };
        return setAt(experiment, path, setAt(choice, [parameter.id], value));
      },
    });
  });
}

/** A number, or an entry whose first parameter is that number, such as `dropout`. */
function valueOrChoiceControl(
  source: Source,
  field: Extract<Field, { type: "value_or_choice" }>,
  path: Path,
): Control {
  const { experiment } = source;
  const { options, entry } = choiceAt(source, field.catalogue, path, "");
  const parameterOf = (kind: string | null) =>
    options.find(({ id }) => id === kind)?.parameters[0]?.id ?? null;
  const amount = (root: JsonObject) => {
    const parameter = parameterOf(kindAt(root, path));
    return getAt(root, parameter === null ? path : [...path, parameter]);
  };
  const written = (kind: string | null, value: Json | undefined): JsonObject => {
    const parameter = parameterOf(kind);
    const replacement = kind === null || parameter === null ? value : { kind, [parameter]: value ?? null };
    return setAt(experiment, path, replacement);
  };
  const variants: Option[] = [{ id: "", label: field.label }, ...options];
  const variant = controlAt(source, { id: `${field.id}_kind`, label: "" }, path, {
    read: (root) => ({ kind: "choice", value: kindAt(root, path) ?? "", options: variants }),
    write: (value) => written(typeof value === "string" && value !== "" ? value : null, amount(experiment)),
    entry,
  });
  const active = Number(amount(experiment) ?? defaultNumber(field.value)) > 0 && options.length > 0;
  return controlAt(source, field, path, {
    read: (root) => controlValue(field.value, amount(root)),
    write: (value) =>
      isObject(value) ? setAt(experiment, path, value) : written(kindAt(experiment, path), value),
    parts: active ? [variant] : [],
  });
}

/** Whether the path leads into a hidden block that the document does not have. */
function isAdded(document: JsonObject, path: Path): boolean {
  const [network, hidden, place] = path;
  if (network !== HIDDEN[0] || hidden !== HIDDEN[1] || typeof place !== "number") return false;
  return place >= hiddenOf(document).length;
}

/** The value of a parameter or field, as its control shows it. */
function controlValue(info: HyperparameterKind, given: Json | undefined): ControlValue {
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

function defaultNumber(info: HyperparameterKind): number | null {
  return "default" in info && typeof info.default === "number" ? info.default : null;
}

/** The numbers that a field or a hyperparameter of this kind takes. */
export function numbersOf(info: HyperparameterKind): Numbers {
  if (info.type === "integer") {
    const { min, max, scale } = info;
    const bounds = { min, max, minExcluded: false, maxExcluded: false, travel: [min, max] as const };
    return { ...bounds, logarithmic: scale === "logarithmic", integer: true, derived: null };
  }
  if (info.type === "boolean" || info.type === "name" || info.type === "texts")
    throw new Error(`${info.type} is not a number`);
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
