import { describe, expect, it } from "vitest";
import { nameOf } from "./name.ts";

const start = { version: 1, name: "Vanishing gradients", network: { hidden: [{ activation: "sigmoid" }] } };
const healed = { ...start, network: { hidden: [{ activation: "relu" }] } };
const changed = { suffix: ", changed", longest: 30 };

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
