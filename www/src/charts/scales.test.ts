import { describe, expect, it } from "vitest";
import { isLabelled, type LogAxis, labelStep, placementOf, position, roundTicks } from "./scales.ts";

describe("a figure on a logarithmic axis", () => {
  const axis: LogAxis = { low: -12, high: 1, start: 130, end: 0 };

  it("stands where its power of ten is, upwards from the start", () => {
    expect(position(axis, -12)).toBe(130);
    expect(position(axis, -2)).toBe(30);
    expect(position(axis, 1)).toBe(0);
  });

  it("stays within the axis when it is off the scale", () => {
    expect(position(axis, -20)).toBe(130);
    expect(position(axis, 9)).toBe(0);
  });

  it.each([
    [1e-5, "on-scale"],
    [1e-13, "below"],
    [1e4, "above"],
    [0, "zero"],
    [-1, "not-computed"],
    [Number.NaN, "not-finite"],
    [Number.POSITIVE_INFINITY, "not-finite"],
  ])("tells what kind of thing %d is", (value, expected) => {
    expect(placementOf(value, axis.low, axis.high)).toBe(expected);
  });
});

describe("layer numbers", () => {
  it("are all printed where there is room", () => {
    expect(labelStep(33, 23)).toBe(1);
  });

  it("are thinned to round steps where columns are slivers", () => {
    expect(labelStep(6.7, 23)).toBe(5);
    expect(labelStep(2.5, 23)).toBe(10);
    expect(labelStep(0.3, 23)).toBe(100);
  });

  const labelled = (step: number) =>
    Array.from({ length: 12 }, (_, index) => index + 1).filter((number) => isLabelled(number, step));

  it("begin with 1 and follow in even steps", () => {
    expect(labelled(1)).toHaveLength(12);
    expect(labelled(2)).toEqual([1, 3, 5, 7, 9, 11]);
    expect(labelled(5)).toEqual([1, 5, 10]);
  });
});

describe("round ticks", () => {
  it("are few and round", () => {
    expect(roundTicks(0, 0.74)).toEqual([0, 0.5]);
    expect(roundTicks(-1, 11)).toEqual([0, 5, 10]);
  });

  it("do without a span", () => {
    expect(roundTicks(3, 3)).toEqual([3]);
  });
});
