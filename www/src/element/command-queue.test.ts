import { expect, it } from "vitest";
import { CommandQueue } from "./command-queue.ts";

const ready = { opening: false, step: 0, ended: false };

it("holds back what comes after steps until those are done", () => {
  const queue = new CommandQueue();
  queue.add({ kind: "step", steps: 5 });
  queue.add({ kind: "train" });
  expect(queue.next(ready)).toEqual({ kind: "step", steps: 5 });
  expect(queue.next({ ...ready, step: 4 })).toBeNull();
  expect(queue.next({ ...ready, step: 5 })).toEqual({ kind: "train" });
});

it("does not wait for steps that a run has no more of", () => {
  const queue = new CommandQueue();
  queue.add({ kind: "step", steps: 5 });
  queue.add({ kind: "reset" });
  queue.next(ready);
  expect(queue.next({ ...ready, step: 2, ended: true })).toEqual({ kind: "reset" });
});

it("opens a document although another is being opened, and lets all else wait for it", () => {
  const queue = new CommandQueue();
  queue.add({ kind: "train" });
  queue.addFirst({ kind: "open", text: "{}" });
  const opening = { opening: true, step: null, ended: false };
  expect(queue.next(opening)).toEqual({ kind: "open", text: "{}" });
  expect(queue.next(opening)).toBeNull();
  expect(queue.next(ready)).toEqual({ kind: "train" });
});

it("forgets what waits when a reader takes over", () => {
  const queue = new CommandQueue();
  queue.add({ kind: "step", steps: 5 });
  queue.next(ready);
  queue.add({ kind: "train" });
  queue.clear();
  queue.add({ kind: "pause" });
  expect(queue.next({ ...ready, step: 1 })).toEqual({ kind: "pause" });
});
