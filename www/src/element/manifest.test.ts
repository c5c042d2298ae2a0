import { expect, it } from "vitest";
import BAR from "./bar.ts?raw";
import ELEMENT from "./gradient-lab.ts?raw";
import { manifest } from "./manifest.ts";
import PICTURES from "./pictures.ts?raw";
import TELLER from "./teller.ts?raw";

const SOURCE = ELEMENT + BAR + PICTURES + TELLER;

interface Manifest {
  modules: [
    { declarations: [{ attributes: Named[]; events: Named[]; members: Named[]; cssParts: Named[] }] },
  ];
}

interface Named {
  name: string;
}

const names = (list: readonly Named[]) => list.map(({ name }) => name).sort();
const [{ declarations }] = (manifest() as Manifest).modules;
const [{ attributes, events, members, cssParts }] = declarations;

it("names every attribute of the element, and no other", () => {
  const own = [...SOURCE.matchAll(/@property\((?:\{([^}]*)\})?\) (\w+)/g)].map(
    ([, options = "", field = ""]) => options.match(/attribute: "(\w+)"/)?.[1] ?? field,
  );
  // The language is every element's own attribute.
  expect(names(attributes)).toEqual([...own, "lang"].sort());
});

it("names every event that the element dispatches", () => {
  const told = new Set([...SOURCE.matchAll(/\.tell\("(\w+)"/g)].map(([, type]) => type));
  expect(names(events)).toEqual([...told].sort());
});

it("names every part of its tree, and the contract's methods and properties", () => {
  const parts = new Set([...SOURCE.matchAll(/\bpart="(\w+)"/g)].map(([, part]) => part));
  expect(names(cssParts)).toEqual([...parts, "train"].sort());
  const contract = ["train", "pause", "step", "reset", "experiment", "running", "snapshot"];
  expect(names(members)).toEqual(expect.arrayContaining(contract));
});
