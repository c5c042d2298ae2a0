import { describe, expect, it } from "vitest";
import type { ColumnInfo, TableDescription } from "./figures.ts";
import type { JsonObject } from "./path.ts";
import {
  firstData,
  namesOf,
  namesOthers,
  rolesOf,
  shownColumns,
  shownRows,
  tableData,
  textFeatures,
  withoutFeatures,
  withRole,
  withStandardizedTarget,
} from "./table.ts";

const CSV: JsonObject = { kind: "csv" };

function column(name: string, role: ColumnInfo["role"], isNumeric = true): ColumnInfo {
  return { name, role, isNumeric, missing: 0, distinct: 5, values: [] };
}

function described(columns: ColumnInfo[], change: Partial<TableDescription> = {}): TableDescription {
  return {
    encoding: "UTF-8",
    separator: ";",
    decimalMark: ",",
    rows: 3,
    columns,
    firstRows: [],
    isClassification: false,
    rowsWithGaps: 0,
    rowsWithoutTarget: 0,
    fillable: 0,
    report: null,
    refusal: null,
    refusedCell: null,
    ...change,
  };
}

const HOUSES = described([
  column("", "unused"),
  column("size", "feature"),
  column("district", "feature", false),
  column("rent", "feature"),
  column("price", "target"),
]);

describe("the choices about a table", () => {
  it("turn on what suits any file, and keep the share that is held back", () => {
    expect(firstData({ version: 1, data: { kind: "moons", validation_split: 0.3, noise: 1 } })).toEqual({
      kind: "csv",
      standardize: true,
      validation_split: 0.3,
    });
    expect(tableData({ version: 1, data: "csv" })).toEqual(CSV);
    expect(tableData({ version: 1, data: "moons" })).toBeNull();
    expect(withStandardizedTarget(CSV, HOUSES, true)).toEqual({ kind: "csv", standardize_target: true });
    const classes = described(HOUSES.columns, { isClassification: true });
    expect(withStandardizedTarget({ ...CSV, standardize_target: true }, classes, true)).toEqual(CSV);
  });

  it("name in the document only what the file does not tell by itself", () => {
    expect(withRole(CSV, HOUSES, 3, "target")).toEqual({ kind: "csv", target: "rent" });
    expect(withRole({ ...CSV, task: "regression" }, HOUSES, 3, "also")).toEqual({
      kind: "csv",
      target: ["rent", "price"],
    });
    const left = withRole({ ...CSV, task: "regression" }, HOUSES, 1, "unused");
    expect(left).toEqual({
      kind: "csv",
      task: "regression",
      target: "price",
      features: ["district", "rent"],
    });
    expect(withoutFeatures(CSV, HOUSES, textFeatures(HOUSES))).toEqual({
      kind: "csv",
      features: ["size", "rent"],
    });
  });

  it("know names, in which no value comes twice, from other texts", () => {
    const rows = { rows: 40 };
    const street = { ...column("street", "feature", false), distinct: 38, missing: 2 };
    const district = { ...column("district", "feature", false), distinct: 3 };
    expect(namesOf(described([street, district, column("size", "feature")], rows))).toEqual([street]);
    const many = { ...street, distinct: 1000, missing: 0 };
    expect(namesOf(described([many], { rows: 5000 }))).toEqual([many]);
  });

  it("always leave something to learn, and several columns only where all are numbers", () => {
    expect(rolesOf(HOUSES, 0)).toEqual(["unused"]);
    expect(rolesOf(HOUSES, 1)).toEqual(["feature", "target", "also", "unused"]);
    expect(rolesOf(HOUSES, 2)).toEqual(["feature", "target", "unused"]);
    expect(rolesOf(HOUSES, 4)).toEqual(["target"]);
    const classes = described(HOUSES.columns, { isClassification: true });
    expect(rolesOf(classes, 1)).toEqual(["feature", "target", "unused"]);
  });
});

describe("the table on show", () => {
  it("has the refused row among the first ones, however far down that is", () => {
    const columns = [column("x", "feature"), column("y", "target")];
    const row = (line: number, y: string) => ({
      line,
      values: [`${line - 2}`, y],
      missing: y === "n/a" ? [1] : [],
    });
    const firstRows = Array.from({ length: 20 }, (_, index) => row(index + 2, index === 2 ? "n/a" : "1"));
    const far = { row: row(90, "two"), column: 1 };
    const rows = shownRows(described(columns, { firstRows, refusedCell: far }));
    expect(rows).toHaveLength(8);
    expect(rows[2]?.cells[1]).toEqual({ text: "n/a", gap: true, refused: false });
    expect(rows.at(-1)).toMatchObject({ line: 90, afterGap: true });
    expect(rows.at(-1)?.cells[1]).toEqual({ text: "two", gap: false, refused: true });
    const whole = { row: { line: 2, values: ["0", "1", "2"], missing: [] }, column: null };
    const [odd] = shownRows(described(columns, { rows: null, firstRows, refusedCell: whole }));
    expect(odd).toMatchObject({ line: 2, refused: true });
    const near = { row: row(4, "n/a"), column: 1 };
    const marked = shownRows(described(columns, { firstRows, refusedCell: near }));
    expect(marked.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(marked[2]?.cells[1]?.refused).toBe(true);
  });

  it("shows values beyond the columns where they are what is wrong", () => {
    const columns = [column("x", "feature"), column("y", "target")];
    const row = { line: 2, values: ["1", "2", "3"], missing: [] };
    const [shown] = shownRows(
      described(columns, { rows: null, firstRows: [row], refusedCell: { row, column: 2 } }),
    );
    expect(shown?.cells.map(({ text, refused }) => [text, refused])).toEqual([
      ["1", false],
      ["2", false],
      ["3", true],
    ]);
  });

  it("is no wider than forty columns and what is learnt", () => {
    const columns = Array.from({ length: 100 }, (_, at) =>
      column(`c${at}`, at === 99 ? "target" : "feature"),
    );
    const shown = shownColumns(described(columns));
    expect([shown.length, shown.at(-1)]).toEqual([41, 99]);
    const row = { line: 2, values: columns.map(() => "1"), missing: [] };
    expect(shownColumns(described(columns, { refusedCell: { row, column: 50 } }))).toContain(50);
  });

  it("offers the file's own columns only where the document names others", () => {
    const unfit = described(HOUSES.columns, { isClassification: null });
    expect(namesOthers({ ...CSV, target: "colour" }, unfit)).toBe(true);
    expect(namesOthers(CSV, unfit)).toBe(false);
    expect(namesOthers({ ...CSV, target: "colour" }, { ...unfit, rows: null })).toBe(false);
  });
});
