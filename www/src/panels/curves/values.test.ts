import { describe, expect, it } from "vitest";
import { runInfoOf, snapshotOf } from "../../testing/snapshots.ts";
import { epochOf, filledPlots, spoken, stepRange, valuesAt } from "./values.ts";

const runInfo = runInfoOf();
const snapshot = snapshotOf({
  step: 24,
  lossHistory: Float32Array.of(1, 0.75, 0.5, 8, 0.5, 0.25, 16, 0.25, 0.125, 24, Number.NaN, 0.0625),
  epochHistory: Float32Array.of(1, 0.5, 0.5, 0.625, -1, 2, 0.25, 0.75, 0.375, 0.5),
});
const texts = (name: "loss" | "accuracy" | "rate", step: number) =>
  valuesAt(name, runInfo, snapshot, step).map(({ text }) => text);

describe("the curves' values at a step", () => {
  it("are named and written as at the curves' ends", () => {
    expect(texts("loss", 16)).toEqual(["train 0.250", "valid. 0.625"]);
    expect(texts("accuracy", 20)).toEqual(["train 75 %", "valid. 50 %"]);
    expect(texts("rate", 16)).toEqual(["0.125"]);
  });

  it("leave out what is not there yet or not at all, and keep what is not finite", () => {
    expect(texts("loss", 1)).toEqual(["train 0.750"]);
    expect(texts("accuracy", 10)).toEqual(["train 50 %"]);
    expect(texts("loss", 24)).toEqual(["train NaN", "valid. 0.375"]);
  });

  it("are a sentence for those who listen", () => {
    expect(spoken(["loss", "accuracy", "rate"], runInfo, snapshot, 16)).toBe(
      "step 16, epoch 2; Loss train 0.250, valid. 0.625; Accuracy train 50 %; Learning rate 0.125",
    );
  });
});

describe("the axis of steps", () => {
  it("reaches from the first step to the latest", () => {
    expect(stepRange(snapshot)).toEqual([1, 24]);
  });

  it("counts a step to the epoch under way", () => {
    expect([1, 10, 11, 20].map((step) => epochOf(runInfo, step))).toEqual([1, 1, 2, 2]);
  });
});

describe("the plots with a curve", () => {
  it("have two points, and an accuracy only of classes", () => {
    const early = { ...snapshot, epochHistory: snapshot.epochHistory.slice(0, 5) };
    expect(filledPlots(runInfo, snapshot)).toEqual(["loss", "accuracy", "rate"]);
    expect(filledPlots(runInfo, early)).toEqual(["loss", "rate"]);
    expect(filledPlots({ ...runInfo, task: "regression" }, snapshot)).toEqual(["loss", "rate"]);
  });
});
