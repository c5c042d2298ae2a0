import { expect, it } from "vitest";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import { publicSnapshot } from "./public-snapshot.ts";

it("has the names and the figures of a trace", () => {
  const runInfo = runInfoOf();
  const snapshot = snapshotOf({ step: 3, loss: Number.NaN });
  const shown = publicSnapshot(runInfo, snapshot);
  expect(shown).toMatchObject({ step: 3, loss: "NaN", status: "ready" });
  expect(shown.layers.map(({ name }) => name)).toEqual(runInfo.layers.map(({ name }) => name));
  const [first] = shown.layers;
  expect(Object.keys(first ?? {})).toEqual(
    expect.arrayContaining(["kernel_gradient_l2", "delta_rms", "activation_std", "update_ratio", "dead"]),
  );
});

it("has null for what is not computed", () => {
  const snapshot = snapshotOf();
  const deltaRms = snapshot.layers.deltaRms.map(() => -1);
  const shown = publicSnapshot(runInfoOf(), { ...snapshot, layers: { ...snapshot.layers, deltaRms } });
  expect(shown.layers[0]?.delta_rms).toBeNull();
});
