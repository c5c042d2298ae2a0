import { describe, expect, it } from "vitest";
import { type Palette, parseColour } from "./palette.ts";
import { type Band, GradientBands, ramp, rampIndex, severity } from "./severity.ts";

/** The severities of gradients in layers of `columns` columns each, the output's last. */
function severities(figures: number[], columns = figures.map(() => 1)): number[] {
  const layers = columns.map((each) => ({ columns: each }));
  const bands = new GradientBands().read(figures, 0, figures.length, layers);
  return figures.map((figure, layer) => severity(Math.log10(figure), bands.of(layer)));
}

describe("a layer's gradient", () => {
  it("is too small below a tenth of the last hidden layer's, whatever the output's is", () => {
    const [first, second, last, output] = severities([0.9e-4, 1.1e-4, 1e-3, 0.5]);
    expect(first).toBeLessThan(0);
    expect([second, last, output]).toEqual([0, 0, 0]);
  });

  it("is too large only if it is ten times the last hidden layer's and a hundred times the output's", () => {
    // Batch norm's gradients grow going back, to a few times the output's.
    expect(severities([5e-2, 1e-2, 1e-3, 1e-2])).toEqual([0, 0, 0, 0]);
    const [first, second] = severities([1.1, 0.9, 1e-3, 1e-2]);
    expect(first).toBeGreaterThan(0);
    expect(second).toBe(0);
    expect(severities([0.9, 0.1, 1e-3])[0]).toBe(0);
  });

  it("is compared with the output's as a norm over the units, as the verdict does", () => {
    expect(severities([0.2, 1e-3, 1e-2], [1, 1, 1])[0]).toBe(0);
    expect(severities([0.2, 1e-3, 1e-2], [32, 32, 1])[0]).toBeGreaterThan(0);
  });

  it("is quiet in a net that has learnt, and in one whose gradients are all large", () => {
    expect(severities([2e-9, 1.5e-9, 1e-9, 1e-8])).toEqual([0, 0, 0, 0]);
    expect(severities([3e-20, 1e-20, 1e-20])).toEqual([0, 0, 0]);
    expect(severities([20, 30, 20, 40])).toEqual([0, 0, 0, 0]);
  });

  it.each([
    ["zero", 0],
    ["not finite", Number.NaN],
    ["not computed", -1],
  ])("is not judged where the last hidden one is %s", (_, figure) => {
    const bands = new GradientBands().read([1e-3, figure, 0.1], 0, 3, null);
    expect(severity(-3, bands.of(0))).toBe(0);
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
