/** What a document has that bears on gradients which grow. */

import { hiddenOf } from "./hidden.ts";
import { type JsonObject, kindAt } from "./path.ts";

export interface Guards {
  /** Whether layers have a batch norm, which makes the gradient grow before the first step (Yang et al., 2019). */
  readonly batchNorm: boolean;
  /** Whether the steps of each layer are clipped by themselves. */
  readonly clipping: boolean;
}

export const noGuards: Guards = { batchNorm: false, clipping: false };

/** The guards of a document with only what differs from the defaults. */
export function guardsOf(experiment: JsonObject): Guards {
  return {
    batchNorm: hiddenOf(experiment).some((block) => kindAt(block, ["normalization"]) === "batch"),
    clipping: ["norm", "value"].includes(kindAt(experiment, ["training", "gradient_clipping"]) ?? ""),
  };
}
