import { describe, expect, it } from "vitest";
import type { Description, Pictures } from "../../../state/figures.ts";
import { FEW, layOut, type Row } from "../layout.ts";
import { unitsLeftOut } from "./units.ts";

/** What is left out of hidden layers of so many units each, in a panel so wide. */
function leftOut(units: readonly number[], width: number, kind: "plane" | "images" = "plane") {
  const layout = layOut({
    width,
    height: 640,
    body: 14,
    columns: units.length + 1,
    pictures: true,
    present: false,
    density: 1,
    chosen: FEW,
  });
  const layers = [...units, 1].map((count) => ({ units: count }));
  const description = { layers, picture: { kind } } as Description;
  const pictures = { unitsShown: Uint32Array.from(units, (count) => Math.min(48, count)) } as Pictures;
  return unitsLeftOut(layout, layout.rows[0] as Row, description, pictures);
}

describe("the units in the picture", () => {
  it("are not counted where they are all there", () => {
    expect(leftOut([4, 4, 3], 800)).toBeNull();
  });

  it("are counted where their columns have too little room, or there are too many to ask for", () => {
    expect(leftOut(Array(10).fill(16), 800)).toEqual({ shown: 8, units: 16 });
    expect(leftOut([400], 4000)).toEqual({ shown: 48, units: 400 });
  });

  it("are counted as at most so many where layers differ", () => {
    const some = leftOut([64, 32, 2], 800);
    expect(some?.units).toBeNull();
    expect(some?.shown).toBeGreaterThan(2);
    expect(some?.shown).toBeLessThan(32);
  });

  it("are those of the first layer where the data are images", () => {
    expect(leftOut([4, 300], 800, "images")).toBeNull();
    expect(leftOut([300, 4], 800, "images")?.units).toBe(300);
  });
});
