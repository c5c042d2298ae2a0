import { ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES } from "./api.ts";

/** The types of what is no text. */
const TYPES: Readonly<Record<string, string>> = {
  autoplay: "boolean",
  height: "number",
  experiment: "object | null",
  running: "boolean",
  snapshot: "ElementSnapshot | null",
};

/** Methods' parameters. */
const PARAMETERS: Readonly<Record<string, object[]>> = {
  step: [{ name: "n", optional: true, default: "1", type: { text: "number" } }],
};

/** What `custom-elements.json` says: a manifest of schema 2.1, which editors and catalogues of elements read. */
export function manifest(): object {
  const listed = (words: Readonly<Record<string, string>>) =>
    Object.entries(words).map(([name, description]) => ({ name, description }));
  const type = (name: string) => ({ text: TYPES[name] ?? "string" });
  const declaration = {
    kind: "class",
    customElement: true,
    name: "GradientLab",
    tagName: "gradient-lab",
    description:
      "A small network that trains in the page, with the verdict on its gradients and a column for every layer.",
    superclass: { name: "HTMLElement" },
    attributes: listed(ATTRIBUTES).map((each) => ({
      ...each,
      type: each.name === "experiment" ? { text: "string" } : type(each.name),
      ...(each.name in PROPERTIES && each.name !== "experiment" && { fieldName: each.name }),
    })),
    members: [
      ...listed(PROPERTIES).map((each) => ({
        kind: "field",
        ...each,
        type: type(each.name),
        ...((each.name === "running" || each.name === "snapshot") && { readonly: true }),
      })),
      ...listed(METHODS).map((each) => ({
        kind: "method",
        ...each,
        ...(each.name in PARAMETERS && { parameters: PARAMETERS[each.name] }),
      })),
    ],
    events: listed(EVENTS).map((each) => ({
      ...each,
      type: { text: `CustomEvent<ElementEvents["${each.name}"]>` },
    })),
    cssParts: listed(PARTS),
    cssProperties: listed(CUSTOM_PROPERTIES),
  };
  const reference = { name: "GradientLab", module: "gradient-lab.js" };
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: "gradient-lab.js",
        declarations: [declaration],
        exports: [{ kind: "custom-element-definition", name: "gradient-lab", declaration: reference }],
      },
    ],
  };
}
