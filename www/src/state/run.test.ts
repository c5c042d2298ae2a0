import { describe, expect, it } from "vitest";
import { runInfoOf, snapshotOf } from "../testing/snapshots.ts";
import type { Experiment, Input, Snapshot, Visuals } from "./figures.ts";
import { noticeOf } from "./notice.ts";
import {
  canTrain,
  experimentOf,
  initialRunState,
  isOpening,
  parsedDocument,
  type RunEvent,
  reduce,
} from "./run.ts";

const experiment: Experiment = { version: 1 };
const runInfo = runInfoOf();

function requested(run: number, text = '{"version":1}', origin: "link" | "page" = "page"): RunEvent {
  return { kind: "requested", run, ...parsedDocument(text), origin };
}

function opened(run: number, first: Snapshot = snapshotOf()): RunEvent {
  return { kind: "opened", run, experiment, runInfo, snapshot: first, features: [] };
}

function stateAfter(...events: RunEvent[]) {
  return events.reduce((state, event) => reduce(state, event), initialRunState);
}

describe("the run", () => {
  it("shows the older run while the newer is being opened", () => {
    const state = stateAfter(requested(1), opened(1), requested(2));
    expect(state.current?.run).toBe(1);
    expect(isOpening(state)).toBe(true);
  });

  it("ignores what a replaced run still sends", () => {
    const state = stateAfter(requested(1), opened(1), requested(2), {
      kind: "snapshot",
      run: 1,
      snapshot: snapshotOf({ step: 7 }),
    });
    expect(state.current?.snapshot.step).toBe(0);
    expect(stateAfter(requested(1), requested(2), opened(1)).current).toBeNull();
  });

  it("goes on training through a change, and stops when the run ends", () => {
    const training = stateAfter(
      requested(1),
      opened(1),
      { kind: "trainingChosen", training: true },
      requested(2),
      opened(2),
    );
    expect(training.training).toBe(true);
    const ended = reduce(training, {
      kind: "snapshot",
      run: 2,
      snapshot: snapshotOf({ status: { kind: "finished" }, step: 9 }),
    });
    expect(ended.training).toBe(false);
    expect(canTrain(ended)).toBe(false);
  });

  it("keeps the last visuals when a snapshot comes without", () => {
    const visuals: Visuals = {
      unitsShown: new Uint32Array(0),
      unitMaps: new Float32Array(0),
      side: 4,
      surface: new Float32Array(16),
      predictions: new Float32Array(0),
    };
    const state = stateAfter(requested(1), opened(1, snapshotOf({ visuals })), {
      kind: "snapshot",
      run: 1,
      snapshot: snapshotOf({ step: 5 }),
    });
    expect(state.current?.snapshot).toMatchObject({ step: 5, visuals });
  });

  it("keeps the run on show when a change is refused, and goes back to it", () => {
    const refused = stateAfter(requested(1), opened(1), requested(2, '{"version":1,"seed":-1}'), {
      kind: "refused",
      run: 2,
      message: "seed: out of range",
      input: "document",
    });
    expect(noticeOf(refused, false, false)).toEqual({ kind: "refusedEdit", message: "seed: out of range" });
    expect(experimentOf(refused)).toEqual({ version: 1, seed: -1 });
    const back = reduce(refused, { kind: "refusalDropped" });
    expect(noticeOf(back, false, false)).toBeNull();
    expect(isOpening(back)).toBe(false);
    expect(experimentOf(back)).toEqual(experiment);
  });

  it("keeps the text of a link that is refused", () => {
    const text = '{"version":1,"trainning":{}}';
    const refused = stateAfter(requested(1, text, "link"), {
      kind: "refused",
      run: 1,
      message: "trainning: unknown",
      input: "document",
    });
    expect(noticeOf(refused, false, false)).toEqual({
      kind: "refusedLink",
      message: "trainning: unknown",
      text,
    });
  });

  it("tells a file that is no data from a change that cannot be run, and goes back where there is a run", () => {
    const refusal = (run: number, message: string, input: Input = "data"): RunEvent => ({
      kind: "refused",
      run,
      message,
      input,
    });
    const csv = '{"version":1,"data":"csv"}';
    const first = stateAfter(requested(1, csv), refusal(1, 'data: line 2, column "b": is no number'));
    const message = 'line 2, column "b": is no number';
    expect(noticeOf(first, false, false)).toEqual({ kind: "refusedFile", message, undoable: false });
    expect(isOpening(first)).toBe(false);
    const second = stateAfter(
      requested(1),
      opened(1),
      requested(2, csv),
      refusal(2, "data: the file is empty"),
    );
    expect(noticeOf(second, false, false)).toMatchObject({ kind: "refusedFile", undoable: true });
    const other = stateAfter(
      requested(1),
      opened(1),
      requested(2, csv),
      refusal(2, "data: too small", "document"),
    );
    expect(noticeOf(other, false, false)).toMatchObject({ kind: "refusedEdit" });
  });

  describe("that a change restarts", () => {
    const moved = (run: number, step = 300): RunEvent => ({
      kind: "snapshot",
      run,
      snapshot: snapshotOf({ step }),
    });
    const changedOnce = [
      requested(1),
      opened(1),
      moved(1),
      requested(2, '{"version":1,"data":"xor"}'),
      opened(2),
    ];
    const restarted = (...events: RunEvent[]) => stateAfter(...events).current?.restarted;

    it("is known as such if it had done steps", () => {
      expect(restarted(...changedOnce)).toBe(true);
      expect(restarted(...changedOnce, moved(2))).toBe(true);
      expect(restarted(requested(1), opened(1), requested(2, '{"version":1,"data":"xor"}'), opened(2))).toBe(
        false,
      );
    });

    it("is so no more once the same run is started over under another name", () => {
      const renamed = { kind: "renamed", document: { version: 1, data: "xor", name: "Mine" } } as const;
      const state = stateAfter(...changedOnce, moved(2), renamed);
      expect(experimentOf(state)).toEqual(renamed.document);
      expect(state.current).toMatchObject({ run: 2, restarted: true, snapshot: { step: 300 } });
      const again = requested(3, JSON.stringify(renamed.document));
      expect(restarted(...changedOnce, moved(2), renamed, again, opened(3))).toBe(false);
    });

    it("stays so through further changes, although these come before a step", () => {
      const again = requested(3, '{"version":1,"data":"moons"}');
      expect(restarted(...changedOnce, again, opened(3))).toBe(true);
    });

    it("is so no more once the reader starts it over, takes another seed or follows a link", () => {
      expect(restarted(...changedOnce, moved(2), requested(3, '{"version":1,"data":"xor"}'), opened(3))).toBe(
        false,
      );
      expect(restarted(...changedOnce, moved(2), requested(3, '{"version":1,"seed":7}'), opened(3))).toBe(
        false,
      );
      expect(restarted(...changedOnce, moved(2), requested(3, '{"version":1}', "link"), opened(3))).toBe(
        false,
      );
    });
  });

  it("keeps how a run began", () => {
    const later = snapshotOf({ diagnosis: { verdict: "diverged" }, step: 5 });
    const state = stateAfter(requested(1), opened(1, snapshotOf({ diagnosis: { verdict: "exploding" } })), {
      kind: "snapshot",
      run: 1,
      snapshot: later,
    });
    expect(state.current?.initial.diagnosis.verdict).toBe("exploding");
    expect(state.current?.snapshot.diagnosis.verdict).toBe("diverged");
  });

  it("puts a failed engine before everything else", () => {
    const failed = stateAfter(requested(1), { kind: "failed", reason: "stopped", message: "trap" });
    const report = `trap\n${failed.requested?.text}`;
    expect(noticeOf(failed, true, true)).toEqual({
      kind: "failed",
      reason: "stopped",
      message: "trap",
      report,
    });
    expect(canTrain(failed)).toBe(false);
  });
});
