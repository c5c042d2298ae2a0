import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns } from "./turns.ts";

let frames: (() => void)[] = [];

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
});

afterEach(() => {
  vi.unstubAllGlobals();
  frames = [];
});

/** The drawings of the next frame. */
function frame(drawn: string[]): string {
  drawn.length = 0;
  for (const callback of frames.splice(0)) callback();
  return drawn.join();
}

test("one drawing of a cost a frame, the longest waiting first, until none waits", () => {
  const drawn: string[] = [];
  const [a, b, c] = ["a", "b", "c"].map((name) => () => void drawn.push(name)) as [
    () => void,
    () => void,
    () => void,
  ];
  const turns = new Turns();
  for (const draw of [a, b, c]) turns.ask("light", draw);
  turns.ask("light", b);
  expect(frame(drawn)).toBe("a");
  turns.ask("light", a);
  turns.ask("light", c);
  expect([frame(drawn), frame(drawn), frame(drawn), frame(drawn)]).toEqual(["b", "c", "a", ""]);
  expect(frames).toHaveLength(0);
});

test("a drawing that gives its turn up is not drawn, and the next one is", () => {
  const drawn: string[] = [];
  const [a, b] = ["a", "b"].map((name) => () => void drawn.push(name)) as [() => void, () => void];
  const turns = new Turns();
  turns.ask("light", a);
  turns.ask("light", b);
  turns.withdraw(a);
  expect(frame(drawn)).toBe("b");
});

test("a light drawing and a costly one share a frame, two of the same cost do not", () => {
  const drawn: string[] = [];
  const turns = new Turns();
  for (const name of ["a", "b"]) turns.ask("costly", () => void drawn.push(name));
  turns.ask("light", () => void drawn.push("c"));
  expect([frame(drawn).split(",").toSorted(), frame(drawn)]).toEqual([["a", "c"], "b"]);
  expect(frames).toHaveLength(0);
});
