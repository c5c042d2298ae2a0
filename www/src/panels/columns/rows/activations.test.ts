import { describe, expect, it } from "vitest";
import { hasFigures } from "./activations.ts";

const desk = { body: 14, small: 12 };
const wide = { narrow: false, pitch: 120 };
const row = { key: "activations", top: 100, height: 60 } as const;

describe("a column's own figures", () => {
  it("stand below its distribution where the column is wide and the row high", () => {
    expect(hasFigures(wide, row, desk)).toBe(true);
  });

  it("leave a low row and a narrow column to the distribution", () => {
    expect(hasFigures(wide, { ...row, height: 40 }, desk)).toBe(false);
    expect(hasFigures({ ...wide, pitch: 60 }, row, desk)).toBe(false);
    expect(hasFigures({ ...wide, narrow: true }, row, desk)).toBe(false);
    expect(hasFigures(wide, row, { body: 23, small: 22 })).toBe(false);
  });
});
