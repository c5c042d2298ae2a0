/** When a gradient is too small or too large, and the colours for it. */

import { mix, type Palette, pixel } from "./palette.ts";
import { at } from "./scales.ts";

/** Powers of ten between which nothing is wrong. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** How often a gradient may be the last hidden layer's, or the other way round: the verdict's limit, as a power of ten. */
export const MAX_RATIO_POWER = 1;

/** How often its norm may be the output's all the same, without harm: likewise. */
export const MAX_OUTPUT_POWER = 2;

const UNJUDGED: Band = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * The healthy band of each layer's gradient, by the rule of the engine's verdict, which is about the first layer: too small is
 * a tenth of the last hidden layer's, too large ten times of it *and*, as a norm over the units, a hundred times the output's.
 */
export class GradientBands {
  #layers: readonly { readonly columns: number }[] | null = null;
  /** log10 of what makes a root mean square a norm, for each layer. */
  #norms = new Float64Array(0);
  #output = 0;
  #largest = 0;
  readonly #band = { low: 0, high: 0 };

  /**
   * Takes the figures `[layers]` from `start` on, the output's last. They are root mean squares over the columns of kernels,
   * or norms already where `layers` is null.
   */
  read(
    figures: ArrayLike<number>,
    start: number,
    count: number,
    layers: readonly { readonly columns: number }[] | null,
  ): this {
    if (layers !== this.#layers || this.#norms.length !== count) {
      this.#layers = layers;
      this.#norms = Float64Array.from(
        { length: count },
        (_, at) => Math.log10(layers?.[at]?.columns ?? 1) / 2,
      );
    }
    this.#output = count - 1;
    const last = powerOf(at(figures, start + count - 2));
    const output = powerOf(at(figures, start + count - 1));
    this.#largest = output + at(this.#norms, count - 1) + MAX_OUTPUT_POWER;
    this.#band.low = last - MAX_RATIO_POWER;
    this.#band.high = last + MAX_RATIO_POWER;
    return this;
  }

  /** A layer's band: one object for all layers, until the next call. The output is judged by nothing, so its band has no ends. */
  of(layer: number): Band {
    const band = this.#band;
    if (layer === this.#output || Number.isNaN(band.low)) return UNJUDGED;
    const largest = this.#largest - at(this.#norms, layer);
    // Without an output to compare with nothing is too large.
    band.high = Number.isNaN(largest) ? UNJUDGED.high : Math.max(band.low + 2 * MAX_RATIO_POWER, largest);
    return band;
  }
}

/** The power of ten; NaN of what is not positive and finite. */
function powerOf(figure: number): number {
  return figure > 0 && Number.isFinite(figure) ? Math.log10(figure) : Number.NaN;
}

/** The least severity outside the band, so that it can be seen at all. */
const MIN_SEVERITY = 0.25;

/** Powers of ten outside the band at which severity is full. */
const FULL_SEVERITY_DISTANCE = 3;

/** How much is wrong: 0 within the band, towards −1 the further below it, towards 1 the further above. */
export function severity(power: number, band: Band): number {
  const distance = Math.max(band.low - power, power - band.high);
  if (distance <= 0) return 0;
  const amount = MIN_SEVERITY + (1 - MIN_SEVERITY) * Math.min(1, distance / FULL_SEVERITY_DISTANCE) ** 0.7;
  return power < band.low ? -amount : amount;
}

/** Colours of a ramp on each side of its middle. */
const STEPS = 48;

/** The palest tint of a bar that is still recognizable as its colour. */
const MIN_TINT = 0.6;

/** Colours from too small over quiet to too large, as styles and as pixels. */
export interface Ramp {
  readonly styles: readonly string[];
  readonly pixels: Uint32Array;
}

/**
 * A ramp whose middle is `quiet`: the colour of healthy bars, or of the band. Bars change from grey to a tint of the full
 * colour without mixtures of the two, which would look like neither.
 */
export function ramp(palette: Palette, quiet: "well" | "band"): Ramp {
  const colours = Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    const strength = (index - STEPS) / STEPS;
    const full = strength < 0 ? palette.tooSmall : palette.tooLarge;
    if (quiet === "band" || strength === 0) return mix(palette[quiet], full, Math.abs(strength));
    return mix(palette.paper, full, MIN_TINT + (1 - MIN_TINT) * Math.abs(strength));
  });
  return { styles: colours.map((colour) => colour.css), pixels: Uint32Array.from(colours, pixel) };
}

/** The ramp's entry for a {@link severity} of −1…1. */
export function rampIndex(strength: number): number {
  return Math.round((strength + 1) * STEPS);
}
