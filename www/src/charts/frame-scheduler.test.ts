import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FrameScheduler } from "./frame-scheduler.ts";

let frames: (() => void)[] = [];
let now = 0;

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", (callback: () => void) => frames.push(callback));
  vi.spyOn(performance, "now").mockImplementation(() => now);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  frames = [];
});

/** The drawings of the next frame. */
function frame(drawn: string[]): string {
  drawn.length = 0;
  for (const callback of frames.splice(0)) callback();
  return drawn.join();
}

/** Drawings by their names, which note that they were drawn and take so many milliseconds each. */
function drawings(drawn: string[], names: string, milliseconds: number): (() => void)[] {
  return [...names].map((name) => () => {
    drawn.push(name);
    now += milliseconds;
  });
}

test("of drawings that fill a frame there is one a frame, the longest waiting first, until none waits", () => {
  const drawn: string[] = [];
  const [a, b, c] = drawings(drawn, "abc", 5) as [() => void, () => void, () => void];
  const scheduler = new FrameScheduler();
  for (const draw of [a, b, c]) scheduler.request(draw);
  scheduler.request(b);
  expect(frame(drawn)).toBe("a");
  scheduler.request(a);
  scheduler.request(c);
  expect([frame(drawn), frame(drawn), frame(drawn), frame(drawn)]).toEqual(["b", "c", "a", ""]);
  expect(frames).toHaveLength(0);
});

test("drawings that take no time share a frame", () => {
  const drawn: string[] = [];
  const scheduler = new FrameScheduler();
  for (const draw of drawings(drawn, "abc", 0)) scheduler.request(draw);
  expect(frame(drawn)).toBe("a,b,c");
  expect(frames).toHaveLength(0);
});

test("a drawing that gives its turn up is not drawn, and the next one is", () => {
  const drawn: string[] = [];
  const [a, b] = drawings(drawn, "ab", 5) as [() => void, () => void];
  const scheduler = new FrameScheduler();
  scheduler.request(a);
  scheduler.request(b);
  scheduler.cancel(a);
  expect(frame(drawn)).toBe("b");
});

test("a drawing that fails keeps none of the others from its turn", () => {
  const drawn: string[] = [];
  const scheduler = new FrameScheduler();
  scheduler.request(() => {
    throw new Error("no canvas");
  });
  for (const draw of drawings(drawn, "a", 5)) scheduler.request(draw);
  expect(() => frame(drawn)).toThrow("no canvas");
  expect(frame(drawn)).toBe("a");
});
