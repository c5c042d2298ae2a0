/** The row of gradients: their sizes on an absolute logarithmic axis. */

import { drawBar } from "../../../charts/bars.ts";
import { CachedLayer } from "../../../charts/cached-layer.ts";
import { font, powerLabel, rule, snap } from "../../../charts/canvas.ts";
import type { Palette } from "../../../charts/palette.ts";
import { at, eachRun, type LogAxis, placementOf, position } from "../../../charts/scales.ts";
import { GradientBands } from "../../../charts/severity.ts";
import { isComputed } from "../../../snapshot-format.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import type { Row } from "../layout.ts";
import { drawBand, middle, nameRun, note, type RowDrawing } from "../theme.ts";

const SOLID: number[] = [];

const axis: LogAxis = { low: -12, high: 1, start: 0, end: 0 };
const bands = new GradientBands();

/** Powers of ten from label to label: the first that leaves enough room is used. */
const STEPS = [4, 6];

/** Draws the row; keeps the axis's labels from frame to frame. */
export class GradientRow {
  readonly #labels = new CachedLayer();

  draw(drawing: RowDrawing): void {
    const { context, theme, layout, row } = drawing;
    // Room for half a label above and below the row.
    const margin = Math.ceil(0.7 * theme.palette.small);
    const top = snap(row.top) - margin;
    setAxis(theme.palette, row);
    this.#labels.draw(context, 0, top, layout.plotLeft, row.height + 2 * margin, [theme, layout], (own) => {
      own.translate(0, -top);
      own.fillStyle = theme.palette.faint.css;
      eachPower(theme.palette, (power, y) => powerLabel(own, theme.palette, power, layout.plotLeft - 7, y));
    });
    drawFigures(drawing);
  }
}

/** Draws the row without the labels. */
function drawFigures(drawing: RowDrawing): void {
  const { context, theme, layout, runInfo, snapshot, gradient } = drawing;
  const { palette, style } = theme;
  const { deltaRms, kernelGradientL2 } = snapshot.layers;
  const shown = gradient === "delta" ? deltaRms : kernelGradientL2;
  const other = gradient === "delta" ? kernelGradientL2 : deltaRms;
  const columns = layout.left.length;
  // What the verdict says of δ is asked of ∇W as well, whose figures are norms.
  bands.read(shown, 0, columns, gradient === "delta" ? runInfo.layers : null);
  eachPower(palette, (_, y) => rule(context, layout.plotLeft, layout.plotRight, y, palette.line.css));
  // Without the output layer, which is not judged.
  drawBand(drawing, axis, (column) => bands.of(column), columns - 1);
  if (layout.input.only) nameBand(drawing, shown);
  for (let column = 0; column < columns; column += 1) {
    const width = Math.min(at(layout.width, column), theme.maxBarWidth);
    const left = snap(middle(layout, column) - width / 2);
    drawBar(context, axis, bands.of(column), at(shown, column), left, width, style);
  }
  if (!layout.input.only) drawTicks(drawing, other);
  nameRuns(drawing, shown);
}

/** Says in the band what it is, where there is no legend, and no bar in the way. */
function nameBand(drawing: RowDrawing, figures: Float32Array): void {
  const { context, theme, layout } = drawing;
  const { small } = theme.palette;
  const { low, high } = bands.of(0);
  const top = position(axis, high);
  const bottom = position(axis, low);
  context.font = font(theme.palette, small);
  const room = Math.ceil((context.measureText(words.brief.healthy).width + small) / layout.pitch);
  const below = (value: number) => isComputed(value) && value >= 0 && Math.log10(value) < low;
  const free = room < figures.length && figures.subarray(0, room).every(below);
  if (!free || !(bottom - top >= 1.3 * small) || !Number.isFinite(bottom - top)) return;
  note(drawing, words.brief.healthy, layout.plotLeft + 0.5 * small, (top + bottom) / 2);
}

function setAxis(palette: Palette, row: Row): void {
  axis.start = snap(row.top + row.height);
  axis.end = snap(row.top + palette.small);
}

/** Calls `found` for the powers of ten that are labelled. */
function eachPower(palette: Palette, found: (power: number, y: number) => void): void {
  const decade = (axis.start - axis.end) / (axis.high - axis.low);
  const step = STEPS.find((powers) => powers * decade >= 1.3 * palette.small) ?? -axis.low;
  for (let power = 0; power >= axis.low; power -= step) found(power, position(axis, power));
}

/** The other gradient as a dashed line in each column, with an outline of paper so that it is visible on bars. */
function drawTicks({ context, theme, layout }: RowDrawing, figures: Float32Array): void {
  context.beginPath();
  for (let column = 0; column < layout.left.length; column += 1) {
    const value = at(figures, column);
    if (placementOf(value, axis.low, axis.high) !== "on-scale") continue;
    const width = Math.min(at(layout.width, column), theme.maxBarWidth);
    const x = middle(layout, column) - width / 2;
    const y = snap(position(axis, Math.log10(value))) + 0.5;
    context.moveTo(x, y);
    context.lineTo(x + width, y);
  }
  context.lineWidth = 2.4 * theme.pen;
  context.strokeStyle = theme.palette.paper.css;
  context.stroke();
  context.lineWidth = theme.pen;
  context.strokeStyle = theme.palette.ink.css;
  context.setLineDash(theme.dashes);
  context.stroke();
  context.setLineDash(SOLID);
}

/** Writes what neighbouring columns have instead of figures. */
function nameRuns(drawing: RowDrawing, figures: Float32Array): void {
  const { small } = drawing.theme.palette;
  const name = (text: string, y: number, matches: (value: number) => boolean) =>
    eachRun(
      figures.length,
      (column) => matches(at(figures, column)),
      (first, last) => nameRun(drawing, first, last, text, y),
    );
  const head = axis.end - small * 0.6;
  name("0", axis.start - small * 1.4, (value) => value === 0);
  name(words.frozen, axis.start - small, (value) => !isComputed(value));
  name("∞", head, (value) => value === Number.POSITIVE_INFINITY);
  name("NaN", head, Number.isNaN);
}
