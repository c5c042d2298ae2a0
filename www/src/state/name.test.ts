import { describe, expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import { fieldOf } from "./catalogue.ts";
import { inheritedName, nameOf, renamed } from "./name.ts";
import type { JsonObject } from "./path.ts";

const start = { version: 1, name: "Vanishing gradients", network: { hidden: [{ activation: "sigmoid" }] } };
const healed = { ...start, network: { hidden: [{ activation: "relu" }] } };
const another = { ...start, data: "xor" };

const from = (origin: JsonObject) => ({ start: origin, catalogue, suffix: ", changed" });
const inherited = (experiment: JsonObject, origin: JsonObject) => inheritedName(experiment, from(origin));

describe("the name that an experiment has from where it began", () => {
  it("is the start's own while nothing but the name is changed", () => {
    expect(inherited(structuredClone(start), start)).toBe("Vanishing gradients");
    expect(inherited({ ...start, name: "My net" }, start)).toBe("Vanishing gradients");
  });

  it("says that the experiment has changed since it was named", () => {
    expect(inherited(healed, start)).toBe("Vanishing gradients, changed");
  });

  it("says so once, however often it is shared and changed again", () => {
    const shared = { ...healed, name: "Vanishing gradients, changed" };
    expect(inherited({ ...shared, seed: 7 }, shared)).toBe("Vanishing gradients, changed");
  });

  it.each([
    ["another data set", { ...healed, data: "xor" }],
    ["neither its layers nor their activation", { ...start, network: { hidden: [{ units: 8 }] } }],
    [
      "neither, of several blocks",
      { ...start, network: { hidden: [{ units: 8, activation: "sigmoid" }, { units: 8 }] } },
    ],
  ])("goes with all that it named: %s", (_, gone) => {
    expect(inherited(gone, start)).toBe("");
    expect(inherited(gone, { ...start, name: "Vanishing gradients, changed" })).toBe("");
  });

  it.each([
    ["the same data set, named", { ...start, data: { kind: "spiral", noise: 0.3 } }],
    ["more layers", { ...start, network: { hidden: [{ activation: "sigmoid", repeat: 3 }] } }],
    ["the default in words", { ...healed, network: { hidden: [{ units: 16, activation: "relu" }] } }],
  ])("stays with what is still akin: %s", (_, akin) => {
    expect(inherited(akin, start)).toBe("Vanishing gradients, changed");
  });

  it("stays within what a document may hold", () => {
    const field = fieldOf(catalogue, "document", "name");
    const longest = field?.type === "text" ? field.max_characters : Number.NaN;
    const long = { version: 1, name: "𝛿".repeat(longest) };
    const name = inherited({ ...long, seed: 7 }, long);
    expect([...name]).toHaveLength(longest);
    expect(name).toMatch(/, changed$/);
  });

  it("is empty where there is none", () => {
    expect(inherited({ version: 1, seed: 7 }, { version: 1 })).toBe("");
  });
});

describe("what an edit makes", () => {
  /** What the experiment is called after each of `edits`, in turn. */
  const called = (...edits: ((before: JsonObject) => JsonObject)[]) => {
    let experiment: JsonObject = start;
    return edits.map((edit) => {
      experiment = renamed(edit(experiment), experiment, from(start));
      return nameOf(experiment);
    });
  };
  const to = (wanted: JsonObject) => (before: JsonObject) => ({ ...wanted, ...namedLike(before) });
  const namedLike = ({ name }: JsonObject) => (name === undefined ? {} : { name });
  const typed = (name: string) => (before: JsonObject) => ({ ...before, name });

  it("says in the document itself what has become of its name, and has it back with what it named", () => {
    expect(called(to(healed), to(another), to({ ...another, seed: 7 }), to(healed), to(start))).toEqual([
      "Vanishing gradients, changed",
      "",
      "",
      "Vanishing gradients, changed",
      "Vanishing gradients",
    ]);
  });

  it("is called what the reader types, or nothing where they empty the field, until all is put back", () => {
    expect(called(to(healed), typed("My net"), to(another), to(start), () => start)).toEqual([
      "Vanishing gradients, changed",
      "My net",
      "My net",
      "My net",
      "Vanishing gradients",
    ]);
    expect(called(to(healed), typed(""), to({ ...healed, seed: 7 }))).toEqual([
      "Vanishing gradients, changed",
      "",
      "",
    ]);
  });

  it("is not called what it no longer is by typing the old name", () => {
    expect(called(to(healed), typed("Mine"), typed("Vanishing gradients"))[2]).toBe(
      "Vanishing gradients, changed",
    );
  });
});
