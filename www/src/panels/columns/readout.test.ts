import { describe, expect, it } from "vitest";
import { layerOf, runInfoOf, snapshotOf } from "../../testing/snapshots.ts";
import { columnName, readings, spoken } from "./readout.ts";

const runInfo = runInfoOf(3, {
  layers: [
    layerOf({ name: "hidden.0", frozen: true }),
    layerOf({ name: "hidden.1" }),
    layerOf({ name: "output" }),
  ],
});

const snapshot = snapshotOf({
  step: 7,
  layers: {
    deltaRms: Float32Array.of(-1, 3.2e-8, Number.NaN),
    kernelGradientL2: Float32Array.of(-1, 0, Number.POSITIVE_INFINITY),
    updateRatio: Float32Array.of(-1, 1e-3, -1),
    activationMean: Float32Array.of(-0.25, 0.5, 0.5),
    activationStd: Float32Array.of(0.5, 0.75, 0.125),
    saturated: Float32Array.of(0.02, -1, 0),
    dead: Float32Array.of(-1, 0.71, -1),
  },
});

const read = (column: number) =>
  new Map<string, string>(readings(runInfo, snapshot, column).map(({ name, value }) => [name, value]));

describe("the readout of a layer", () => {
  it("writes exact figures with powers of ten", () => {
    expect(Object.fromEntries(read(1))).toEqual({
      δ: "3.20×10⁻⁸",
      "∇W": "0",
      update: "0.00100",
      mean: "0.500",
      std: "0.750",
      "at 0": "71 %",
    });
  });

  it("tells frozen from not computed, and both from a figure", () => {
    expect(read(0).get("δ")).toBe("frozen");
    expect(read(0).get("∇W")).toBe("frozen");
    expect(read(0).get("mean")).toBe("−0.250");
    expect(read(2).get("update")).toBe("–");
  });

  it("has no update before the first step", () => {
    const before = readings(runInfo, { ...snapshot, step: 0 }, 1);
    expect(before.find(({ name }) => name === "update")?.value).toBe("–");
  });

  it("keeps figures that are not finite apart", () => {
    expect(read(2).get("δ")).toBe("NaN");
    expect(read(2).get("∇W")).toBe("∞");
  });

  it("names the last column after the output", () => {
    expect([0, 1, 2].map((column) => columnName(runInfo, column))).toEqual(["1", "2", "out"]);
    expect(spoken(runInfo, snapshot, 2)).toMatch(/^output layer, δ NaN/);
  });
});
