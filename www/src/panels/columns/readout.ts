/** The exact figures of one layer as text. */

import { at } from "../../charts/scales.ts";
import { isComputed } from "../../snapshot-format.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { figure, percent } from "../../text/numbers.ts";

/** A name and its value. */
export interface Reading {
  readonly name: string;
  readonly value: string;
}

/** A layer's label above its column: its number from 1, or `out`. */
export function columnName(runInfo: RunInfo, column: number): string {
  return column === runInfo.layers.length - 1 ? words.output : String(column + 1);
}

/** A layer's figures. */
export function readings(runInfo: RunInfo, snapshot: Snapshot, column: number): Reading[] {
  const layer = runInfo.layers[column];
  const { layers } = snapshot;
  const names = words.figures;
  return [
    { name: names.delta, value: measured(at(layers.deltaRms, column), layer?.frozen) },
    { name: names.kernelGradient, value: measured(at(layers.kernelGradientL2, column), layer?.frozen) },
    // Not the 0 of the snapshot: before the first step there is no update.
    {
      name: names.update,
      value: snapshot.step === 0 ? "–" : measured(at(layers.updateRatio, column), layer?.frozen),
    },
    { name: names.mean, value: figure(at(layers.activationMean, column)) },
    { name: names.std, value: figure(at(layers.activationStd, column)) },
    isComputed(at(layers.dead, column))
      ? { name: names.dead, value: percent(at(layers.dead, column)) }
      : { name: names.saturated, value: shareText(at(layers.saturated, column)) },
  ];
}

/** The readings as one sentence, for screen readers. */
export function spoken(runInfo: RunInfo, snapshot: Snapshot, column: number): string {
  const figures = readings(runInfo, snapshot, column).map(({ name, value }) => `${name} ${value}`);
  return [words.layer(columnName(runInfo, column)), ...figures].join(", ");
}

function measured(value: number, frozen = false): string {
  if (!isComputed(value)) return frozen ? words.frozen : "–";
  return figure(value);
}

function shareText(value: number): string {
  return isComputed(value) ? percent(value) : "–";
}
