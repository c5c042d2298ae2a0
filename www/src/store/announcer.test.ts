import { describe, expect, it } from "vitest";
import type { Snapshot } from "../state/figures.ts";
import { initialRunState, type RunState } from "../state/run.ts";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import { Announcer } from "./announcer.ts";

function stateOf(snapshot: Snapshot, training: boolean): RunState {
  const run = { run: 1, runInfo: runInfoOf(), traits: {}, restarted: false, snapshot };
  return { ...initialRunState, current: run as unknown as RunState["current"], training };
}

describe("what is read aloud while a run trains", () => {
  it("has the figures of tenfold steps, and the step that they are of", () => {
    const announcer = new Announcer();
    const said = (step: number, rho: number) =>
      announcer.next(stateOf(snapshotOf({ step, diagnosis: { rho } }), step > 0), "delta");
    expect(said(0, 1)).toMatch(/^Healthy, times 1\.00 a layer/);
    expect(said(4, 2)).toBeNull();
    expect(said(12, 3)).toMatch(/^After 12 steps: Healthy, times 3\.00 a layer/);
    expect(said(90, 4)).toBeNull();
    expect(said(130, 5)).toMatch(/^After 130 steps: Healthy, times 5\.00/);
  });

  it("is nothing new after single steps", () => {
    const announcer = new Announcer();
    announcer.next(stateOf(snapshotOf(), false), "delta");
    expect(announcer.next(stateOf(snapshotOf({ step: 12 }), false), "delta")).toBeNull();
  });
});
