/** The kinds of plot: their names, axes and figures. */

import { roundTicks } from "../../charts/scales.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { axisValue, figure, learningRate, loss, percent, powerOfTen } from "../../text/numbers.ts";
import type { PlotKind } from "./plot.ts";

/** The plots, top to bottom. */
export const NAMES = ["loss", "accuracy", "rate"] as const;

/** A plot's name. */
export type Name = (typeof NAMES)[number];

/** Losses below this are written as powers of ten, with two digits so that similar ones differ. */
const MIN_PLAIN_LOSS = 5e-4;

function smallValue(value: number): string {
  return value > 0 && value < MIN_PLAIN_LOSS ? figure(value, 2) : axisValue(value);
}

const LINEAR_LOSS: PlotKind = {
  names: [words.training, words.validation],
  write: smallValue,
  writeEnd: loss,
  range: (low, high) => [Math.min(0, low), high > 0 ? high * 1.05 : 1],
  ticks: roundTicks,
};

export const LOG_LOSS: PlotKind = {
  ...LINEAR_LOSS,
  write: (value) => (Number.isInteger(Math.log10(value)) ? powerOfTen(Math.log10(value)) : smallValue(value)),
  range: (low, high) => [low * 0.8, high * 1.25],
  ticks: decades,
};

const ACCURACY: PlotKind = {
  names: [words.training, words.validation],
  write: percent,
  writeEnd: percent,
  range: () => [0, 1],
  ticks: () => [0, 0.5, 1],
};

/** The end of the learning rate's axis over the highest rate, which is its tick. */
const HEADROOM = 1.15;

const RATE: PlotKind = {
  names: ["", ""],
  write: learningRate,
  writeEnd: learningRate,
  range: (_, high) => [0, high > 0 ? high * HEADROOM : 1],
  ticks: (_, high) => [0, high / HEADROOM],
};

export const KINDS: Record<Name, PlotKind> = { loss: LINEAR_LOSS, accuracy: ACCURACY, rate: RATE };

/** The powers of ten within an axis, at most four of them; the axis's ends if there are fewer than two. */
function decades(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  if (last <= first) return [low * 1.25, high / 1.25].map((value) => Number(value.toPrecision(2)));
  const step = Math.ceil((last - first + 1) / 4);
  return Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, index) => 10 ** (first + index * step),
  );
}
