/** The words of the reader's table, in English. */

import type { TableDescription } from "../state/figures.ts";
import type { Role } from "../state/table.ts";
import { count } from "./numbers.ts";

/** Classes that are named with their rows. */
const MAX_CLASSES = 6;

const SEPARATORS: Record<string, string> = {
  ",": "commas between values",
  ";": "semicolons between values",
  "\t": "tabs between values",
};

const MARKS: Record<string, string> = { ".": "decimal points", ",": "decimal commas" };

export const ROLES: Record<Role, string> = {
  feature: "learn from",
  target: "learn this",
  also: "learn this too",
  unused: "leave out",
};

export const tableWords = {
  reading: "Reading the file …",
  /** How the file is written: `344 rows, 7 columns. Semicolons between values, decimal commas, UTF-8.` */
  found: ({ rows, columns, separator, decimalMark, encoding }: TableDescription) => {
    const size = `${rows === null ? "" : `${counted(rows, "row")}, `}${counted(columns.length, "column")}`;
    const marks = [SEPARATORS[separator ?? ""], MARKS[decimalMark ?? ""], encoding];
    return `${size} · ${marks.filter((mark) => mark !== undefined).join(", ")}`;
  },
  table: "The first rows of the file",
  line: "line",
  unnamed: "(no name)",
  nth: (column: number) => `column ${count(column)}`,
  empty: "nothing here",
  role: (name: string) => `What to do with ${name}`,
  gap: "gap",
  column: (isNumeric: boolean, missing: number, distinct: number) => {
    const values = `${count(distinct)}${distinct < 1000 ? "" : " or more"} ${distinct === 1 ? "value" : "different"}`;
    return [isNumeric ? "number" : "text", ...(missing === 0 ? [] : [counted(missing, "gap")]), values];
  },
  moreColumns: (columns: number) => `${counted(columns, "more column")} not shown here.`,
  toChoose: "choose one",
  mendable: "Choose here what becomes of it.",
  gaps: "Gaps",
  drop: ({ rowsWithGaps, rows }: TableDescription) =>
    `Leave out ${count(rowsWithGaps)} of ${counted(rows ?? 0, "row")}`,
  mean: ({ fillable, rowsWithoutTarget }: TableDescription) => {
    const fill = `Fill ${counted(fillable, "number")} with the column’s mean`;
    return rowsWithoutTarget === 0
      ? fill
      : `${fill}; leave out ${counted(rowsWithoutTarget, "row")} without a target`;
  },
  texts: "Columns of text",
  oneHot: (columns: readonly { name: string; distinct: number }[]) => {
    const features = columns.reduce((sum, { distinct }) => sum + distinct, 0);
    return `Make a feature of each value: ${counted(features, "feature")} of ${named(columns)}`;
  },
  onlyOthers: (names: readonly { name: string }[], others: readonly { name: string; distinct: number }[]) =>
    `Leave out ${named(names)}, where no value comes twice; make a feature of each value of ${named(others)}`,
  leaveOut: (columns: readonly { name: string }[]) => `Leave out ${named(columns)}`,
  task: "Learn",
  classes: (target: string, distinct: number) => `${target} as classes, ${count(distinct)} of them`,
  number: (target: string) => `${target} as a number`,
  more: "How it is prepared",
  mix: (split: number) =>
    split === 0
      ? "Mix the rows"
      : `Mix the rows, so that the ${Math.round(split * 100)} % held back to validate are not just the last`,
  standardize: "Bring every feature to mean 0 and standard deviation 1",
  standardizeHint: "Turned on for your file: columns in different units then count alike.",
  standardizeTarget: (target: string) => `Bring ${target} to mean 0 and standard deviation 1 too`,
  standardizeTargetHint: "Turned on for your file: large numbers to learn make the first steps explode.",
  /** What will be learnt: `275 rows train, 69 validate, 6 features.` */
  report: ({
    rows,
    trainingRows,
    features,
    classes,
    dropped,
    filled,
  }: NonNullable<TableDescription["report"]>) => {
    const parts = [
      `${counted(trainingRows, "row")} train`,
      ...(rows > trainingRows ? [`${count(rows - trainingRows)} validate`] : []),
      counted(features.length, "feature"),
    ];
    const left = dropped === 0 ? "" : ` ${counted(dropped, "row")} with gaps left out.`;
    const mended = filled === 0 ? "" : ` ${counted(filled, "gap")} filled.`;
    const list = classes.slice(0, MAX_CLASSES).map((each) => `${each.name} ${count(each.rows)}`);
    const more = classes.length > MAX_CLASSES ? `, and ${count(classes.length - MAX_CLASSES)} more` : "";
    return `${parts.join(", ")}.${left}${mended}${list.length === 0 ? "" : ` Rows a class: ${list.join(", ")}${more}.`}`;
  },
  heldBack: (classes: readonly string[]) =>
    `No row of ${some(classes)} trains: all are held back to validate. Mix the rows.`,
  constant: (features: readonly string[]) =>
    `The same in all rows that train, so of no use: ${some(features)}.`,
  ownColumns: "Take this file’s own columns",
  kept: "These choices go into the document and its link. The file does not: it stays on this device.",
  train: "Train on this table",
  other: "Choose another file",
  cancel: "Cancel",
};

/** Why a file is of no use, with what would be. */
const ACCEPTED =
  "What can be dropped here: a table (CSV), an experiment (JSON), a model file (safetensors) or, where images are learnt, a picture.";

/** The dialog about a picture. */
export const pictureWords = {
  title: (name: string, likeliest: string) => `${name}: ${likeliest}, says the network`,
  lead: (step: number) =>
    `After ${counted(step, "step")}. Scaled to 28 × 28 grey points, light on dark like what it has learnt from:`,
  seen: "The picture as the network sees it",
  close: "Close",
};

export const given = {
  picture: (name: string) =>
    `${name} is a picture, and this network does not take any. Train on a set of images first, such as MNIST, and drop it again.`,
  damagedPicture: (name: string) => `${name} begins like a picture but cannot be read as one.`,
  workbook: (name: string) =>
    `${name} is a workbook or an archive. Save its sheet as CSV and open that. ${ACCEPTED}`,
  other: (name: string) => `${name} holds nothing that can be opened. ${ACCEPTED}`,
};

function counted(number: number, what: string): string {
  return `${count(number)} ${what}${number === 1 ? "" : "s"}`;
}

function named(columns: readonly { name: string }[]): string {
  return some(columns.map(({ name }) => name));
}

/** Up to three names, and how many more there are. */
function some(names: readonly string[]): string {
  const more = names.length - 3;
  if (more > 0) return `${names.slice(0, 3).join(", ")} and ${count(more)} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
