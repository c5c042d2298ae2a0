/** The row of updates: the ratio of a layer's step to its weights, as dots on a logarithmic axis. */

import { triangle } from "../../../charts/bars.ts";
import { powerLabel, snap } from "../../../charts/canvas.ts";
import { at, type LogAxis, placementOf, position } from "../../../charts/scales.ts";
import type { Band } from "../../../charts/severity.ts";
import { USABLE_UPDATE } from "../../../state/step-size.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import { drawBand, middle, note, type RowDrawing, type Theme } from "../theme.ts";

const DOTTED = [1, 3];
const SOLID: number[] = [];

/** The usable updates, as powers of ten. */
const BAND: Band = { low: Math.log10(USABLE_UPDATE.low), high: Math.log10(USABLE_UPDATE.high) };

/** The power of ten that updates should be near. */
const REFERENCE = -3;

const axis: LogAxis = { low: -8, high: 0, start: 0, end: 0 };

/** Draws the row. */
export function drawUpdate(drawing: RowDrawing): void {
  const { context, theme, layout, row, snapshot } = drawing;
  const { palette } = theme;
  axis.start = snap(row.top + row.height);
  axis.end = snap(row.top);
  drawBand(drawing, axis, () => BAND, layout.left.length);
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
    note(drawing, words.fromFirstStep, layout.plotLeft, row.top + row.height - palette.small * 0.5);
    return;
  }
  // At least a pixel across, however many layers there are.
  const radius = Math.max(0.5, Math.min(palette.body * 0.26, layout.pitch * 0.36));
  for (let column = 0; column < layout.left.length; column += 1) {
    drawDot(context, theme, at(snapshot.layers.updateRatio, column), middle(layout, column), radius);
  }
}

/** A dot within the band, a triangle below or above it, a ring for zero, hatching if not finite, a dash if not computed. */
function drawDot(
  context: CanvasRenderingContext2D,
  theme: Theme,
  value: number,
  x: number,
  radius: number,
): void {
  const { palette } = theme;
  const y = Math.min(axis.start - radius, Math.max(axis.end + radius, position(axis, Math.log10(value))));
  context.beginPath();
  switch (placementOf(value, BAND.low, BAND.high)) {
    case "not-computed":
      context.fillStyle = palette.faint.css;
      context.fillRect(x - radius, axis.start - 2, 2 * radius, 1);
      break;
    case "not-finite":
      context.fillStyle = theme.style.hatch;
      context.fillRect(x - radius, axis.end, 2 * radius, axis.start - axis.end);
      break;
    case "zero":
      context.strokeStyle = palette.tooSmall.css;
      context.lineWidth = 1;
      context.arc(x, axis.start - radius, Math.max(0.5, radius - 0.5), 0, 2 * Math.PI);
      context.stroke();
      break;
    case "below":
      context.fillStyle = palette.tooSmall.css;
      triangle(context, x, y - radius * 0.8, radius * 2.2, 1);
      break;
    case "above":
      context.fillStyle = palette.tooLarge.css;
      triangle(context, x, y + radius * 0.8, radius * 2.2, -1);
      break;
    case "on-scale":
      context.fillStyle = palette.well.css;
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
  }
}
