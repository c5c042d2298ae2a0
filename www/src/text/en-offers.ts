/** The words for the changes on offer. */

import type { Offer, RemedyPart } from "../state/remedies.ts";
import { setting } from "./numbers.ts";

/** The words before the buttons of the changes on offer. */
export function offersLead({ kind }: Offer): string {
  return kind === "break" ? "Now break it" : "Try";
}

/** A change's name on its button. */
export function offerLabel(offer: Offer): string {
  if (offer.kind === "break") return BREAKS[offer.id];
  const [first = "", ...others] = [...new Set(offer.parts.map(remedyPart))];
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others].join(", ");
}

const BREAKS = {
  sigmoid: "Sigmoid, U(±1/√n)",
  largeInit: "Init σ = 1",
  zeroInit: "Zero init",
};

/** One thing that a remedy sets. */
function remedyPart({ field, ofOutput, value, label, gain, from }: RemedyPart): string {
  const figure = typeof value === "number" ? setting(value) : label;
  switch (field) {
    case "activation":
      return label;
    case "init":
      return `${label} init${gain === 1 ? "" : ` × ${setting(gain)}`}${ofOutput ? " of the output" : ""}`;
    case "bias_init":
      return "biases from 0";
    case "normalization":
      return `${label.toLowerCase()} norm`;
    case "normalization_placement":
      return "norm before activation";
    case "dropout":
      return value === 0 ? "no dropout" : `dropout ${figure}`;
    case "l1":
    case "l2":
      return value === 0 ? "no penalty" : `${field} ${figure}`;
    case "max_norm":
      return value === null ? "no max-norm" : `max-norm ${figure}`;
    case "frozen":
      return "unfreeze";
    case "gradient_clipping":
      return value === "none" ? "no clipping" : `clip ${label.toLowerCase()}`;
    case "schedule":
      return `${label.toLowerCase()} rate`;
    case "weight_decay":
      return `weight decay ${figure}`;
    case "learning_rate":
      return from === null ? `rate ${figure}` : `rate ${setting(from)} → ${figure}`;
    case "batch_size":
      return `batches of ${figure}`;
    case "epochs":
      return `${figure} epochs`;
    case "samples":
      return `${figure} samples`;
    case "standardize":
      return "standardize the data";
    case "standardize_target":
      return "standardize the target";
    case "hidden":
      return "a hidden layer";
    default:
      return `${field} ${figure}`;
  }
}
