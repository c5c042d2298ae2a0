import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("of much news in an interval the first is acted on at once and the last at its end", () => {
  let news = 0;
  const acted: number[] = [];
  const pace = new Pace(100, () => acted.push(news));
  for (news = 1; news <= 5; news += 1) {
    pace.follow();
    vi.advanceTimersByTime(10);
  }
  expect(acted).toEqual([1]);
  vi.advanceTimersByTime(1000);
  expect(acted).toEqual([1, 6]);
  pace.follow();
  expect(acted).toEqual([1, 6, 6]);
});

test("what rests acts no more", () => {
  const act = vi.fn();
  const pace = new Pace(100, act);
  pace.follow();
  pace.follow();
  pace.rest();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(1);
});
