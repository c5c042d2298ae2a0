/** What a document has that the figures of a step do not tell. */

import { hiddenOf } from "./hidden.ts";
import { getAt, type JsonObject, kindAt } from "./path.ts";

export interface Traits {
  /** Whether layers have a batch norm, which makes the gradient grow before the first step (Yang et al., 2019). */
  readonly batchNorm: boolean;
  /** Whether all units of a layer begin with the same weights: then those of every layer but the last hidden stay alike. */
  readonly alike: boolean;
}

export const noTraits: Traits = { batchNorm: false, alike: false };

/** The traits of a document with only what differs from the defaults. */
export function traitsOf(experiment: JsonObject): Traits {
  const blocks = hiddenOf(experiment);
  return {
    batchNorm: blocks.some((block) => kindAt(block, ["normalization"]) === "batch"),
    alike: blocks.every((block) => kindAt(block, ["init"]) === "constant" && !getAt(block, ["dropout"])),
  };
}
