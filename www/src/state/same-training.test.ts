import { describe, expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import type { JsonObject } from "./path.ts";
import { trainsAlike } from "./same-training.ts";

const of = (rest: JsonObject): JsonObject => ({ version: 1, ...rest });
const block = (fields: JsonObject) => of({ network: { hidden: [fields] } });

describe("two documents train alike", () => {
  it.each([
    ["but for their names", of({ name: "Mine" }), of({ name: "Yours" })],
    [
      "where one says what the other leaves out",
      of({ data: { kind: "spiral", noise: 0.1 }, seed: 42 }),
      of({}),
    ],
    ["where one has emptied what the other has not", of({ training: {}, network: { output: {} } }), of({})],
    [
      "with a choice by its bare name",
      block({ activation: "relu" }),
      block({ activation: { kind: "relu" } }),
    ],
    ["with one block of defaults, written or not", block({ max_norm: null, dropout: 0 }), of({})],
    [
      "with an optimizer's own defaults",
      of({ training: { optimizer: { kind: "sgd", momentum: 0 } } }),
      of({ training: { optimizer: "sgd" } }),
    ],
    ["in whatever order they say it", of({ seed: 7, data: "xor" }), { data: "xor", seed: 7, version: 1 }],
  ])("%s", (_, one, other) => {
    expect(trainsAlike(one, other, catalogue)).toBe(true);
  });

  it.each([
    ["another seed", of({ seed: 7 }), of({})],
    ["another data set", of({ data: "xor" }), of({})],
    ["a set's own parameter", of({ data: { kind: "spiral", noise: 0.2 } }), of({})],
    [
      "a setting of one block of several",
      of({ network: { hidden: [{}, { units: 8 }] } }),
      of({ network: { hidden: [{}, {}] } }),
    ],
    ["no block at all", of({ network: { hidden: [] } }), of({})],
    ["a limit", block({ max_norm: 2 }), block({})],
    ["another kind of dropout", block({ dropout: { kind: "alpha", rate: 0.1 } }), block({ dropout: 0.1 })],
    ["an optimizer's parameter", of({ training: { optimizer: { kind: "sgd", momentum: 0.9 } } }), of({})],
  ])("but not with %s", (_, one, other) => {
    expect(trainsAlike(one, other, catalogue)).toBe(false);
  });

  it("only where both are documents, as far as they say so before there is a catalogue", () => {
    expect(trainsAlike(null, null, catalogue)).toBe(false);
    expect(trainsAlike(of({ name: "Mine" }), of({}), null)).toBe(true);
    expect(trainsAlike(of({ seed: 7 }), of({}), null)).toBe(false);
  });
});
