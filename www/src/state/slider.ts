/** From a slider's place to its value and back, and values as typed. */

import type { Numbers } from "./controls.ts";

/** Places of a slider that is not simply counted off. */
const PLACES = 200;

/** The widest travel that a slider covers with equal steps. */
const WIDEST = 1e6;

/** Spaces that part a number's digits in threes. */
const THREES = /(?<=\d)\s(?=\d{3}(?!\d))/g;

/** What an `<input type="range">` needs: `min`, `max` and `step` in places. */
export interface Travel {
  readonly min: number;
  readonly max: number;
}

/** Whether a slider could tell the numbers apart: not among all possible seeds. */
export function hasSlider({ travel, logarithmic }: Numbers): boolean {
  return logarithmic || travel[1] - travel[0] <= WIDEST;
}

/** A slider's places: the numbers themselves for a short row of whole numbers, else 0 … 200. */
export function travelOf(numbers: Numbers): Travel {
  return isCounted(numbers) ? { min: numbers.travel[0], max: numbers.travel[1] } : { min: 0, max: PLACES };
}

/** The place of `value`; the nearest end for one beyond the travel. */
export function placeOf(value: number, numbers: Numbers): number {
  const [low, high] = numbers.travel;
  const within = Math.min(high, Math.max(low, value));
  if (isCounted(numbers)) return within;
  const share = isLogarithmic(numbers)
    ? Math.log(within / low) / Math.log(high / low)
    : (within - low) / (high - low);
  return Math.round(share * PLACES);
}

/** The value at `place`, rounded to what a slider can tell apart. */
export function valueAt(place: number, numbers: Numbers): number {
  const [low, high] = numbers.travel;
  if (isCounted(numbers)) return place;
  const share = place / PLACES;
  const raw = isLogarithmic(numbers) ? low * (high / low) ** share : low + (high - low) * share;
  const digits = isLogarithmic(numbers) ? Number(raw.toPrecision(2)) : toStep(raw, (high - low) / PLACES);
  return allowed(numbers.integer ? Math.round(digits) : digits, numbers) ?? raw;
}

/** The number in `text` if the control takes it. */
export function typedValue(text: string, numbers: Numbers): number | null {
  const value = Number(text.trim().replace("−", "-").replaceAll(THREES, ""));
  return text.trim() === "" ? null : allowed(value, numbers);
}

function allowed(value: number, { min, max, minExcluded, maxExcluded, integer }: Numbers): number | null {
  if (!Number.isFinite(value) || (integer && !Number.isInteger(value))) return null;
  if (min !== null && (value < min || (minExcluded && value === min))) return null;
  if (max !== null && (value > max || (maxExcluded && value === max))) return null;
  return value;
}

function isCounted({ integer, travel, logarithmic }: Numbers): boolean {
  return integer && !logarithmic && travel[1] - travel[0] <= PLACES;
}

function isLogarithmic({ logarithmic, travel }: Numbers): boolean {
  return logarithmic && travel[0] > 0;
}

function toStep(value: number, step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
