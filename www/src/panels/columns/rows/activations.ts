/** What a layer gives: the distribution of its activations, their mean and spread, and how many sit still. */

import { eachRun } from "../../../charts/bars.ts";
import { font, rule, snap } from "../../../charts/canvas.ts";
import { asStrips, drawDistribution, Strips } from "../../../charts/distribution.ts";
import type { Palette } from "../../../charts/palette.ts";
import { at } from "../../../charts/scales.ts";
import type { Snapshot } from "../../../state/figures.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import { axisValue, figure, percent } from "../../../text/numbers.ts";
import type { Layout, Row } from "../layout.ts";
import { type Look, middle, nameRun, note } from "../look.ts";

/** Shares of saturated or dead units from which a column is marked. */
export const NOTEWORTHY = 0.25;

/** Columns narrower than this show the mean alone. */
export const SPREAD_FROM = 8;

/** Columns this many times as wide as the body type have room for figures of their own. */
const ROOMY = 7;

/** Draws the row; keeps its strips between frames. */
export class ActivationsRow {
  readonly #strips = new Strips();

  draw(context: CanvasRenderingContext2D, look: Look, layout: Layout, row: Row, snapshot: Snapshot): void {
    const { palette } = look;
    const { layers, histogram, histogramRange: ranges } = snapshot;
    const columns = layout.left.length;
    const bins = Math.floor(histogram.length / columns);
    const roomy = hasFigures(layout, row, palette);
    const strips = asStrips(layout.pitch);
    const height = row.height - (roomy ? palette.small * 1.5 : look.mark);
    const common = sameRange(ranges, columns);
    if (common) drawRange(context, palette, layout.plotLeft - 7, row.top, height, ranges, 0);
    if (strips) this.#strips.update(histogram, columns, palette.ghost);
    context.imageSmoothingEnabled = false;
    const head = row.top + palette.small * 0.6;
    for (let column = 0; column < columns; column += 1) {
      const left = at(layout.left, column);
      const width = at(layout.width, column);
      if (notFinite(at(layers.activationMean, column))) {
        // As where the gradient is not finite: what is left of the distribution would look like one.
        const hatched = Math.min(width, look.widest);
        const top = snap(head + palette.small * 0.8);
        context.fillStyle = look.style.hatch;
        context.fillRect(snap(middle(layout, column) - hatched / 2), top, hatched, row.top + height - top);
        continue;
      }
      const across = Math.min(width, look.widest * 1.5);
      const x = snap(middle(layout, column) - across / 2);
      rule(context, left, left + width, row.top + height, palette.line.css);
      if (strips) this.#strips.draw(context, column, left, width, row.top, height);
      else {
        const start = column * bins;
        drawDistribution(context, histogram, start, bins, x, across, row.top, height, palette.ghost.css);
      }
      drawMoments(context, look, snapshot, column, middle(layout, column), across, row.top, height);
      if (roomy && (!common || column === columns - 1)) {
        drawRange(context, palette, x - 3, row.top, height, ranges, column);
      }
      // An output at the ends of its range is what training is for.
      const share = column === columns - 1 ? 0 : still(snapshot, column);
      if (share >= NOTEWORTHY) {
        context.fillStyle = palette.ink.css;
        context.fillRect(left, snap(row.top + height) + 2, Math.max(2, width * share), look.mark / 2);
      }
      if (roomy) {
        const text = share >= NOTEWORTHY ? stillText(snapshot, column, share) : momentsText(snapshot, column);
        const y = row.top + row.height - palette.small * 0.3;
        note(context, palette, text, middle(layout, column), y, "center");
      }
    }
    eachRun(layers.activationMean, columns, notFinite, (first, last) =>
      nameRun(context, palette, layout, first, last, words.notFinite, head),
    );
  }
}

const notFinite = (value: number) => !Number.isFinite(value);

/** Whether there is room for a column's own figures: beside others', and below a distribution with both its ends labelled. */
export function hasFigures(
  { narrow, pitch }: Pick<Layout, "narrow" | "pitch">,
  row: Row,
  { body, small }: Pick<Palette, "body" | "small">,
): boolean {
  return !narrow && pitch >= ROOMY * body && row.height >= 4 * small;
}

/** The larger of the saturated and the dead share; −1 where a layer has neither. */
export function still(snapshot: Snapshot, column: number): number {
  return Math.max(at(snapshot.layers.saturated, column), at(snapshot.layers.dead, column));
}

function momentsText({ layers }: Snapshot, column: number): string {
  return `${figure(at(layers.activationMean, column), 2)} ± ${figure(at(layers.activationStd, column), 2)}`;
}

function stillText(snapshot: Snapshot, column: number, share: number): string {
  const dead = at(snapshot.layers.dead, column) >= share;
  return `${percent(share)} ${dead ? words.dead : words.saturated}`;
}

/** Whether all hidden columns span the same values, so that one pair of labels at the left does for all. */
function sameRange(ranges: Float32Array, columns: number): boolean {
  for (let column = 1; column < columns - 1; column += 1) {
    if (at(ranges, 2 * column) !== at(ranges, 0) || at(ranges, 2 * column + 1) !== at(ranges, 1))
      return false;
  }
  return columns > 1;
}

function drawRange(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  top: number,
  height: number,
  ranges: Float32Array,
  column: number,
): void {
  context.font = font(palette, palette.small);
  context.fillStyle = palette.faint.css;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText(axisValue(at(ranges, 2 * column + 1)), x, top + palette.small * 0.4);
  context.fillText(axisValue(at(ranges, 2 * column)), x, top + height - palette.small * 0.4);
}

/** The mean as a line across, one standard deviation each way as a line along. */
function drawMoments(
  context: CanvasRenderingContext2D,
  look: Look,
  snapshot: Snapshot,
  column: number,
  x: number,
  width: number,
  top: number,
  height: number,
): void {
  const mean = at(snapshot.layers.activationMean, column);
  const std = at(snapshot.layers.activationStd, column);
  const low = at(snapshot.histogramRange, 2 * column);
  const high = at(snapshot.histogramRange, 2 * column + 1);
  if (!Number.isFinite(mean) || !(high > low)) return;
  const place = (value: number) =>
    top + height * (1 - Math.min(1, Math.max(0, (value - low) / (high - low))));
  context.fillStyle = look.palette.ink.css;
  const across = Math.max(3, Math.min(width * 0.4, look.palette.body));
  context.fillRect(x - across / 2, snap(place(mean)) - look.pen / 2, across, look.pen);
  if (width < SPREAD_FROM || !Number.isFinite(std)) return;
  const end = place(mean + std);
  context.fillRect(snap(x) - look.pen / 2, end, look.pen, Math.max(1, place(mean - std) - end));
}
