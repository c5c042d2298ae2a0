import { describe, expect, it } from "vitest";
import { deepEqual, getAt, kindAt, setAt } from "./path.ts";

const experiment = { version: 1, network: { hidden: [{ units: 8 }, { units: 4, init: "he_normal" }] } };

describe("documents by path", () => {
  it("reads what is there, and nothing from what is not", () => {
    expect(getAt(experiment, ["network", "hidden", 1, "units"])).toBe(4);
    expect(getAt(experiment, ["network", "hidden", 7, "units"])).toBeUndefined();
    expect(getAt(experiment, ["network", "constructor"])).toBeUndefined();
  });

  it("changes a copy and leaves the original alone", () => {
    const changed = setAt(experiment, ["network", "hidden", 0, "units"], 99);
    expect(getAt(changed, ["network", "hidden", 0, "units"])).toBe(99);
    expect(getAt(experiment, ["network", "hidden", 0, "units"])).toBe(8);
    expect(getAt(changed, ["network", "hidden", 1])).toBe(getAt(experiment, ["network", "hidden", 1]));
  });

  it("makes what is missing on the way", () => {
    expect(setAt({ version: 1 }, ["network", "hidden", 0, "units"], 3)).toEqual({
      version: 1,
      network: { hidden: [{ units: 3 }] },
    });
  });

  it("removes a field that becomes undefined", () => {
    const removed = setAt(experiment, ["network", "hidden", 1, "init"], undefined);
    expect(getAt(removed, ["network", "hidden", 1])).toStrictEqual({ units: 4 });
  });

  it("finds the kind of a bare name and of an object", () => {
    expect(kindAt(experiment, ["network", "hidden", 1, "init"])).toBe("he_normal");
    expect(kindAt({ data: { kind: "csv" } }, ["data"])).toBe("csv");
    expect(kindAt({}, ["data"])).toBeNull();
  });

  it("compares whatever the order of the fields", () => {
    expect(deepEqual({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
    expect(deepEqual({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(deepEqual([1, 2], [2, 1])).toBe(false);
    expect(deepEqual({ a: null }, { b: null })).toBe(false);
  });
});
