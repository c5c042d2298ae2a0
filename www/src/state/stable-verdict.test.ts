import { describe, expect, it } from "vitest";
import { snapshotOf } from "../testing/snapshots.ts";
import type { Diagnosis, Snapshot } from "./figures.ts";
import { type StableVerdict, stabilize } from "./stable-verdict.ts";

/** The diagnosis on show after `later`, a snapshot every `interval` milliseconds. */
function verdictAfter(
  interval: number,
  start: Partial<Diagnosis>,
  ...later: Partial<Diagnosis>[]
): Diagnosis {
  const first: StableVerdict = stabilize(null, snapshotOf({ diagnosis: start }), false, 0);
  const last = later.reduce<StableVerdict>(
    (stable, next, index) =>
      stabilize(stable, snapshotOf({ diagnosis: next }), false, (index + 1) * interval),
    first,
  );
  return last.shown.diagnosis;
}

const vanishing: Partial<Diagnosis> = { verdict: "vanishing", rho: 0.2 };
const healthy: Partial<Diagnosis> = { verdict: "healthy", rho: 1 };

describe("the stable verdict", () => {
  it("stays through a single other batch", () => {
    expect(verdictAfter(16, vanishing, healthy, vanishing, healthy, vanishing).verdict).toBe("vanishing");
  });

  it("stays through many batches in a moment", () => {
    expect(verdictAfter(1, vanishing, ...Array<Partial<Diagnosis>>(60).fill(healthy)).verdict).toBe(
      "vanishing",
    );
  });

  it("changes when the other one insists", () => {
    expect(verdictAfter(16, vanishing, ...Array<Partial<Diagnosis>>(60).fill(healthy)).verdict).toBe(
      "healthy",
    );
  });

  it("changes as soon on a slow network, which brings few snapshots", () => {
    expect(verdictAfter(200, vanishing, ...Array<Partial<Diagnosis>>(4).fill(healthy)).verdict).toBe(
      "healthy",
    );
    expect(verdictAfter(2000, vanishing, healthy, healthy).verdict).toBe("vanishing");
  });

  const exploding: Partial<Diagnosis> = { verdict: "exploding", rho: 3 };

  it("does not stay for good while others take turns", () => {
    const turns = Array.from({ length: 60 }, (_, index) => [healthy, exploding][index % 2] ?? healthy);
    expect(verdictAfter(16, vanishing, ...turns).verdict).not.toBe("vanishing");
    expect(verdictAfter(16, vanishing, ...turns, ...turns).verdict).toBe(
      verdictAfter(16, vanishing, ...turns).verdict,
    );
  });

  it("gives way to what is seen most, not to what is seen now and then", () => {
    const mostly = Array.from({ length: 64 }, (_, index) => (index % 8 === 7 ? exploding : healthy));
    for (const length of [32, 40, 64]) {
      expect(verdictAfter(16, vanishing, ...mostly.slice(0, length)).verdict).not.toBe("exploding");
    }
    expect(verdictAfter(16, vanishing, ...mostly).verdict).toBe("healthy");
  });

  it("does not follow every tremble of the factor", () => {
    const tremble = Array<Partial<Diagnosis>>(60).fill({ verdict: "vanishing", rho: 0.205 });
    expect(verdictAfter(16, vanishing, ...tremble).rho).toBe(0.2);
  });

  it("follows the factor once it has moved for good", () => {
    const moved = Array<Partial<Diagnosis>>(60).fill({ verdict: "vanishing", rho: 0.4 });
    expect(verdictAfter(16, vanishing, ...moved).rho).toBe(0.4);
  });

  it("follows a healthy net that hardly moves any more, though its factor stays", () => {
    const moving = snapshotOf({ step: 1 });
    const layers = { ...moving.layers, updateRatio: Float32Array.of(1e-6, 1e-6) };
    const still = { ...moving, step: 99, layers };
    const later = Array<Snapshot>(60).fill(still);
    const stable = later.reduce(
      (before, next, index) => stabilize(before, next, false, 16 * (index + 1)),
      stabilize(null, moving, false, 0),
    );
    expect(stable.shown.step).toBe(99);
  });

  it("shows the truth at once when the run rests or has diverged", () => {
    const first = stabilize(null, snapshotOf({ diagnosis: vanishing }), false, 0);
    expect(stabilize(first, snapshotOf({ diagnosis: healthy }), true, 1).shown.diagnosis.verdict).toBe(
      "healthy",
    );
    const diverged = snapshotOf({
      diagnosis: { verdict: "diverged" },
      status: { kind: "diverged", step: 3, layer: "hidden.0" },
    });
    expect(stabilize(first, diverged, false, 1).shown.diagnosis.verdict).toBe("diverged");
  });
});
