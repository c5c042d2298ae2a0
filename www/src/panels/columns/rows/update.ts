/** How far a layer moves: its step over its weight, as dots on a logarithmic axis. */

import { triangle } from "../../../charts/bars.ts";
import { powerLabel, snap } from "../../../charts/canvas.ts";
import { at, type LogAxis, position } from "../../../charts/scales.ts";
import { UPDATE_BAND } from "../../../charts/trouble.ts";
import type { Snapshot } from "../../../state/figures.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import type { Layout, Row } from "../layout.ts";
import { drawBand, type Look, middle, note } from "../look.ts";

const DOTTED = [1, 3];
const SOLID: number[] = [];

/** The power of ten that updates should be near. */
const REFERENCE = -3;

const axis: LogAxis = { low: -8, high: 0, start: 0, end: 0 };

/** Draws the row. */
export function drawUpdate(
  context: CanvasRenderingContext2D,
  look: Look,
  layout: Layout,
  row: Row,
  snapshot: Snapshot,
): void {
  const { palette } = look;
  axis.start = snap(row.top + row.height);
  axis.end = snap(row.top);
  drawBand(context, palette, layout, axis, UPDATE_BAND, layout.left.length);
  const reference = snap(position(axis, REFERENCE));
  context.strokeStyle = palette.faint.css;
  context.lineWidth = 1;
  context.setLineDash(DOTTED);
  context.beginPath();
  context.moveTo(layout.plotLeft, reference + 0.5);
  context.lineTo(layout.plotRight, reference + 0.5);
  context.stroke();
  context.setLineDash(SOLID);
  context.fillStyle = palette.faint.css;
  powerLabel(context, palette, REFERENCE, layout.plotLeft - 7, reference);
  if (snapshot.step === 0) {
    note(context, palette, words.fromFirstStep, layout.plotLeft, row.top + row.height - palette.small * 0.5);
    return;
  }
  const radius = Math.min(palette.body * 0.26, layout.pitch * 0.36);
  for (let column = 0; column < layout.left.length; column += 1) {
    drawDot(context, look, at(snapshot.layers.updateRatio, column), middle(layout, column), radius);
  }
}

/** A dot in the band; a triangle that points the way beyond it; a ring for zero, hatched for no number, a dash for nothing. */
function drawDot(
  context: CanvasRenderingContext2D,
  look: Look,
  value: number,
  x: number,
  radius: number,
): void {
  const { palette } = look;
  if (value < 0) {
    context.fillStyle = palette.faint.css;
    context.fillRect(x - radius, axis.start - 2, 2 * radius, 1);
    return;
  }
  if (!Number.isFinite(value)) {
    context.fillStyle = look.style.hatch;
    context.fillRect(x - radius, axis.end, 2 * radius, axis.start - axis.end);
    return;
  }
  context.beginPath();
  if (value === 0) {
    context.strokeStyle = palette.tooSmall.css;
    context.lineWidth = 1;
    context.arc(x, axis.start - radius, radius - 0.5, 0, 2 * Math.PI);
    context.stroke();
    return;
  }
  const power = Math.log10(value);
  const y = Math.min(axis.start - radius, Math.max(axis.end + radius, position(axis, power)));
  if (power < UPDATE_BAND.low) {
    context.fillStyle = palette.tooSmall.css;
    triangle(context, x, y - radius * 0.8, radius * 2.2, 1);
  } else if (power > UPDATE_BAND.high) {
    context.fillStyle = palette.tooLarge.css;
    triangle(context, x, y + radius * 0.8, radius * 2.2, -1);
  } else {
    context.fillStyle = palette.well.css;
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}
