import { describe, expect, it } from "vitest";
import {
  type Curve,
  join,
  lastPoint,
  nearestPlace,
  placeBeyond,
  pointAt,
  spread,
  type Table,
  wantsLogAxis,
} from "./series.ts";

const steps = (figures: number[]): Curve => ({ figures, width: 3, x: 0, y: 1, stretch: 1, holds: "back" });
const epochs = (figures: number[]): Curve => ({ figures, width: 5, x: 0, y: 3, stretch: 10, holds: "on" });

describe("joining curves by their steps", () => {
  it("puts an epoch's figure where its last step is", () => {
    const table: Table = [[], [], []];
    join(table, steps([0, 0.9, 0.1, 10, 0.5, 0.1, 15, 0.4, 0.1]), epochs([1, 0, 0, 0.6, 0, 2, 0, 0, 0.5, 0]));
    expect(table).toEqual([
      [0, 10, 15, 20],
      [0.9, 0.5, 0.4, null],
      [null, 0.6, null, 0.5],
    ]);
  });

  it("leaves out what is missing or not finite", () => {
    const table: Table = [[], [], []];
    join(table, steps([0, 0.9, 0.1, 1, Number.NaN, 0.1]), epochs([1, 0, 0, -1, -1]));
    expect(table).toEqual([
      [0, 1, 10],
      [0.9, null, null],
      [null, null, null],
    ]);
  });

  it("forgets a longer table that was there before", () => {
    const table: Table = [[], [], []];
    join(table, steps([0, 1, 0, 1, 1, 0, 2, 1, 0]), epochs([]));
    join(table, steps([0, 1, 0]), epochs([]));
    expect(table).toEqual([[0], [1], [null]]);
  });
});

describe("the end of a curve", () => {
  it("is its last figure, not its last place", () => {
    expect(lastPoint([0.9, 0.5, null])).toEqual({ index: 1, value: 0.5 });
    expect(lastPoint([null, null])).toBeNull();
  });
});

describe("what a curve says at a place", () => {
  const means = steps([1, 0.9, 0, 8, 0.5, 0, 16, 0.4, 0]);
  const ends = epochs([1, 0, 0, 0.6, 0, 2, 0, 0, 0.5, 0]);

  it("is the mean that the place is part of", () => {
    expect([1, 2, 8, 9].map((place) => pointAt(means, place))).toEqual([
      { place: 1, value: 0.9 },
      { place: 8, value: 0.5 },
      { place: 8, value: 0.5 },
      { place: 16, value: 0.4 },
    ]);
  });

  it("is the figure of the latest epoch that has ended by then, and nothing before the first", () => {
    expect([9, 10, 19, 20, 25].map((place) => pointAt(ends, place))).toEqual([
      null,
      { place: 10, value: 0.6 },
      { place: 10, value: 0.6 },
      { place: 20, value: 0.5 },
      { place: 20, value: 0.5 },
    ]);
  });

  it("is not finite where the run diverged, and nothing where the figure is missing", () => {
    const diverged = steps([1, 0.9, 0, 2, Number.NaN, 0]);
    expect(pointAt(diverged, 2)).toEqual({ place: 2, value: Number.NaN });
    expect(pointAt(epochs([1, 0, 0, -1, 0]), 10)).toBeNull();
    expect(pointAt(steps([]), 1)).toBeNull();
  });
});

describe("places with points", () => {
  const curves = [steps([1, 0, 0, 8, 0, 0, 16, 0, 0, 24, 0, 0]), epochs([1, 0, 0, 0, 0, 2, 0, 0, 0, 0])];
  const [, ends] = curves as [Curve, Curve];

  it("are found by nearness, an epoch's end from further away", () => {
    const found = (to: number) => nearestPlace(curves, ends, to, 3);
    expect([-5, 3, 6, 7, 8, 13, 14, 100].map(found)).toEqual([1, 1, 8, 10, 10, 10, 16, 24]);
  });

  it("are gone through one by one, on all curves, to the ends", () => {
    const walk = (from: number, counts: number[]) => counts.map((count) => placeBeyond(curves, from, count));
    expect(walk(8, [1, 2, 3, -1, -2])).toEqual([10, 16, 20, 1, 1]);
    expect(walk(20, [1, 2, -1, -10])).toEqual([24, 24, 16, 1]);
    // A place whose point a longer run has dropped.
    expect(walk(12, [1, -1])).toEqual([16, 10]);
  });
});

describe("labels beside points", () => {
  it("stand where the points are as long as there is room", () => {
    expect(spread([10, 40], 14, 0, 100)).toEqual([10, 40]);
    expect(spread([], 14, 0, 100)).toEqual([]);
  });

  it("part in the order of their points, and stay within", () => {
    expect(spread([50, 52], 14, 0, 100)).toEqual([44, 58]);
    expect(spread([52, 50], 14, 0, 100)).toEqual([58, 44]);
    expect(spread([99, 99], 14, 0, 100)).toEqual([86, 100]);
    expect(spread([1, 1], 14, 6, 100)).toEqual([6, 20]);
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
