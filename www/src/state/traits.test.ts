import { describe, expect, it } from "vitest";
import type { JsonObject } from "./path.ts";
import { traitsOf } from "./traits.ts";

describe("the traits of a document", () => {
  const of = (...hidden: JsonObject[]) => traitsOf({ network: { hidden } });

  it("are its batch norm, units that begin alike, and an optimizer that evens steps out", () => {
    expect(of({}, { normalization: { kind: "batch", momentum: 0.9 } })).toEqual({
      batchNorm: true,
      alike: false,
      adaptive: false,
    });
    expect(traitsOf({ training: { optimizer: { kind: "adam" } } }).adaptive).toBe(true);
    const constant = { init: { kind: "constant", value: 0.1 } };
    expect(of(constant, constant).alike).toBe(true);
    expect(of(constant, {}).alike).toBe(false);
    expect(of({ ...constant, dropout: 0.2 }).alike).toBe(false);
  });
});
