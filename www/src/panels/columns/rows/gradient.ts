/** What comes back: the gradient's size on an absolute logarithmic axis. */

import { drawBar, eachRun } from "../../../charts/bars.ts";
import { powerLabel, rule, snap } from "../../../charts/canvas.ts";
import { KeptDrawing } from "../../../charts/kept-drawing.ts";
import type { Palette } from "../../../charts/palette.ts";
import { at, type LogAxis, position } from "../../../charts/scales.ts";
import { type Band, healthyBand, LIMITS } from "../../../charts/trouble.ts";
import type { Snapshot } from "../../../state/figures.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import type { Layout, Row } from "../layout.ts";
import { drawBand, type Gradient, type Look, middle, nameRun } from "../look.ts";

const SOLID: number[] = [];

const axis: LogAxis = { low: -12, high: 1, start: 0, end: 0 };
const band: Band = { low: 0, high: 0 };

/** Powers of ten from label to label, the first that leaves room between them. */
const STEPS = [4, 6];

/** Draws the row; keeps the axis's labels between frames. */
export class GradientRow {
  readonly #labels = new KeptDrawing();

  draw(
    context: CanvasRenderingContext2D,
    look: Look,
    layout: Layout,
    row: Row,
    snapshot: Snapshot,
    gradient: Gradient,
  ): void {
    // Room for half a label above and below the row.
    const margin = Math.ceil(0.7 * look.palette.small);
    const top = snap(row.top) - margin;
    setAxis(look.palette, row);
    this.#labels.draw(context, 0, top, layout.plotLeft, row.height + 2 * margin, [look, layout], (own) => {
      own.translate(0, -top);
      own.fillStyle = look.palette.faint.css;
      eachPower(look.palette, (power, y) => powerLabel(own, look.palette, power, layout.plotLeft - 7, y));
    });
    drawFigures(context, look, layout, snapshot, gradient);
  }
}

/** Draws the row but for the labels. */
function drawFigures(
  context: CanvasRenderingContext2D,
  look: Look,
  layout: Layout,
  snapshot: Snapshot,
  gradient: Gradient,
): void {
  const { palette, style } = look;
  const { deltaRms, kernelGradientL2 } = snapshot.layers;
  const shown = gradient === "delta" ? deltaRms : kernelGradientL2;
  const other = gradient === "delta" ? kernelGradientL2 : deltaRms;
  const columns = layout.left.length;
  healthyBand(shown, 0, columns, band);
  eachPower(palette, (_, y) => rule(context, layout.plotLeft, layout.plotRight, y, palette.line.css));
  // The output layer is held against other limits.
  drawBand(context, palette, layout, axis, band, columns - 1);
  for (let column = 0; column < columns; column += 1) {
    const width = Math.min(at(layout.width, column), look.widest);
    const left = snap(middle(layout, column) - width / 2);
    const healthy = column === columns - 1 ? LIMITS : band;
    drawBar(context, axis, healthy, at(shown, column), left, width, style);
  }
  drawTicks(context, look, layout, other);
  nameRuns(context, palette, layout, shown);
}

function setAxis(palette: Palette, row: Row): void {
  axis.start = snap(row.top + row.height);
  axis.end = snap(row.top + palette.small);
}

/** Calls back for the powers of ten that are labelled. */
function eachPower(palette: Palette, found: (power: number, y: number) => void): void {
  const decade = (axis.start - axis.end) / (axis.high - axis.low);
  const step = STEPS.find((powers) => powers * decade >= 1.3 * palette.small) ?? -axis.low;
  for (let power = 0; power >= axis.low; power -= step) found(power, position(axis, power));
}

/** The other gradient as a dashed line a column, on paper of its own so that it shows on every bar. */
function drawTicks(
  context: CanvasRenderingContext2D,
  look: Look,
  layout: Layout,
  figures: Float32Array,
): void {
  context.beginPath();
  for (let column = 0; column < layout.left.length; column += 1) {
    const value = at(figures, column);
    if (!(value > 0) || !Number.isFinite(value)) continue;
    const power = Math.log10(value);
    if (power < axis.low || power > axis.high) continue;
    const width = Math.min(at(layout.width, column), look.widest);
    const x = middle(layout, column) - width / 2;
    const y = snap(position(axis, power)) + 0.5;
    context.moveTo(x, y);
    context.lineTo(x + width, y);
  }
  context.lineWidth = 2.4 * look.pen;
  context.strokeStyle = look.palette.paper.css;
  context.stroke();
  context.lineWidth = look.pen;
  context.strokeStyle = look.palette.ink.css;
  context.setLineDash(look.dashes);
  context.stroke();
  context.setLineDash(SOLID);
}

const isZero = (value: number) => value === 0;
const isMissing = (value: number) => value < 0;
const isInfinite = (value: number) => value === Number.POSITIVE_INFINITY;

/** Says in words what runs of columns have instead of a figure. */
function nameRuns(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: Layout,
  figures: Float32Array,
): void {
  const name = (text: string, y: number) => (first: number, last: number) =>
    nameRun(context, palette, layout, first, last, text, y);
  const columns = layout.left.length;
  const head = axis.end - palette.small * 0.6;
  eachRun(figures, columns, isZero, name("0", axis.start - palette.small * 1.4));
  eachRun(figures, columns, isMissing, name(words.frozen, axis.start - palette.small));
  eachRun(figures, columns, isInfinite, name("∞", head));
  eachRun(figures, columns, Number.isNaN, name("NaN", head));
}
