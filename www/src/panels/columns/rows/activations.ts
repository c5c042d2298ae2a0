/** The row of activations: their distribution, mean and spread, and the share that is dead or saturated. */

import { font, rule, snap } from "../../../charts/canvas.ts";
import { DistributionStrips, drawDistribution, usesStrips } from "../../../charts/distribution.ts";
import type { Palette } from "../../../charts/palette.ts";
import { at, eachRun } from "../../../charts/scales.ts";
import { commonAxis, halfway, onAxis, shareOf, type ValueAxis } from "../../../charts/value-axis.ts";
import type { Snapshot } from "../../../state/figures.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import { axisValue, figure, percent } from "../../../text/numbers.ts";
import type { Layout, Row } from "../layout.ts";
import { middle, nameRun, note, type RowDrawing } from "../theme.ts";

/** The share of saturated or dead units from which a column is marked. */
export const MIN_MARKED_SHARE = 0.25;

/** The width in pixels from which a column shows the spread beside the mean. */
export const MIN_SPREAD_WIDTH = 8;

/** The width in ems from which a column has room for its own figures. */
const MIN_FIGURES_WIDTH = 7;

/** Draws the row; keeps its strips from frame to frame. */
export class ActivationsRow {
  readonly #strips = new DistributionStrips();

  draw(drawing: RowDrawing): void {
    const { context, theme, layout, row, snapshot } = drawing;
    const { palette } = theme;
    const { layers, histogramRange: ranges } = snapshot;
    const columns = layout.left.length;
    // Probabilities are no activations to compare: they have an axis of their own.
    const last = columns - 1;
    const apart = columns > 1 && drawing.runInfo.task !== "regression";
    const common = commonAxis(ranges, apart ? last : columns);
    const own: ValueAxis = { low: 0, high: 1, linear: 0 };
    const histogram = onAxis(common, snapshot.histogram, ranges, columns);
    if (apart)
      histogram.set(
        snapshot.histogram.slice(-histogram.length / columns),
        (histogram.length / columns) * last,
      );
    const bins = Math.floor(histogram.length / columns);
    const roomy = hasFigures(layout, row, palette);
    const strips = usesStrips(layout.pitch);
    const height = row.height - (roomy ? palette.small * 1.5 : theme.mark);
    drawRange(drawing, layout.plotLeft - 7, height, common);
    if (strips) this.#strips.update(histogram, columns, palette.ghost);
    context.imageSmoothingEnabled = false;
    const head = row.top + palette.small * 0.6;
    for (let column = 0; column < columns; column += 1) {
      const left = at(layout.left, column);
      const width = at(layout.width, column);
      if (notFinite(at(layers.activationMean, column))) {
        // Hatched like a gradient that is not finite, since the distribution of what is left would mislead.
        const hatched = Math.min(width, theme.maxBarWidth);
        const top = snap(head + palette.small * 0.8);
        context.fillStyle = theme.style.hatch;
        context.fillRect(snap(middle(layout, column) - hatched / 2), top, hatched, row.top + height - top);
        continue;
      }
      const across = Math.min(width, theme.maxBarWidth * 1.5);
      const x = snap(middle(layout, column) - across / 2);
      rule(context, left, left + width, row.top + height, palette.line.css);
      if (strips) this.#strips.draw(context, column, left, width, row.top, height);
      else {
        const start = column * bins;
        drawDistribution(context, histogram, start, bins, x, across, row.top, height, palette.ghost.css);
      }
      const axis = apart && column === last ? own : common;
      drawMoments(drawing, column, across, height, axis);
      if (roomy && axis === own && (common.low !== 0 || common.high !== 1))
        drawRange(drawing, x - 3, height, own);
      // Not for the output layer, whose values should get to the ends of their range.
      const share = column === last ? 0 : stillShare(snapshot, column);
      if (share >= MIN_MARKED_SHARE) {
        context.fillStyle = palette.ink.css;
        context.fillRect(left, snap(row.top + height) + 2, Math.max(2, width * share), theme.mark / 2);
      }
      if (roomy) {
        const text =
          share >= MIN_MARKED_SHARE ? stillText(snapshot, column, share) : momentsText(snapshot, column);
        const y = row.top + row.height - palette.small * 0.3;
        note(drawing, text, middle(layout, column), y, "center");
      }
    }
    eachRun(
      columns,
      (column) => notFinite(at(layers.activationMean, column)),
      (first, last) => nameRun(drawing, first, last, words.notFinite, head),
    );
  }
}

const notFinite = (value: number) => !Number.isFinite(value);

/** Whether there is room for each column's own figures, below its distribution and beside the next column's. */
export function hasFigures(
  { narrow, pitch }: Pick<Layout, "narrow" | "pitch">,
  row: Row,
  { body, small }: Pick<Palette, "body" | "small">,
): boolean {
  return !narrow && pitch >= MIN_FIGURES_WIDTH * body && row.height >= 4 * small;
}

/** The larger of the saturated and the dead share; not computed if neither is. */
export function stillShare(snapshot: Snapshot, column: number): number {
  return Math.max(at(snapshot.layers.saturated, column), at(snapshot.layers.dead, column));
}

function momentsText({ layers }: Snapshot, column: number): string {
  return `${figure(at(layers.activationMean, column), 2)} ± ${figure(at(layers.activationStd, column), 2)}`;
}

function stillText(snapshot: Snapshot, column: number, share: number): string {
  const dead = at(snapshot.layers.dead, column) >= share;
  return `${percent(share)} ${dead ? words.dead : words.saturated}`;
}

/** Labels the ends of an axis, 0 and a logarithmic one's middle at the left of `x`. */
function drawRange(drawing: RowDrawing, x: number, height: number, axis: ValueAxis): void {
  const { context, row } = drawing;
  const { palette } = drawing.theme;
  context.font = font(palette, palette.small);
  context.fillStyle = palette.faint.css;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const margin = palette.small * 0.4;
  for (const value of new Set([axis.low, axis.high, 0, halfway(axis)])) {
    const y = height * (1 - shareOf(axis, value));
    const end = value === axis.low || value === axis.high;
    if (!end && Math.min(y, height - y) < palette.small * 1.3) continue;
    context.fillText(axisValue(value), x, row.top + Math.max(margin, Math.min(height - margin, y)));
  }
}

/** The mean as a horizontal line, one standard deviation each way as a vertical one. */
function drawMoments(
  { context, theme, layout, row: { top }, snapshot }: RowDrawing,
  column: number,
  width: number,
  height: number,
  axis: ValueAxis,
): void {
  const x = middle(layout, column);
  const mean = at(snapshot.layers.activationMean, column);
  const std = at(snapshot.layers.activationStd, column);
  if (!Number.isFinite(mean)) return;
  const place = (value: number) => top + height * (1 - shareOf(axis, value));
  context.fillStyle = theme.palette.ink.css;
  const across = Math.max(3, Math.min(width * 0.4, theme.palette.body));
  context.fillRect(x - across / 2, snap(place(mean)) - theme.pen / 2, across, theme.pen);
  if (width < MIN_SPREAD_WIDTH || !Number.isFinite(std)) return;
  const end = place(mean + std);
  context.fillRect(snap(x) - theme.pen / 2, end, theme.pen, Math.max(1, place(mean - std) - end));
}
