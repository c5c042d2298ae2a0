/** When a gradient is too small or too large, and the colours for it. */

import { mix, type Palette, pixel } from "./palette.ts";
import { at } from "./scales.ts";

/** Powers of ten between which nothing is wrong. */
export interface Band {
  low: number;
  high: number;
}

/**
 * The power of ten up to which no gradient counts as too large: the network has learnt its batch, and the little that is
 * left is noise. The engine's verdict has the same floor.
 */
export const MAX_HARMLESS_POWER = -4;

/**
 * Powers of ten that bound every healthy band: above 1 a step overshoots, and below 10⁻¹² the axis ends. How small is too
 * small depends on the other layers alone, since a network that has learnt has small gradients everywhere. For the output
 * layer these limits are the band: its fan-in and fan-out differ from those of the hidden layers.
 */
export const LIMITS: Readonly<Band> = { low: -12, high: 0 };

/** The power of ten that replaces a gradient of the last hidden layer that is not positive and finite. */
const DEFAULT_REFERENCE = -3;

/**
 * The healthy band of the hidden layers: a factor of ten either way from the last hidden layer's gradient, but always up
 * to {@link MAX_HARMLESS_POWER}. `figures` holds a gradient per layer from `start` on, the output's last. Writes into
 * `band`.
 */
export function healthyBand(figures: ArrayLike<number>, start: number, layers: number, band: Band): Band {
  const reference = at(figures, start + Math.max(0, layers - 2));
  const power = reference > 0 && Number.isFinite(reference) ? Math.log10(reference) : DEFAULT_REFERENCE;
  band.low = Math.min(LIMITS.high - 2, Math.max(LIMITS.low, power - 1));
  band.high = Math.max(MAX_HARMLESS_POWER, Math.min(LIMITS.high, power + 1));
  return band;
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
