import { describe, expect, it } from "vitest";
import { type Curve, join, lastPoint, type Table, wantsLogAxis } from "./series.ts";

const steps = (figures: number[]): Curve => ({ figures, width: 3, x: 0, y: 1, stretch: 1 });
const epochs = (figures: number[]): Curve => ({ figures, width: 5, x: 0, y: 3, stretch: 10 });
const notMissing = (value: number) => value >= 0;

describe("joining curves by their steps", () => {
  it("puts an epoch's figure where its last step is", () => {
    const table: Table = [[], [], []];
    join(
      table,
      steps([0, 0.9, 0.1, 10, 0.5, 0.1, 15, 0.4, 0.1]),
      epochs([1, 0, 0, 0.6, 0, 2, 0, 0, 0.5, 0]),
      notMissing,
    );
    expect(table).toEqual([
      [0, 10, 15, 20],
      [0.9, 0.5, 0.4, null],
      [null, 0.6, null, 0.5],
    ]);
  });

  it("leaves out what is missing or not finite", () => {
    const table: Table = [[], [], []];
    join(table, steps([0, 0.9, 0.1, 1, Number.NaN, 0.1]), epochs([1, 0, 0, -1, -1]), notMissing);
    expect(table).toEqual([
      [0, 1, 10],
      [0.9, null, null],
      [null, null, null],
    ]);
  });

  it("forgets a longer table that was there before", () => {
    const table: Table = [[], [], []];
    join(table, steps([0, 1, 0, 1, 1, 0, 2, 1, 0]), epochs([]), notMissing);
    join(table, steps([0, 1, 0]), epochs([]), notMissing);
    expect(table).toEqual([[0], [1], [null]]);
  });
});

describe("the end of a curve", () => {
  it("is its last figure, not its last place", () => {
    expect(lastPoint([0.9, 0.5, null])).toEqual({ index: 1, value: 0.5 });
    expect(lastPoint([null, null])).toBeNull();
  });
});

describe("a logarithmic loss axis", () => {
  it("is wanted where the loss falls by more than an order", () => {
    expect(wantsLogAxis([[0.7, 0.01], [null]])).toBe(true);
    expect(wantsLogAxis([[0.7, 0.5], [0.69]])).toBe(false);
  });

  it("is not possible with a loss of zero", () => {
    expect(wantsLogAxis([[0.7, 0], [null]])).toBe(false);
  });
});
