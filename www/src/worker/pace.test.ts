import { expect, it } from "vitest";
import { GrowingPace } from "./pace.ts";

it("does its first step at once, and takes as long for each factor of ten", () => {
  const pace = new GrowingPace(0, 1000);
  expect(pace.due(0, 1000)).toBe(1);
  expect(pace.due(1, 1000)).toBe(0);
  const reached = (step: number) => {
    let now = 1000;
    while (pace.due(step - 1, now) === 0) now += 1;
    return now;
  };
  expect(reached(1000) - reached(100)).toBe(reached(100) - reached(10));
});

it("goes on from where a run has been", () => {
  expect(new GrowingPace(500, 0).due(500, 0)).toBe(1);
});
