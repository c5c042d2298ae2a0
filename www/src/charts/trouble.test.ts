import { describe, expect, it } from "vitest";
import { type Band, healthyBand, LIMITS, rampIndex, trouble } from "./trouble.ts";

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
    expect(trouble(Math.log10(2e-9), band)).toBe(0);
    expect(trouble(Math.log10(1e-8), LIMITS)).toBe(0);
  });

  it("stays on the axis and below 1, however large or small all gradients are", () => {
    expect(bandOf([1e8, 1e8, 1e8])).toEqual({ low: -2, high: 0 });
    expect(bandOf([1e-20, 1e-20, 1e-20])).toEqual({ low: -12, high: -10 });
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

describe("trouble", () => {
  const band: Band = { low: -4, high: -2 };

  it("is none within the band and at its edges", () => {
    for (const power of [-4, -3, -2]) expect(trouble(power, band)).toBe(0);
  });

  it("is negative below, positive above, and grows with the distance", () => {
    expect(trouble(-5, band)).toBeLessThan(0);
    expect(trouble(-6, band)).toBeLessThan(trouble(-5, band));
    expect(trouble(-1, band)).toBeGreaterThan(0);
  });

  it("is full three powers of ten away, and no more beyond", () => {
    expect(trouble(-7, band)).toBe(-1);
    expect(trouble(-30, band)).toBe(-1);
    expect(trouble(5, band)).toBe(1);
  });

  it("leaves an output alone until it is past 1", () => {
    expect(trouble(Math.log10(0.016), LIMITS)).toBe(0);
    expect(trouble(Math.log10(20), LIMITS)).toBeGreaterThan(0);
  });

  it("finds its colour from one end of the ramp to the other", () => {
    expect(rampIndex(-1)).toBe(0);
    expect(rampIndex(1)).toBe(2 * rampIndex(0));
  });
});
