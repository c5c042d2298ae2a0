/** What breaks a healthy network, for readers who want to see it. */

import type { Catalogue } from "./figures.ts";
import { HIDDEN, hiddenOf, kindOf, numberOf } from "./hidden.ts";
import { deepEqual, type Json, type JsonObject, setAt } from "./path.ts";

/** A way to break a network, and the whole document after it; `text` has its name. */
export interface Break {
  readonly id: "sigmoid" | "largeInit" | "zeroInit";
  readonly experiment: JsonObject;
}

/** Powers of ten by which a change has to grow or shrink the gradient to break a healthy network. */
const MIN_BREAK = 1.2;

/** The ways that break the network of `experiment`. */
export function breaksOf(experiment: JsonObject, catalogue: Catalogue): Break[] {
  const hidden = hiddenOf(experiment);
  const depth = hidden.reduce<number>((sum, block) => sum + numberOf(catalogue, block, "repeat"), 0);
  const block = mainBlock(hidden, catalogue);
  const activation = catalogue.activations[kindOf(catalogue, block, "activation")];
  const isNormalized = kindOf(catalogue, block, "normalization") !== "none";
  // A layer of n units has √(n/2) times the gain that keeps a gradient's size; saturation undoes some of it.
  const growth =
    (activation?.bounded ? 0.6 : 1) * Math.log10(Math.sqrt(numberOf(catalogue, block, "units") / 2));
  const ways: (readonly [Break["id"], boolean, JsonObject])[] = [
    // Each layer keeps about 0.14 of the gradient, 10^−0.85.
    [
      "sigmoid",
      !isNormalized && 0.85 * (depth - 1) > MIN_BREAK,
      { activation: "sigmoid", init: "standard_uniform" },
    ],
    [
      "largeInit",
      activation?.fitting_init !== null && growth * (depth - 1) > MIN_BREAK,
      { init: { kind: "normal", stddev: 1 } },
    ],
    ["zeroInit", depth > 1, { init: "zeros" }],
  ];
  return ways.flatMap(([id, suits, fields]) => {
    const blocks = hidden.map((block) => ({ ...(block as JsonObject), ...fields }));
    return suits && !deepEqual(blocks, hidden) ? [{ id, experiment: setAt(experiment, HIDDEN, blocks) }] : [];
  });
}

/** The block with the most layers, which dominates the gradient. */
function mainBlock(hidden: readonly Json[], catalogue: Catalogue): Json | undefined {
  const layers = (block: Json) => numberOf(catalogue, block, "repeat");
  const [most] = [...hidden].sort((one, other) => layers(other) - layers(one));
  return most;
}
