/** Sliders' positions and typed text as values, and back. */

import type { Numbers } from "./controls.ts";

/** The largest position of a slider; also the largest range that it covers one by one. */
const MAX_POSITION = 200;

/** The largest range that a slider covers with equal steps. */
const MAX_LINEAR_RANGE = 1e6;

/** Spaces between groups of three digits. */
const GROUP_SPACES = /(?<=\d)\s(?=\d{3}(?!\d))/g;

/** The positions of an `<input type="range">`. */
interface SliderRange {
  readonly min: number;
  readonly max: number;
}

/** Whether a slider is of use: not for seeds, whose range is too large. */
export function hasSlider({ travel, logarithmic }: Numbers): boolean {
  return logarithmic || travel[1] - travel[0] <= MAX_LINEAR_RANGE;
}

/** A slider's positions: the numbers themselves for a small range of whole numbers, else 0…200 without an excluded bound. */
export function sliderRange(numbers: Numbers): SliderRange {
  const [low, high] = numbers.travel;
  if (isCounted(numbers)) return { min: low, max: high };
  return {
    min: allowed(low, numbers) === null ? 1 : 0,
    max: allowed(high, numbers) === null ? MAX_POSITION - 1 : MAX_POSITION,
  };
}

/** The position of `value`. Only values at the slider's ends are there, so that a key still moves what is near them. */
export function toPosition(value: number, numbers: Numbers): number {
  const [low, high] = numbers.travel;
  const { min, max } = sliderRange(numbers);
  if (value <= toValue(min, numbers)) return min;
  if (value >= toValue(max, numbers)) return max;
  if (isCounted(numbers)) return value;
  const share = isLogarithmic(numbers)
    ? Math.log(value / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return Math.min(max - 1, Math.max(min + 1, Math.round(share * MAX_POSITION)));
}

/** The value when a key has moved the slider from `value` to `position`: the first in that direction that is another. */
export function nudged(value: number, position: number, numbers: Numbers): number {
  const { min, max } = sliderRange(numbers);
  const direction = Math.sign(position - toPosition(value, numbers)) || 1;
  for (let reached = position; min <= reached && reached <= max; reached += direction) {
    const next = toValue(reached, numbers);
    if ((next - value) * direction > 0) return next;
  }
  return value;
}

/** The value at `position`, rounded to what the slider can distinguish. */
export function toValue(position: number, numbers: Numbers): number {
  const [low, high] = numbers.travel;
  if (isCounted(numbers)) return position;
  if (position === 0) return low;
  if (position === MAX_POSITION) return high;
  const share = position / MAX_POSITION;
  const raw = isLogarithmic(numbers) ? low * (high / low) ** share : low + (high - low) * share;
  const digits = isLogarithmic(numbers)
    ? Number(raw.toPrecision(2))
    : toStep(raw, (high - low) / MAX_POSITION);
  return allowed(numbers.integer ? Math.round(digits) : digits, numbers) ?? raw;
}

/** A power of ten as the page writes it, perhaps with a factor: `2.5×10⁻⁷`. */
const POWER = /^(-?)(?:(.+)×)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/;

/** The number in `text`, typed or as the page writes it; null if the control does not take it. */
export function typedValue(text: string, numbers: Numbers): number | null {
  const plain = text.trim().replace("−", "-").replaceAll(GROUP_SPACES, "");
  const exponent = (raised: string) =>
    [...raised].map((sign) => "0123456789"["⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)] ?? "-").join("");
  const value = Number(
    plain.replace(POWER, (_, sign, factor, raised) => `${sign}${factor ?? 1}e${exponent(raised)}`),
  );
  return text.trim() === "" ? null : allowed(value, numbers);
}

function allowed(value: number, { min, max, minExcluded, maxExcluded, integer }: Numbers): number | null {
  if (!Number.isFinite(value) || (integer && !Number.isInteger(value))) return null;
  if (min !== null && (value < min || (minExcluded && value === min))) return null;
  if (max !== null && (value > max || (maxExcluded && value === max))) return null;
  return value;
}

function isCounted({ integer, travel, logarithmic }: Numbers): boolean {
  return integer && !logarithmic && travel[1] - travel[0] <= MAX_POSITION;
}

function isLogarithmic({ logarithmic, travel }: Numbers): boolean {
  return logarithmic && travel[0] > 0;
}

function toStep(value: number, step: number): number {
  const unit = 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}
