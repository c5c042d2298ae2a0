/** The reader's table before anything learns from it: what the document's `data` says of its columns, and how a choice changes that. */

import type { ColumnInfo, TableDescription } from "./figures.ts";
import { getAt, isObject, type JsonObject, kindAt, setAt } from "./path.ts";

/** What the reader can do with a column: `also` learns it beside another number. */
export type Role = ColumnInfo["role"] | "also";

/** A cell of the table as it is shown. */
export interface ShownCell {
  readonly text: string;
  readonly gap: boolean;
  readonly refused: boolean;
}

/** A row of the table as it is shown. */
export interface ShownRow {
  readonly line: number;
  /** Whether rows before it are not shown. */
  readonly afterGap: boolean;
  /** Whether the file is refused at this row, and not at one of its cells. */
  readonly refused: boolean;
  /** A cell a column, and then those beyond the columns. */
  readonly cells: readonly ShownCell[];
}

/** Rows and columns that are shown. */
const MAX_ROWS = 8;
const MAX_COLUMNS = 40;

/** The `data` of a document that learns from a table; null of any other. */
export function tableData(experiment: JsonObject | null): JsonObject | null {
  const data = experiment?.data;
  if (kindAt(experiment ?? undefined, ["data"]) !== "csv") return null;
  return isObject(data) ? data : { kind: "csv" };
}

/** The `data` of a document for a file that none was written for; the share held back stays. */
export function firstData(experiment: JsonObject | null): JsonObject {
  const split = getAt(experiment ?? undefined, ["data", "validation_split"]);
  return { kind: "csv", standardize: true, ...(split === undefined ? {} : { validation_split: split }) };
}

/** `data` with the target's standardization `on`, which is for numbers alone. */
export function withStandardizedTarget(
  data: JsonObject,
  described: TableDescription | null,
  on: boolean,
): JsonObject {
  return setAt(data, ["standardize_target"], (on && described?.isClassification === false) || undefined);
}

/** `data` without what names columns. */
export function withoutColumns(data: JsonObject): JsonObject {
  return setAt(setAt(data, ["target"], undefined), ["features"], undefined);
}

/** The roles that a column can have. */
export function rolesOf({ columns, isClassification }: TableDescription, at: number): readonly Role[] {
  const column = columns[at];
  if (!column || column.name === "") return ["unused"];
  const targets = columns.filter(({ role }) => role === "target");
  // Something has to be learnt.
  if (column.role === "target" && targets.length === 1) return ["target"];
  const numbers =
    column.isNumeric && isClassification === false && targets.every((target) => target.isNumeric);
  return numbers ? ["feature", "target", "also", "unused"] : ["feature", "target", "unused"];
}

/** `data` with the column at index `at` in another role; where only one is learnt, the former target is learnt from. */
export function withRole(
  data: JsonObject,
  { columns }: TableDescription,
  at: number,
  role: Role,
): JsonObject {
  const roles = columns.map((column, index) => {
    if (index === at) return role === "also" ? "target" : role;
    return role === "target" && column.role === "target" ? "feature" : column.role;
  });
  const named = (wanted: string) =>
    columns.filter(({ name }, index) => name !== "" && roles[index] === wanted).map(({ name }) => name);
  const [targets, features] = [named("target"), named("feature")];
  const others = columns.filter(({ name }) => name !== "").length - targets.length;
  const [only, ...more] = targets;
  const next = setAt(data, ["target"], more.length > 0 || only === undefined ? targets : only);
  // Another target is of another task, and several are numbers.
  const free = role === "target" || more.length > 0 ? setAt(next, ["task"], undefined) : next;
  return setAt(free, ["features"], features.length === others ? undefined : features);
}

/** The columns of text to learn from. */
export function textFeatures({ columns }: TableDescription): readonly ColumnInfo[] {
  return columns.filter(({ role, isNumeric }) => role === "feature" && !isNumeric);
}

/** Those of them in which no value comes twice, such as names: of their features nothing is learnt for other rows. */
export function namesOf(described: TableDescription): readonly ColumnInfo[] {
  const filled = ({ missing }: ColumnInfo) => (described.rows ?? 0) - missing;
  // So many different values are all that are counted.
  const isName = (column: ColumnInfo) =>
    column.distinct >= Math.min(1000, filled(column)) && column.distinct > 2;
  return textFeatures(described).filter(isName);
}

/** `data` without the columns `left` to learn from. */
export function withoutFeatures(
  data: JsonObject,
  { columns }: TableDescription,
  left: readonly ColumnInfo[],
): JsonObject {
  const kept = columns.filter((column) => column.role === "feature" && !left.includes(column));
  return { ...data, features: kept.map(({ name }) => name) };
}

/** The indices of the columns that are shown: the first ones, what is learnt, and the one at which the file is refused. */
export function shownColumns({ columns, refusedCell }: TableDescription): readonly number[] {
  const isShown = (role: ColumnInfo["role"], index: number) =>
    index < MAX_COLUMNS || role === "target" || index === refusedCell?.column;
  return columns.flatMap(({ role }, index) => (isShown(role, index) ? [index] : []));
}

/** Whether the file can be read to its end, so that its columns are known. */
export function isRead({ rows }: TableDescription): boolean {
  return rows !== null;
}

/** Whether the document names columns, and not those of the file. */
export function namesOthers(data: JsonObject, described: TableDescription): boolean {
  const named = data.target !== undefined || data.features !== undefined;
  return named && isRead(described) && described.isClassification === null;
}

/** The rows that are shown: the first ones, and the one at which the file is refused. */
export function shownRows(described: TableDescription): readonly ShownRow[] {
  const { firstRows, refusedCell, columns } = described;
  const first = firstRows.slice(0, MAX_ROWS);
  const isShown = refusedCell === null || first.some(({ line }) => line === refusedCell.row.line);
  const rows = isShown ? first : [...first.slice(0, MAX_ROWS - 1), refusedCell.row];
  return rows.map(({ line, values, missing }, index) => ({
    line,
    afterGap: !isShown && index === rows.length - 1,
    refused: refusedCell?.row.line === line && refusedCell.column === null,
    cells: Array.from({ length: Math.max(columns.length, values.length) }, (_, column) => ({
      text: values[column] ?? "",
      gap: missing.includes(column),
      refused: refusedCell?.row.line === line && refusedCell.column === column,
    })),
  }));
}
