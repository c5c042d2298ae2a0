import type { Catalogue, Entry, HyperparameterKind } from "../../www/src/engine/generated/types.ts";
import type { Case } from "./cases.ts";

/** A JSON object that is being put together. */
interface Json {
  [key: string]: unknown;
}

const SAMPLES = 70;
const CSV = "x,label\n".concat(...Array.from({ length: SAMPLES }, (_, n) => `${(n * 37) % 71},${n % 3}\n`));

/** What a case differs from in one place. Its last batch is smaller. */
function base(): Json {
  return {
    version: 1,
    data: { kind: "moons", samples: SAMPLES },
    network: { hidden: [{ units: 12, repeat: 2, activation: "leaky_relu" }], output: {} },
    training: { batch_size: 16, epochs: 5, optimizer: { kind: "sgd", learning_rate: 0.1 } },
  };
}

/** Every entry of every catalogue, wherever a document may name it: with its defaults, and with other values. */
export function catalogueCases(catalogue: Catalogue): Case[] {
  return objectCases(catalogue, "document", []);
}

/** The cases of the object that stands at `path` in the document. */
function objectCases(catalogue: Catalogue, object: string, path: readonly string[]): Case[] {
  const info = catalogue.objects[object];
  if (!info) throw new Error(`there is no object ${object}`);
  const cases: Case[] = [];
  const each = (name: string, place: readonly string[], put: (document: Json, choice: Json) => void) => {
    const entries = catalogue.catalogues[name];
    if (!entries) throw new Error(`there is no catalogue ${name}`);
    for (const entry of entries) {
      const choices = [{ kind: entry.id }, ...(entry.parameters.length > 0 ? [elsewhere(entry)] : [])];
      for (const [index, choice] of choices.entries()) {
        const document = base();
        put(document, choice);
        const suffix = index === 0 ? "" : ", other values";
        const csv = entry.id === "csv" ? { csv: CSV } : {};
        cases.push({ name: `${place.join(".")} ${entry.id}${suffix}`, document, ...csv });
      }
    }
  };
  if (info.picks) {
    const sampled = (choice: Json) => (choice.kind === "csv" ? choice : { ...choice, samples: SAMPLES });
    each(info.picks.catalogue, path, (document, choice) => set(document, path, sampled(choice)));
  }
  for (const field of info.fields) {
    const place = [...path, field.id];
    switch (field.type) {
      case "choice":
      case "value_or_choice":
        each(field.catalogue, place, (document, choice) => set(document, place, choice));
        break;
      case "choices":
        each(field.catalogue, place, (document, choice) => set(document, place, [choice]));
        break;
      case "object":
        cases.push(...objectCases(catalogue, field.object, place));
        break;
      case "objects":
        cases.push(...objectCases(catalogue, field.object, [...place, "0"]));
        break;
    }
  }
  return cases;
}

/** Puts `value` at `path`. */
function set(document: Json, path: readonly string[], value: unknown): void {
  const key = path.at(-1);
  if (key === undefined) throw new Error("the document itself is no choice");
  const parent = path.slice(0, -1).reduce((object, key) => object[key] as Json, document);
  parent[key] = value;
}

/** An entry with values that are not its defaults. */
function elsewhere(entry: Entry): Json {
  const values = entry.parameters.map(({ id, value }) => [id, otherThanDefault(value)]);
  return { kind: entry.id, ...Object.fromEntries(values) };
}

/** A value that is allowed and, where it is not derived from the rest of the document, not the default. */
function otherThanDefault(value: HyperparameterKind): unknown {
  switch (value.type) {
    case "real": {
      const [low, high] = value.range.travel;
      return value.default === 0 ? low + 0.3 * (high - low) : 0.7 * value.default;
    }
    case "derived_real":
    case "texts":
      return undefined;
    case "integer":
      return value.default === value.max ? value.min : value.default + 1;
    case "boolean":
      return !value.default;
    case "reals":
      return value.default.map((number) => 0.7 * number);
    case "name":
      return value.names.find((name) => name !== value.default);
  }
}
