import { describe, expect, it } from "vitest";
import { snapshotOf } from "../testing/snapshots.ts";
import type { Snapshot } from "./figures.ts";
import { stepSizeOf } from "./step-size.ts";

/** Three hidden layers and the output after some steps, which began at a loss of 0.7 and a rate of 0.1. */
function moved(updates: number[], rest: Partial<Snapshot> = {}): Snapshot {
  return {
    ...snapshotOf({ step: 500, layers: { updateRatio: Float32Array.from([...updates, 1]) } }),
    ...rest,
  };
}

describe("the step size of a run", () => {
  it("is usable where most layers move by a ten-thousandth to a hundredth of their weights", () => {
    expect(stepSizeOf(moved([1e-3, 1e-3, 1e-6]))).toBe("usable");
    expect(stepSizeOf(moved([1e-1, 1e-3, 1e-3]))).toBe("usable");
  });

  it("is large where most move further", () => {
    expect(stepSizeOf(moved([1e-1, 1e-1, 1e-3]))).toBe("large");
  });

  it.each([
    ["the rate has fallen", { learningRate: 0.001 }, "decayed"],
    ["there is little left to learn", { loss: 0.01 }, "learnt"],
    ["the rate is low", {}, "small"],
  ])("is small where %s", (_, rest, size) => {
    expect(stepSizeOf(moved([1e-6, 1e-5, 0], rest))).toBe(size);
  });

  it.each([
    ["the rate has fallen to next to nothing", { learningRate: 1e-133 }, "fullyDecayed"],
    ["the rate has fallen to 0", { learningRate: 0 }, "fullyDecayed"],
    ["there is nothing left to learn", { loss: 0.01 }, "learnt"],
    ["the rate was never more than nothing", {}, "none"],
  ])("is none where nothing moves and %s", (_, rest, size) => {
    const layers = { ...moved([]).layers, updateRatio: Float32Array.of(0, 1e-12, -1, 0) };
    expect(stepSizeOf(moved([], { layers, ...rest }))).toBe(size);
    const layersOfLinear = { ...layers, updateRatio: Float32Array.of(0) };
    expect(stepSizeOf(moved([], { layers: layersOfLinear, ...rest }))).toBe(size);
  });

  it("is small, not none, as long as any layer moves", () => {
    expect(stepSizeOf(moved([0, 0, 0], { learningRate: 1e-9 }))).toBe("decayed");
    const layers = { ...moved([]).layers, updateRatio: Float32Array.of(0, 1e-7, 0, 0) };
    expect(stepSizeOf(moved([], { layers, learningRate: 1e-9 }))).toBe("decayed");
  });

  it("is measured against the largest rate, which a warm-up comes to later", () => {
    const warmed = Float32Array.of(1, 0.7, 0, 50, 0.6, 0.1, 100, 0.5, 0.001);
    expect(stepSizeOf(moved([1e-6, 1e-6, 1e-6], { learningRate: 0.001, lossHistory: warmed }))).toBe(
      "decayed",
    );
  });

  it("is not spoken of before the first step, nor of frozen layers", () => {
    expect(stepSizeOf({ ...moved([1e-6, 1e-6, 1e-6]), step: 0 })).toBe("usable");
    expect(stepSizeOf(moved([-1, -1, 1e-3]))).toBe("usable");
  });
});
