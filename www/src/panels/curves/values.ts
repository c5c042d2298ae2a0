/** The curves within a snapshot, and what they say at a step. */

import { type Curve, type Point, pointAt } from "../../charts/series.ts";
import type { Description, Snapshot } from "../../state/figures.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { KINDS, NAMES, type Name } from "./kinds.ts";

/** Figures in a row of the loss history and of the epoch history. */
const LOSS_ROW = 3;
const EPOCH_ROW = 5;

/** What a curve says at a step, and the point of it that says so. */
export interface Value extends Point {
  /** 0 for the training's curve, 1 for the validation's. */
  readonly series: number;
  readonly text: string;
}

const NO_CURVE: Curve = { figures: [], width: 1, x: 0, y: 0, stretch: 1, holds: "on" };

/** The curves of a plot: the training's and the validation's. A place is a step. */
export function curvesOf(
  name: Name,
  { stepsPerEpoch }: Description,
  { lossHistory, epochHistory }: Snapshot,
): [Curve, Curve] {
  const step = (y: number): Curve => ({
    figures: lossHistory,
    width: LOSS_ROW,
    x: 0,
    y,
    stretch: 1,
    holds: "back",
  });
  const epoch = (y: number): Curve => ({
    figures: epochHistory,
    width: EPOCH_ROW,
    x: 0,
    y,
    stretch: stepsPerEpoch,
    holds: "on",
  });
  const curves: Record<Name, [Curve, Curve]> = {
    loss: [step(1), epoch(3)],
    accuracy: [epoch(2), epoch(4)],
    rate: [step(2), NO_CURVE],
  };
  return curves[name];
}

/** The plots of a run. */
export function plotsOf(description: Description | null): Name[] {
  return NAMES.filter((name) => name !== "accuracy" || description?.task !== "regression");
}

/** The plots that have a curve, which takes two points. */
export function filledPlots(description: Description, { lossHistory, epochHistory }: Snapshot): Name[] {
  const steps = lossHistory.length >= 2 * LOSS_ROW;
  const epochs = epochHistory.length >= 2 * EPOCH_ROW;
  return plotsOf(description).filter((name) => (name === "accuracy" ? epochs : steps));
}

/** Both ends of the axis of steps, which all plots share: the first step and the latest. */
export function stepRange({ step, lossHistory }: Snapshot): [number, number] {
  // The history's steps are rounded to single precision.
  return [lossHistory[0] ?? 0, Math.max(step, lossHistory[lossHistory.length - LOSS_ROW] ?? 0)];
}

/** The epoch that a step belongs to, from 1. */
export function epochOf({ stepsPerEpoch }: Description, step: number): number {
  return Math.max(1, Math.ceil(step / stepsPerEpoch));
}

/** Whether a figure is one: −1 stands for "there is none" in a snapshot. */
export function isThere(value: number): boolean {
  return value >= 0;
}

/** What the curves of a plot say at a step, as far as they have begun by then. */
export function valuesAt(name: Name, description: Description, snapshot: Snapshot, step: number): Value[] {
  const { names, writeEnd } = KINDS[name];
  return curvesOf(name, description, snapshot).flatMap((curve, series) => {
    const point = pointAt(curve, step, isThere);
    return point
      ? [{ ...point, series, text: `${names[series] ?? ""} ${writeEnd(point.value)}`.trim() }]
      : [];
  });
}

/** The same of several plots as one sentence, for those who listen. */
export function spoken(
  plots: readonly Name[],
  description: Description,
  snapshot: Snapshot,
  step: number,
): string {
  const said = plots.flatMap((name) => {
    const texts = valuesAt(name, description, snapshot, step).map(({ text }) => text);
    return texts.length > 0 ? [`${words[name]} ${texts.join(", ")}`] : [];
  });
  return [`${words.step(step)}, ${words.epoch(epochOf(description, step))}`, ...said].join("; ");
}
