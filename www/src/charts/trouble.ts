/** When a gradient is too small or too large, and the colours that say so. */

import { mix, type Palette, pixel } from "./palette.ts";
import { at } from "./scales.ts";

/** Powers of ten between which nothing is wrong. */
export interface Band {
  low: number;
  high: number;
}

/**
 * The power of ten up to which no gradient is too large: the net has learnt its batch, and the little that is left is
 * noise. The verdict has the same floor.
 */
export const TOO_LARGE_FROM = -4;

/** A step relative to a weight that training can use: 10⁻⁴ … 10⁻², the usual rule of thumb. */
export const UPDATE_BAND: Band = { low: -4, high: -2 };

/**
 * Powers of ten a gradient may reach whatever the other layers have: past 1 a step overshoots, and below the axis there
 * is nothing to tell. How small is too small follows from the other layers alone, since a net that has learnt has small
 * gradients everywhere. The output layer is held against these limits: its own fans set it apart from the hidden ones.
 */
export const LIMITS: Readonly<Band> = { low: -12, high: 0 };

/**
 * The healthy band of a run: within ten times of what the last hidden layer has, and never too large up to
 * {@link TOO_LARGE_FROM}, so that a net that has learnt stays quiet. `figures` are a gradient per layer, the output last. Writes into `band`.
 */
export function healthyBand(figures: ArrayLike<number>, start: number, layers: number, band: Band): Band {
  const reference = at(figures, start + Math.max(0, layers - 2));
  const power = reference > 0 && Number.isFinite(reference) ? Math.log10(reference) : USUAL;
  band.low = Math.min(LIMITS.high - 2, Math.max(LIMITS.low, power - 1));
  band.high = Math.max(TOO_LARGE_FROM, Math.min(LIMITS.high, power + 1));
  return band;
}

/** The power of ten that stands in for a last hidden gradient that is none. */
const USUAL = -3;

/** How much is wrong: 0 within the band, towards −1 the further below it, towards 1 above. */
export function trouble(power: number, band: Band): number {
  const distance = Math.max(band.low - power, power - band.high);
  if (distance <= 0) return 0;
  const strength = FAINTEST + (1 - FAINTEST) * Math.min(1, distance / FULL_STRENGTH) ** 0.7;
  return power < band.low ? -strength : strength;
}

/** What is outside the band shows it from the first. */
const FAINTEST = 0.25;

/** Powers of ten outside the band at which a colour is full. */
const FULL_STRENGTH = 3;

/** Steps of a ramp from quiet to full strength, each way. */
const STEPS = 48;

/** The palest tint of a bar that still reads as its colour. */
const PALEST = 0.6;

/** Colours from too small over quiet to too large, as styles and as pixels. */
export interface Ramp {
  readonly styles: readonly string[];
  readonly pixels: Uint32Array;
}

/**
 * A ramp whose middle is `quiet`: the colour of bars, or of the paper's band. Bars turn from grey to a tint of the full
 * colour at once, since a mixture of the two would be neither.
 */
export function ramp(palette: Palette, quiet: "well" | "band"): Ramp {
  const colours = Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    const strength = (index - STEPS) / STEPS;
    const full = strength < 0 ? palette.tooSmall : palette.tooLarge;
    if (quiet === "band" || strength === 0) return mix(palette[quiet], full, Math.abs(strength));
    return mix(palette.paper, full, PALEST + (1 - PALEST) * Math.abs(strength));
  });
  return { styles: colours.map((colour) => colour.css), pixels: Uint32Array.from(colours, pixel) };
}

/** The ramp's entry for a {@link trouble} of −1…1. */
export function rampIndex(strength: number): number {
  return Math.round((strength + 1) * STEPS);
}
