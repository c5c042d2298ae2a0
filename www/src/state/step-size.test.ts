import { describe, expect, it } from "vitest";
import { snapshotOf } from "../testing/snapshots.ts";
import type { Snapshot } from "./figures.ts";
import { standstillOf } from "./step-size.ts";

/** A snapshot after some steps, which began at a rate of 0.1. */
function moved(updates: number[], rest: Partial<Snapshot> = {}): Snapshot {
  return { ...snapshotOf({ step: 500, layers: { updateRatio: Float32Array.from(updates) } }), ...rest };
}

describe("the step size of a run", () => {
  it.each([
    ["the rate has fallen to next to nothing", { learningRate: 1e-133 }, "decayed"],
    ["the rate has fallen to 0", { learningRate: 0 }, "decayed"],
    ["the rate was never more than nothing", {}, "other"],
  ])("is a standstill where nothing moves and %s", (_, rest, why) => {
    expect(standstillOf(moved([0, 1e-12, -1, 0], rest))).toBe(why);
    expect(standstillOf(moved([0], rest))).toBe(why);
  });

  it("is measured against the largest rate, which a warm-up comes to later", () => {
    const lossHistory = Float32Array.of(1, 0.7, 0, 50, 0.6, 0.1, 100, 0.5, 0.001);
    expect(standstillOf(moved([0, 0], { learningRate: 0.001, lossHistory }))).toBe("decayed");
  });

  it("is none as long as any layer moves, nor before the first step", () => {
    expect(standstillOf(moved([0, 1e-7, 0, 0]))).toBeNull();
    expect(standstillOf(moved([0, 0], { step: 0 }))).toBeNull();
  });
});
