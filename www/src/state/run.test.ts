import { describe, expect, it } from "vitest";
import type { Description, Experiment, Input, Pictures, Snapshot } from "./figures.ts";
import { snapshot } from "./fixture.ts";
import { noticeOf } from "./notice.ts";
import { canTrain, experimentOf, initialRunState, isOpening, type RunEvent, reduce } from "./run.ts";

const experiment = { version: 1 } as Experiment;
const description = {} as Description;

function asked(run: number, text = '{"version":1}', origin: "link" | "page" = "page"): RunEvent {
  return { kind: "asked", run, text, origin, remedy: null };
}

function opened(run: number, first: Snapshot = snapshot()): RunEvent {
  return { kind: "opened", run, experiment, description, snapshot: first };
}

function stateAfter(...events: RunEvent[]) {
  return events.reduce((state, event) => reduce(state, event, 0), initialRunState);
}

describe("the run", () => {
  it("shows the older run while the newer is being opened", () => {
    const state = stateAfter(asked(1), opened(1), asked(2));
    expect(state.shown?.run).toBe(1);
    expect(isOpening(state)).toBe(true);
  });

  it("ignores what a replaced run still sends", () => {
    const state = stateAfter(asked(1), opened(1), asked(2), {
      kind: "snapshot",
      run: 1,
      snapshot: snapshot({}, { kind: "ready" }, 7),
    });
    expect(state.shown?.snapshot.step).toBe(0);
    expect(stateAfter(asked(1), asked(2), opened(1)).shown).toBeNull();
  });

  it("goes on training through a change, and stops when the run ends", () => {
    const training = stateAfter(
      asked(1),
      opened(1),
      { kind: "trainingChosen", training: true },
      asked(2),
      opened(2),
    );
    expect(training.training).toBe(true);
    const ended = reduce(
      training,
      {
        kind: "snapshot",
        run: 2,
        snapshot: snapshot({}, { kind: "finished" }, 9),
      },
      0,
    );
    expect(ended.training).toBe(false);
    expect(canTrain(ended)).toBe(false);
  });

  it("keeps the last pictures when a snapshot comes without", () => {
    const pictures = { side: 4 } as Pictures;
    const state = stateAfter(asked(1), opened(1, { ...snapshot(), pictures }), {
      kind: "snapshot",
      run: 1,
      snapshot: snapshot({}, { kind: "ready" }, 5),
    });
    expect(state.shown?.snapshot).toMatchObject({ step: 5, pictures });
  });

  it("keeps the run on show when a change is refused, and goes back to it", () => {
    const refused = stateAfter(asked(1), opened(1), asked(2, '{"version":1,"seed":-1}'), {
      kind: "refused",
      run: 2,
      message: "seed: out of range",
      input: "document",
    });
    expect(noticeOf(refused, false, false)).toEqual({ kind: "refusedEdit", message: "seed: out of range" });
    expect(experimentOf(refused)).toEqual({ version: 1, seed: -1 });
    const back = reduce(refused, { kind: "refusalDropped" }, 0);
    expect(noticeOf(back, false, false)).toBeNull();
    expect(isOpening(back)).toBe(false);
    expect(experimentOf(back)).toEqual(experiment);
  });

  it("keeps the text of a link that is refused", () => {
    const text = '{"version":1,"trainning":{}}';
    const refused = stateAfter(asked(1, text, "link"), {
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
    const first = stateAfter(asked(1, csv), refusal(1, 'data: line 2, column "b": is no number'));
    const message = 'line 2, column "b": is no number';
    expect(noticeOf(first, false, false)).toEqual({ kind: "refusedFile", message, undoable: false });
    expect(isOpening(first)).toBe(false);
    const second = stateAfter(asked(1), opened(1), asked(2, csv), refusal(2, "data: the file is empty"));
    expect(noticeOf(second, false, false)).toMatchObject({ kind: "refusedFile", undoable: true });
    const other = stateAfter(asked(1), opened(1), asked(2, csv), refusal(2, "data: too small", "document"));
    expect(noticeOf(other, false, false)).toMatchObject({ kind: "refusedEdit" });
  });

  it("remembers the remedies that led to a run until the document is changed otherwise", () => {
    const ill = opened(1, snapshot({ verdict: "diverged" }));
    const mended: RunEvent = {
      kind: "asked",
      run: 2,
      text: '{"version":1,"seed":2}',
      origin: "page",
      remedy: "he",
    };
    const after = stateAfter(asked(1), ill, mended);
    expect(after.tried).toEqual({ ids: ["he"], left: [experiment] });
    expect(reduce(after, asked(3, '{"version":1,"seed":2}'), 0).tried).toEqual(after.tried);
    expect(reduce(after, asked(3, '{"version":1,"seed":3}'), 0).tried.ids).toEqual([]);
  });

  describe("that a change begins anew", () => {
    const moved = (run: number, step = 300): RunEvent => ({
      kind: "snapshot",
      run,
      snapshot: snapshot({}, { kind: "ready" }, step),
    });
    const changedOnce = [asked(1), opened(1), moved(1), asked(2, '{"version":1,"data":"xor"}'), opened(2)];
    const restarted = (...events: RunEvent[]) => stateAfter(...events).shown?.restarted;

    it("is known as such if it had done steps", () => {
      expect(restarted(...changedOnce)).toBe(true);
      expect(restarted(...changedOnce, moved(2))).toBe(true);
      expect(restarted(asked(1), opened(1), asked(2, '{"version":1,"data":"xor"}'), opened(2))).toBe(false);
    });

    it("is so no more once the same run is started over under another name", () => {
      const renamed = { kind: "renamed", experiment: { version: 1, data: "xor", name: "Mine" } } as const;
      const state = stateAfter(...changedOnce, moved(2), renamed);
      expect(experimentOf(state)).toEqual(renamed.experiment);
      expect(state.shown).toMatchObject({ run: 2, restarted: true, snapshot: { step: 300 } });
      const again = asked(3, JSON.stringify(renamed.experiment));
      expect(restarted(...changedOnce, moved(2), renamed, again, opened(3))).toBe(false);
    });

    it("stays so through further changes, although these come before a step", () => {
      const again = asked(3, '{"version":1,"data":"moons"}');
      expect(restarted(...changedOnce, again, opened(3))).toBe(true);
    });

    it("is so no more once the reader starts it over, takes another seed or follows a link", () => {
      expect(restarted(...changedOnce, moved(2), asked(3, '{"version":1,"data":"xor"}'), opened(3))).toBe(
        false,
      );
      expect(restarted(...changedOnce, moved(2), asked(3, '{"version":1,"seed":7}'), opened(3))).toBe(false);
      expect(restarted(...changedOnce, moved(2), asked(3, '{"version":1}', "link"), opened(3))).toBe(false);
    });
  });

  it("keeps how a run began", () => {
    const later = snapshot({ verdict: "diverged" }, { kind: "ready" }, 5);
    const state = stateAfter(asked(1), opened(1, snapshot({ verdict: "exploding" })), {
      kind: "snapshot",
      run: 1,
      snapshot: later,
    });
    expect(state.shown?.begun.diagnosis.verdict).toBe("exploding");
    expect(state.shown?.snapshot.diagnosis.verdict).toBe("diverged");
  });

  it("puts a failed engine before everything else", () => {
    const failed = stateAfter(asked(1), { kind: "failed", reason: "stopped", message: "trap" });
    expect(noticeOf(failed, true, true)).toEqual({ kind: "failed", reason: "stopped", message: "trap" });
    expect(canTrain(failed)).toBe(false);
  });
});
