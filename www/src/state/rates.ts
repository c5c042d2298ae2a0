/** The learning rate of a document's optimizer. */

import { defaultChoice, entryOf } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { getAt, type JsonObject, kindAt, type Path } from "./path.ts";

const OPTIMIZER: Path = ["training", "optimizer"];

/** The rate of the document's optimizer; null if it has none. */
export function rateOf(experiment: JsonObject, catalogue: Catalogue): number | null {
  const given = getAt(experiment, [...OPTIMIZER, "learning_rate"]);
  if (typeof given === "number") return given;
  const kind = kindAt(experiment, OPTIMIZER) ?? defaultChoice(catalogue, "training", "optimizer");
  const rate = entryOf(catalogue, "optimizer", kind)?.parameters.find(
    ({ id }) => id === "learning_rate",
  )?.value;
  return rate?.type === "real" ? rate.default : null;
}
