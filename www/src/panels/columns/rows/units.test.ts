import { describe, expect, it } from "vitest";
import type { RunInfo, Visuals } from "../../../state/figures.ts";
import { layerOf, runInfoOf } from "../../../testing/snapshots.ts";
import { DEFAULT_ROWS, layOut, type Row } from "../layout.ts";
import { unitsLeftOut } from "./units.ts";

const empty = new Float32Array(0);
const PREVIEWS: Record<"plane" | "images", RunInfo["dataPreview"]> = {
  plane: { kind: "plane", extent: Float32Array.of(0, 1, 0, 1), points: empty, trainingPoints: 0 },
  images: { kind: "images", width: 28, height: 28, samples: empty, labels: new Uint32Array(0) },
};

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
    chosen: DEFAULT_ROWS,
    only: null,
  });
  const layers = [...units, 1].map((count) => layerOf({ units: count }));
  const runInfo = runInfoOf(layers.length, { layers, dataPreview: PREVIEWS[kind] });
  const visuals: Visuals = {
    unitsShown: Uint32Array.from(units, (count) => Math.min(48, count)),
    unitMaps: empty,
    side: 0,
    surface: empty,
    predictions: empty,
  };
  return unitsLeftOut(layout, layout.rows[0] as Row, runInfo, visuals);
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
