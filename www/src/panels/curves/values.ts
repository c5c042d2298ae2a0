/** The curves within a snapshot, and their values at a step. */

import { type Curve, type Point, pointAt } from "../../charts/series.ts";
import { EPOCH_ROW, LOSS_ROW } from "../../snapshot-format.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { KINDS, NAMES, type Name } from "./kinds.ts";

/** A curve's value at a step, and the point that it is from. */
export interface Value extends Point {
  /** 0 for the training curve, 1 for the validation curve. */
  readonly series: number;
  readonly text: string;
}

const NO_CURVE: Curve = { figures: [], width: 1, x: 0, y: 0, stretch: 1, holds: "on" };

/** The two curves of a plot, training and validation. Their places are steps. */
export function curvesOf(
  name: Name,
  { stepsPerEpoch }: RunInfo,
  { lossHistory, epochHistory }: Snapshot,
): [Curve, Curve] {
  const { width, step: x } = LOSS_ROW;
  const bySteps = (y: number): Curve => ({ figures: lossHistory, width, x, y, stretch: 1, holds: "back" });
  const byEpochs = (y: number): Curve => ({
    figures: epochHistory,
    width: EPOCH_ROW.width,
    x: EPOCH_ROW.epoch,
    y,
    stretch: stepsPerEpoch,
    holds: "on",
  });
  switch (name) {
    case "loss":
      return [bySteps(LOSS_ROW.loss), byEpochs(EPOCH_ROW.validationLoss)];
    case "accuracy":
      return [byEpochs(EPOCH_ROW.trainingAccuracy), byEpochs(EPOCH_ROW.validationAccuracy)];
    case "rate":
      return [bySteps(LOSS_ROW.learningRate), NO_CURVE];
  }
}

/** The plots of a run. */
export function plotsOf(runInfo: RunInfo | null): Name[] {
  return NAMES.filter((name) => name !== "accuracy" || runInfo?.task !== "regression");
}

/** The plots that have a curve, which needs two points. */
export function filledPlots(runInfo: RunInfo, { lossHistory, epochHistory }: Snapshot): Name[] {
  const steps = lossHistory.length >= 2 * LOSS_ROW.width;
  const epochs = epochHistory.length >= 2 * EPOCH_ROW.width;
  return plotsOf(runInfo).filter((name) => (name === "accuracy" ? epochs : steps));
}

/** The ends of the axis of steps that all plots share: the first step and the latest. */
export function stepRange({ step, lossHistory }: Snapshot): [number, number] {
  // The history's steps are in single precision, so the last may be rounded up.
  const last = lossHistory[lossHistory.length - LOSS_ROW.width + LOSS_ROW.step] ?? 0;
  return [lossHistory[LOSS_ROW.step] ?? 0, Math.max(step, last)];
}

/** The epoch that a step belongs to, from 1. */
export function epochOf({ stepsPerEpoch }: RunInfo, step: number): number {
  return Math.max(1, Math.ceil(step / stepsPerEpoch));
}

/** The values of a plot's curves at a step, of those that have started by then. */
export function valuesAt(name: Name, runInfo: RunInfo, snapshot: Snapshot, step: number): Value[] {
  const { names, writeEnd } = KINDS[name];
  return curvesOf(name, runInfo, snapshot).flatMap((curve, series) => {
    const point = pointAt(curve, step);
    return point
      ? [{ ...point, series, text: `${names[series] ?? ""} ${writeEnd(point.value)}`.trim() }]
      : [];
  });
}

/** The values of several plots as one sentence, for screen readers. */
export function spoken(plots: readonly Name[], runInfo: RunInfo, snapshot: Snapshot, step: number): string {
  const values = plots.flatMap((name) => {
    const texts = valuesAt(name, runInfo, snapshot, step).map(({ text }) => text);
    return texts.length > 0 ? [`${words[name]} ${texts.join(", ")}`] : [];
  });
  return [`${words.step(step)}, ${words.epoch(epochOf(runInfo, step))}`, ...values].join("; ");
}
