import { describe, expect, it } from "vitest";
import { commonAxis, onAxis, shareOf } from "./value-axis.ts";

describe("the axis of all columns", () => {
  it("is linear over the largest range where columns are alike", () => {
    const axis = commonAxis([0, 2, -1, 4, Number.NaN, Number.POSITIVE_INFINITY], 3);
    expect(axis).toEqual({ low: -1, high: 4, linear: 0 });
    expect(shareOf(axis, 1.5)).toBe(0.5);
  });

  it("is logarithmic where they are not, up to powers of ten", () => {
    const axis = commonAxis([0, 1, 0, 50, 0, 2e6], 3);
    expect(axis).toEqual({ low: 0, high: 1e7, linear: 0.1 });
    const places = [0, 1, 10, 100, 1000].map((value) => shareOf(axis, value));
    for (const [index, place] of places.slice(1).entries())
      expect(place).toBeGreaterThan((places[index] ?? 1) + 0.1);
  });

  it("lets growing activations look as large as they are", () => {
    const ranges = [0, 1, 0, 10, 0, 100];
    const shares = Float32Array.from({ length: 3 * 10 }, () => 0.1);
    const placed = onAxis(commonAxis(ranges, 3), shares, ranges, 3);
    const reach = [0, 1, 2].map(
      (column) => placed.slice(10 * column, 10 * column + 10).filter((share) => share > 0).length,
    );
    expect(reach).toEqual([...reach].sort((one, other) => one - other));
    expect(new Set(reach).size).toBe(3);
  });

  it("keeps every share", () => {
    const ranges = [-3, 5, 0, 500, 2, 2];
    const shares = Float32Array.from([0.25, 0.75, 1, 0, 0.5, 0.5]);
    const placed = onAxis(commonAxis(ranges, 3), shares, ranges, 3);
    for (const column of [0, 1, 2])
      expect((placed[2 * column] ?? 0) + (placed[2 * column + 1] ?? 0)).toBeCloseTo(1, 5);
  });

  it("has a place for values that are all 0", () => {
    expect(commonAxis([0, 0], 1)).toEqual({ low: 0, high: 1, linear: 0 });
  });
});
