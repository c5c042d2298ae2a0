import { describe, expect, it } from "vitest";
import type { ReadTable, Session } from "../engine/index.ts";
import { TablePlane } from "./plane.ts";

/** A table of `rows`, each three features and the number to learn, of which the first `training` train. */
function tableOf(rows: readonly (readonly number[])[], training = rows.length): ReadTable {
  return {
    rows: rows.length,
    inputs: Float32Array.from(rows.flatMap((row) => row.slice(0, 3))),
    targets: Float32Array.from(rows, (row) => row[3] ?? 0),
    classes: [],
    layout: "",
    report: { features: ["a", "b", "c"], trainingRows: training } as unknown as ReadTable["report"],
  };
}

/** A network of one output, the sum of weighted features, that says what it was asked. */
function networkOf(weights: readonly number[], asked: number[][] = []): Session {
  const predict = (inputs: Float32Array) => {
    const rows = Array.from({ length: inputs.length / 3 }, (_, at) => [
      ...inputs.subarray(3 * at, 3 * at + 3),
    ]);
    asked.push(...rows);
    return Float32Array.from(rows, (row) =>
      row.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0),
    );
  };
  return { predict, describe: () => ({ task: "regression" }) } as unknown as Session;
}

describe("a plane through a table", () => {
  it("is spanned by two features, the others at the training rows' mean", () => {
    const table = tableOf(
      [
        [0, 5, 10, 1],
        [10, 7, 30, 3],
        [4, 900, 20, 11],
      ],
      2,
    );
    const plane = new TablePlane(table, { kind: "features", x: 2, y: 0 });
    expect([...plane.points.points]).toEqual([10, 0, -5, 30, 10, -3, 20, 4, 5]);
    expect(plane.points).toMatchObject({ trainingPoints: 2, middle: 6 });
    expect([...plane.points.extent]).toEqual([9, 31, -0.5, 10.5]);
    const asked: number[][] = [];
    const surface = plane.surface(networkOf([1, 0, 0], asked), 2);
    // From the top left: `a` upwards, `c` to the right, `b` at its mean.
    expect(asked).toEqual([
      [7.75, 6, 14.5],
      [7.75, 6, 25.5],
      [2.25, 6, 14.5],
      [2.25, 6, 25.5],
    ]);
    expect([...surface]).toEqual([1.75, 1.75, -3.75, -3.75]);
  });

  it("is spanned by the directions in which standardized rows differ most", () => {
    // `b` is ten times `a`, and `c` has nothing to do with either.
    const signs = [
      [-1, -1],
      [-1, 1],
      [1, -1],
      [1, 1],
    ] as const;
    const table = tableOf(signs.map(([a, c]) => [a, 10 * a, 100 + 1000 * c, a]));
    const plane = new TablePlane(table, { kind: "components" });
    const along = signs.map((_, at) => plane.points.points[3 * at] ?? 0);
    const up = signs.map((_, at) => plane.points.points[3 * at + 1] ?? 0);
    along.forEach((value, at) => {
      expect(value).toBeCloseTo(Math.SQRT2 * (signs[at]?.[0] ?? 0), 4);
    });
    up.forEach((value, at) => {
      expect(value).toBeCloseTo(signs[at]?.[1] ?? 0, 4);
    });
    const asked: number[][] = [];
    plane.surface(networkOf([1, 0, 0], asked), 1);
    expect(asked[0]?.[0]).toBeCloseTo(0, 4);
    expect(asked[0]?.[2]).toBeCloseTo(100, 2);
  });
});
