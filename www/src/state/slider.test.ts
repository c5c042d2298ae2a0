import { describe, expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import { type Numbers, numbersOf } from "./controls.ts";
import type { HyperparameterKind } from "./figures.ts";
import { hasSlider, nudged, sliderRange, toPosition, toValue, typedValue } from "./slider.ts";

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

/** Every number of the catalogue that has a slider, by its place there. */
const sliders = [...numbersIn(catalogue, "")].filter(([, numbers]) => hasSlider(numbers));

function* numbersIn(part: unknown, place: string): Generator<[string, Numbers]> {
  if (typeof part !== "object" || part === null) return;
  const { id = "", type } = part as { id?: string; type?: string };
  if (type === "integer" || ((type === "real" || type === "derived_real") && "range" in part))
    yield [place, numbersOf(part as HyperparameterKind)];
  for (const child of Object.values(part)) yield* numbersIn(child, id === "" ? place : `${place} ${id}`);
}

/** The values at a slider's ends: its travel, without a bound that is excluded. */
function endsOf(numbers: Numbers): [number, number] {
  const { min, max } = sliderRange(numbers);
  return [toValue(min, numbers), toValue(max, numbers)];
}

/** The value after an arrow key: browsers move a slider by one position, but not beyond its ends. */
function pressed(value: number, direction: 1 | -1, numbers: Numbers): number {
  const { min, max } = sliderRange(numbers);
  const position = toPosition(value, numbers) + direction;
  return position < min || position > max ? value : nudged(value, position, numbers);
}

describe("an arrow key", () => {
  it("is tried on the catalogue's numbers", () => expect(sliders.length).toBeGreaterThan(30));

  it.each(sliders)("moves%s at every value, up to its end", (_, numbers) => {
    const [low, high] = endsOf(numbers);
    const values = new Set(Array.from({ length: 200 }, (_, step) => low + ((high - low) * step) / 200));
    for (let position = 0; position <= 200; position += 5)
      values.add(low + (high - low) * (position / 200) ** 4);
    for (const given of values) {
      const value = numbers.integer ? Math.round(given) : given;
      if (value < high) expect(pressed(value, 1, numbers), `${value} up`).toBeGreaterThan(value);
      if (value > low) expect(pressed(value, -1, numbers), `${value} down`).toBeLessThan(value);
      for (const next of [pressed(value, 1, numbers), pressed(value, -1, numbers)])
        expect(typedValue(String(next), numbers), `${next} is taken`).toBe(next);
    }
  });

  it("goes through a slider from end to end", () => {
    for (const [, numbers] of sliders) {
      const [start, end] = endsOf(numbers);
      let value = start;
      for (let presses = 0; presses < 2000 && value < end; presses += 1) value = pressed(value, 1, numbers);
      expect(value).toBe(end);
    }
  });

  it("stops before a bound that is excluded, which the engine would refuse", () => {
    const momentum = { ...share, travel: [0, 1] as const };
    expect(toValue(sliderRange(momentum).max, momentum)).toBe(0.995);
  });

  it("brings a typed value beyond the travel back into it, and leaves it at the end", () => {
    expect(pressed(500, -1, rate)).toBeLessThan(10);
    expect(pressed(500, 1, rate)).toBe(500);
  });
});

describe("typed values", () => {
  it("are taken within the whole range", () => {
    expect(typedValue(" 500 ", rate)).toBe(500);
    expect(typedValue("1e-7", rate)).toBe(1e-7);
  });

  it("may be as the page writes them", () => {
    expect(typedValue("10⁻⁷", rate)).toBe(1e-7);
    expect(typedValue("2.5×10⁻⁷", rate)).toBe(2.5e-7);
    expect(typedValue("−10⁻⁷", { ...rate, min: null })).toBe(-1e-7);
    expect(typedValue("x×10⁻⁷", rate)).toBeNull();
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
