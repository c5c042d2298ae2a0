/** Predictions against targets, for data without a picture. */

import { type Frame, font, rule, snap } from "../../charts/canvas.ts";
import { mix } from "../../charts/palette.ts";
import { at, roundTicks } from "../../charts/scales.ts";
import type { RunInfo, Visuals } from "../../state/figures.ts";
import { outcomeWords as words } from "../../text/en-panels.ts";
import { axisValue } from "../../text/numbers.ts";
import { predictedClass } from "./samples.ts";

/** The confusion matrix `[classes, classes]`, a row for each target and a column for each prediction. */
function confusion(runInfo: RunInfo, visuals: Visuals): Uint32Array {
  const { dataPreview, classes } = runInfo;
  const counts = new Uint32Array(classes.length ** 2);
  if (dataPreview.kind !== "table") return counts;
  for (let sample = 0; sample < dataPreview.targets.length; sample += 1) {
    const cell = at(dataPreview.targets, sample) * classes.length + predictedClass(runInfo, visuals, sample);
    counts[cell] = at(counts, cell) + 1;
  }
  return counts;
}

/** Draws the confusion matrix. */
export function drawConfusion(frame: Frame, runInfo: RunInfo, visuals: Visuals): void {
  const { context, width, height, palette } = frame;
  const { classes } = runInfo;
  const counts = confusion(runInfo, visuals);
  const line = palette.small * 1.4;
  context.font = font(palette, palette.small);
  const longest = Math.max(...classes.map((name) => context.measureText(name).width));
  const corner = context.measureText(words.predictedAcross).width;
  const left = Math.max(corner, Math.min(longest, width * 0.3)) + palette.small * 0.7;
  const upright = (width - left) / classes.length < longest + 4;
  const top = line + (upright ? left : line * 0.2);
  const cell = Math.min((width - left) / classes.length, (height - top) / classes.length);
  context.textBaseline = "middle";
  context.fillStyle = palette.faint.css;
  context.textAlign = "right";
  context.fillText(words.predictedAcross, left - palette.small * 0.5, top - palette.small * 0.7);
  for (let target = 0; target < classes.length; target += 1) {
    const y = snap(top + target * cell);
    let total = 0;
    for (let index = 0; index < classes.length; index += 1)
      total += at(counts, target * classes.length + index);
    context.fillStyle = palette.soft.css;
    if (cell >= palette.small) {
      const name = classes[target] ?? "";
      const room = left - palette.small * 0.5;
      context.textAlign = "right";
      context.fillText(name, room, y + cell / 2, room);
      const above = top - palette.small * (upright ? 0.4 : 0.7);
      nameColumn(context, name, left + (target + 0.5) * cell, above, room, upright);
    }
    context.textAlign = "center";
    for (let index = 0; index < classes.length; index += 1) {
      const x = snap(left + index * cell);
      const count = at(counts, target * classes.length + index);
      const share = total > 0 ? count / total : 0;
      context.fillStyle = mix(palette.band, palette.well, share).css;
      context.fillRect(x, y, cell - 1, cell - 1);
      if (index === target) {
        context.strokeStyle = palette.ink.css;
        context.strokeRect(x + 0.5, y + 0.5, cell - 2, cell - 2);
      }
      if (count === 0 || cell < palette.small * 1.25) continue;
      context.fillStyle = share > 0.5 ? palette.paper.css : palette.ink.css;
      context.fillText(String(count), x + cell / 2, y + cell / 2, cell - 2);
    }
  }
}

/** A column's class above it, rotated if the names are too long. */
function nameColumn(
  context: CanvasRenderingContext2D,
  name: string,
  x: number,
  y: number,
  room: number,
  upright: boolean,
): void {
  context.save();
  context.translate(x, y);
  if (upright) context.rotate(-Math.PI / 2);
  context.textAlign = upright ? "left" : "center";
  context.fillText(name, 0, 0, room);
  context.restore();
}

/** Draws every sample's prediction against its target, and the line on which they are equal. */
export function drawScatter(frame: Frame, { dataPreview }: RunInfo, visuals: Visuals): void {
  const { context, width, height, palette } = frame;
  if (dataPreview.kind !== "table") return;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const target of dataPreview.targets) {
    low = Math.min(low, target);
    high = Math.max(high, target);
  }
  const margin = (high - low) * 0.06 || 1;
  low -= margin;
  high += margin;
  const left = palette.small * 3;
  const bottom = height - palette.small * 2.8;
  const x = (value: number) => left + ((value - low) / (high - low)) * (width - left - 1);
  const y = (value: number) =>
    bottom - Math.min(1.02, Math.max(-0.02, (value - low) / (high - low))) * bottom;
  context.font = font(palette, palette.small);
  context.textBaseline = "middle";
  for (const tick of roundTicks(low, high)) {
    rule(context, left, width, y(tick), palette.line.css);
    context.fillStyle = palette.faint.css;
    context.textAlign = "right";
    context.fillText(axisValue(tick), left - 5, y(tick));
    context.textAlign = "center";
    context.fillText(axisValue(tick), x(tick), bottom + palette.small);
  }
  context.strokeStyle = palette.faint.css;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x(low), y(low));
  context.lineTo(x(high), y(high));
  context.stroke();
  context.fillStyle = palette.faint.css;
  context.textAlign = "right";
  context.fillText(words.target, width, height - palette.small * 0.6);
  context.textAlign = "left";
  context.fillText(words.prediction, left, palette.small * 0.5);
  context.fillStyle = palette.class0.css;
  context.globalAlpha = 0.75;
  context.beginPath();
  for (let sample = 0; sample < dataPreview.targets.length; sample += 1) {
    const value = at(visuals.predictions, sample);
    if (!Number.isFinite(value)) continue;
    const across = x(at(dataPreview.targets, sample));
    const down = y(value);
    context.moveTo(across + 2.4, down);
    context.arc(across, down, 2.4, 0, 2 * Math.PI);
  }
  context.fill();
  context.globalAlpha = 1;
}
