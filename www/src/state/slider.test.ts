import { describe, expect, it } from "vitest";
import type { Numbers } from "./controls.ts";
import { hasSlider, sliderRange, toPosition, toValue, typedValue } from "./slider.ts";

const rate: Numbers = {
  min: 0,
  max: 1000,
  minExcluded: true,
  maxExcluded: false,
  travel: [1e-5, 10],
  logarithmic: true,
  integer: false,
  derived: null,
};
const share: Numbers = {
  ...rate,
  max: 1,
  minExcluded: false,
  maxExcluded: true,
  travel: [0, 0.8],
  logarithmic: false,
};
const layers: Numbers = { ...share, min: 1, max: 1000, travel: [1, 1000], logarithmic: true, integer: true };

describe("sliders", () => {
  it("reach both ends of the travel", () => {
    const { min, max } = sliderRange(rate);
    expect(toValue(min, rate)).toBe(1e-5);
    expect(toValue(max, rate)).toBe(10);
  });

  it("spread ratios on a logarithmic scale", () => {
    expect(toValue(toPosition(0.01, rate), rate)).toBeCloseTo(0.01, 3);
    expect(toPosition(0.01, rate)).toBe(100);
  });

  it("give round values", () => {
    expect(toValue(37, share)).toBe(0.148);
    expect(String(toValue(61, rate))).toHaveLength(7);
    expect(Number.isInteger(toValue(61, layers))).toBe(true);
  });

  it("stand at the end for a value beyond the travel", () => {
    expect(toPosition(500, rate)).toBe(sliderRange(rate).max);
  });

  it("are not offered for numbers that they could not tell apart", () => {
    expect(hasSlider({ ...layers, travel: [0, 2 ** 53], logarithmic: false })).toBe(false);
    expect(hasSlider(layers)).toBe(true);
  });
});

describe("typed values", () => {
  it("are taken within the whole range", () => {
    expect(typedValue(" 500 ", rate)).toBe(500);
    expect(typedValue("1e-7", rate)).toBe(1e-7);
  });

  it("may have their digits in threes", () => {
    const steps = { ...layers, max: 1e7 };
    expect(typedValue("1 234 567", steps)).toBe(1234567);
    expect(typedValue("1 0", steps)).toBeNull();
    expect(typedValue("12 3456", steps)).toBeNull();
  });

  it("are refused outside it, at a bound that is excluded, and where they are no numbers", () => {
    expect(typedValue("0", rate)).toBeNull();
    expect(typedValue("1", share)).toBeNull();
    expect(typedValue("-1", share)).toBeNull();
    expect(typedValue("2.5", layers)).toBeNull();
    expect(typedValue("", rate)).toBeNull();
    expect(typedValue("ten", rate)).toBeNull();
  });
});
