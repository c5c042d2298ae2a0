import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Throttle } from "./throttle.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("the first of many requests in an interval acts at once, the last at the interval's end", () => {
  let news = 0;
  const acted: number[] = [];
  const throttle = new Throttle(100, () => acted.push(news));
  for (news = 1; news <= 5; news += 1) {
    throttle.request();
    vi.advanceTimersByTime(10);
  }
  expect(acted).toEqual([1]);
  vi.advanceTimersByTime(1000);
  expect(acted).toEqual([1, 6]);
  throttle.request();
  expect(acted).toEqual([1, 6, 6]);
});

test("a cancelled request does not act", () => {
  const act = vi.fn();
  const throttle = new Throttle(100, act);
  throttle.request();
  throttle.request();
  throttle.cancel();
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(1);
});

test("what has just been done needs no request, and is not done again within the interval", () => {
  const act = vi.fn();
  const throttle = new Throttle(100, act);
  throttle.restart();
  throttle.request();
  expect(act).not.toHaveBeenCalled();
  throttle.restart();
  vi.advanceTimersByTime(1000);
  expect(act).not.toHaveBeenCalled();
});
