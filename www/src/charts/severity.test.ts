import { describe, expect, it } from "vitest";
import { type Palette, parseColour } from "./palette.ts";
import { type Band, healthyBand, LIMITS, ramp, rampIndex, severity } from "./severity.ts";

const bandOf = (figures: number[]): Band =>
  healthyBand(figures, 0, figures.length, { low: Number.NaN, high: Number.NaN });

describe("the healthy band", () => {
  it("lies within ten times of what the last hidden layer has, not of the output", () => {
    const band = bandOf([1e-9, 1e-3, 0.5]);
    expect(band.low).toBeCloseTo(-4);
    expect(band.high).toBeCloseTo(-2);
  });

  it("follows a net that has learnt, so that it stays quiet", () => {
    const band = bandOf([2e-9, 1.5e-9, 1e-9, 1e-8]);
    expect(severity(Math.log10(2e-9), band)).toBe(0);
    expect(severity(Math.log10(1e-8), LIMITS)).toBe(0);
  });

  it("calls nothing too large up to 10⁻⁴, as the verdict does", () => {
    const band = bandOf([3e-6, 9e-5, 2e-4, 1e-7, 1e-8]);
    expect(severity(Math.log10(3e-6), band)).toBe(0);
    expect(severity(Math.log10(9e-5), band)).toBe(0);
    expect(severity(Math.log10(2e-4), band)).toBeGreaterThan(0);
    expect(severity(Math.log10(9e-10), band)).toBeLessThan(0);
  });

  it("stays on the axis and below 1, however large or small all gradients are", () => {
    expect(bandOf([1e8, 1e8, 1e8])).toEqual({ low: -2, high: 0 });
    expect(bandOf([1e-20, 1e-20, 1e-20])).toEqual({ low: -12, high: -4 });
  });

  it.each([
    ["zero", 0],
    ["not finite", Number.NaN],
    ["not computed", -1],
  ])("is there even where the last hidden gradient is %s", (_, figure) => {
    const band = bandOf([1e-3, figure, 0.1]);
    expect(band.low).toBeLessThan(band.high);
  });
});

describe("severity", () => {
  const band: Band = { low: -4, high: -2 };

  it("is none within the band and at its edges", () => {
    for (const power of [-4, -3, -2]) expect(severity(power, band)).toBe(0);
  });

  it("is negative below, positive above, and grows with the distance", () => {
    expect(severity(-5, band)).toBeLessThan(0);
    expect(severity(-6, band)).toBeLessThan(severity(-5, band));
    expect(severity(-1, band)).toBeGreaterThan(0);
  });

  it("is full three powers of ten away, and no more beyond", () => {
    expect(severity(-7, band)).toBe(-1);
    expect(severity(-30, band)).toBe(-1);
    expect(severity(5, band)).toBe(1);
  });

  it("leaves an output alone until it is past 1", () => {
    expect(severity(Math.log10(0.016), LIMITS)).toBe(0);
    expect(severity(Math.log10(20), LIMITS)).toBeGreaterThan(0);
  });

  it("finds its colour from one end of the ramp to the other", () => {
    expect(rampIndex(-1)).toBe(0);
    expect(rampIndex(1)).toBe(2 * rampIndex(0));
  });
});

describe("a bar's colour", () => {
  const palette = {
    paper: parseColour("rgb(252, 251, 248)"),
    well: parseColour("rgb(75, 85, 97)"),
    tooSmall: parseColour("rgb(36, 102, 180)"),
    tooLarge: parseColour("rgb(200, 67, 31)"),
  } as Palette;
  const { styles } = ramp(palette, "well");
  const justOutside = (power: number) =>
    parseColour(styles[rampIndex(severity(power, { low: -4, high: -2 }))] ?? "");

  it("is grey where nothing is wrong", () => {
    expect(styles[rampIndex(0)]).toBe("rgb(75, 85, 97)");
  });

  it("reads as orange or blue as soon as something is", () => {
    const large = justOutside(-1.999);
    expect(large.red).toBeGreaterThan(1.4 * Math.max(large.green, large.blue));
    const small = justOutside(-4.001);
    expect(small.blue).toBeGreaterThan(1.4 * small.red);
  });
});
