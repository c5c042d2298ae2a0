import { describe, expect, it } from "vitest";
import { catalogue } from "./fixture.ts";
import { nameOf as named } from "./name.ts";
import type { JsonObject } from "./path.ts";

const start = { version: 1, name: "Vanishing gradients", network: { hidden: [{ activation: "sigmoid" }] } };
const healed = { ...start, network: { hidden: [{ activation: "relu" }] } };
const changed = { suffix: ", changed", longest: 30 };

const nameOf = (experiment: JsonObject, from: JsonObject, words: typeof changed) =>
  named(experiment, from, catalogue, words);

describe("an experiment's name", () => {
  it("is the document's own while nothing is changed", () => {
    expect(nameOf(structuredClone(start), start, changed)).toBe("Vanishing gradients");
  });

  it("says that the document has changed since it was named", () => {
    expect(nameOf(healed, start, changed)).toBe("Vanishing gradients, changed");
  });

  it("says so once, however often it is shared and changed again", () => {
    const shared = { ...healed, name: "Vanishing gradients, changed" };
    expect(nameOf({ ...shared, seed: 7 }, shared, changed)).toBe("Vanishing gradients, changed");
  });

  it.each([
    ["another data set", { ...healed, data: "xor" }],
    ["neither its layers nor their activation", { ...start, network: { hidden: [{ units: 8 }] } }],
    [
      "neither, of several blocks",
      { ...start, network: { hidden: [{ units: 8, activation: "sigmoid" }, { units: 8 }] } },
    ],
  ])("goes with all that it named: %s", (_, another) => {
    expect(nameOf(another, start, changed)).toBe("");
    const shared = { ...start, name: "Vanishing gradients, changed" };
    expect(nameOf({ ...another, name: shared.name }, shared, changed)).toBe("");
    expect(nameOf({ ...another, name: "My net" }, start, changed)).toBe("My net");
  });

  it.each([
    ["the same data set, named", { ...start, data: { kind: "spiral", noise: 0.3 } }],
    ["more layers", { ...start, network: { hidden: [{ activation: "sigmoid", repeat: 3 }] } }],
    ["the default in words", { ...healed, network: { hidden: [{ units: 16, activation: "relu" }] } }],
  ])("stays with what is still akin: %s", (_, akin) => {
    expect(nameOf(akin, start, changed)).toBe("Vanishing gradients, changed");
  });

  it("is what the reader types, for what they typed it for", () => {
    expect(nameOf({ ...healed, name: "My net" }, start, changed)).toBe("My net");
  });

  it("stays within what a document may hold", () => {
    const long = { version: 1, name: "𝛿 ".repeat(15) };
    const name = nameOf({ ...long, seed: 7 }, long, changed);
    expect([...name]).toHaveLength(30);
    expect(name).toMatch(/, changed$/);
  });

  it("is empty where there is none", () => {
    expect(nameOf({ version: 1, seed: 7 }, { version: 1 }, changed)).toBe("");
  });
});
