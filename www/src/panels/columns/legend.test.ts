import { describe, expect, it } from "vitest";
import { MAX_OUTPUT_POWER, MAX_RATIO_POWER } from "../../charts/severity.ts";
import { USABLE_UPDATE } from "../../state/step-size.ts";
import { snapshotOf } from "../../testing/snapshots.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { powerOfTen } from "../../text/numbers.ts";
import { DEFAULT_ROWS, type Layout, layOut } from "./layout.ts";
import { marksOf } from "./legend.ts";

const input = {
  width: 836,
  height: 640,
  body: 14,
  columns: 3,
  pictures: true,
  present: false,
  density: 2,
  chosen: DEFAULT_ROWS,
  only: null,
};
const layout = layOut(input);

const layers = {
  deltaRms: Float32Array.of(0.1, 0.2, 0.1),
  kernelGradientL2: Float32Array.of(0.1, 0.2, 0.1),
  updateRatio: Float32Array.of(1e-3, 1e-3, 1e-3),
  activationMean: Float32Array.of(0, 0, 0.5),
  saturated: Float32Array.of(0, 0, 1),
  dead: Float32Array.of(-1, -1, -1),
};

const marks = (change: Partial<typeof layers>, step = 1, where: Layout = layout) =>
  marksOf(
    where,
    snapshotOf({ step, layers: { ...layers, ...change }, deltaHistory: layers.deltaRms }, 3),
    "delta",
  );

describe("the legend", () => {
  it("explains nothing that is not in the picture", () => {
    expect(marks({})).toEqual(["moments"]);
  });

  it("explains bars under activations, but not the output's, whose ends are its aim", () => {
    expect(marks({ dead: Float32Array.of(0.7, 0, -1) })).toEqual(["moments", "still"]);
  });

  it("explains what is open, hatched or a dash", () => {
    expect(marks({ deltaRms: Float32Array.of(0, 0, 0.1) })).toContain("zero");
    for (const row of ["deltaRms", "activationMean", "updateRatio"]) {
      expect(marks({ [row]: Float32Array.of(Number.NaN, 1, 1) }), row).toContain("notFinite");
    }
    expect(marks({ deltaRms: Float32Array.of(-1, 1, 1) })).toContain("notComputed");
  });

  it("speaks of updates only where they are drawn", () => {
    const stuck = { updateRatio: Float32Array.of(0, 0, 0) };
    expect(marks(stuck)).toContain("zero");
    expect(marks(stuck, 0)).not.toContain("zero");
    expect(marks(stuck, 1, layOut({ ...input, present: true }))).not.toContain("zero");
  });

  it("speaks of the mean alone where columns are too narrow for the spread", () => {
    expect(marks({}, 1, { ...layout, width: Float32Array.of(4, 4, 4) })).toEqual(["mean"]);
  });

  it("says of the bands what is drawn of them", () => {
    const [ratio, overOutput] = [10 ** MAX_RATIO_POWER, 10 ** MAX_OUTPUT_POWER];
    expect(words.healthy).toContain(`1/${ratio} to ${ratio} times the last hidden layer’s`);
    expect(words.healthy).toContain(`up to ${overOutput} times the output’s`);
    const [low, high] = [USABLE_UPDATE.low, USABLE_UPDATE.high].map((ratio) => powerOfTen(Math.log10(ratio)));
    expect(words.rows.update.detail).toContain(`${low} to ${high}`);
  });
});
