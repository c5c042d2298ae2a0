/** Properties of a document that a snapshot's figures do not show. */

import { hiddenOf } from "./hidden.ts";
import { getAt, type JsonObject, kindAt } from "./path.ts";

export interface Traits {
  /** Whether a block has a batch norm, which makes the gradient grow before the first step (Yang et al., 2019). */
  readonly batchNorm: boolean;
  /** Whether all units of a layer start with the same weights; in all but the last hidden layer they then stay the same. */
  readonly alike: boolean;
  /** Whether the optimizer divides steps by the gradient's size, so that they do not shrink with it. */
  readonly adaptive: boolean;
}

export const noTraits: Traits = { batchNorm: false, alike: false, adaptive: false };

/** The traits of a document as the engine normalizes it: without what equals the defaults. */
export function traitsOf(experiment: JsonObject): Traits {
  const blocks = hiddenOf(experiment);
  return {
    batchNorm: blocks.some((block) => kindAt(block, ["normalization"]) === "batch"),
    alike: blocks.every((block) => kindAt(block, ["init"]) === "constant" && !getAt(block, ["dropout"])),
    adaptive: (kindAt(experiment, ["training", "optimizer"]) ?? "sgd") !== "sgd",
  };
}
