/** How the gradient went: one line a moment, the newest below. */

import { triangle } from "../../../charts/bars.ts";
import { snap } from "../../../charts/canvas.ts";
import { eachRowRun, Heatmap } from "../../../charts/heatmap.ts";
import { pixel } from "../../../charts/palette.ts";
import { at } from "../../../charts/scales.ts";
import { type Band, healthyBand, LIMITS, trouble } from "../../../charts/trouble.ts";
import type { Snapshot } from "../../../state/figures.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import { count } from "../../../text/numbers.ts";
import type { Layout, Row } from "../layout.ts";
import { type Look, middle, note } from "../look.ts";

/** A short history prints downwards in lines of this height before it is squeezed. */
const TALLEST = 5;

const isZero = (value: number) => value === 0;
const notFinite = (value: number) => !Number.isFinite(value);

/** Draws the row; keeps its picture between frames. */
export class HistoryRow {
  readonly #heatmap = new Heatmap();
  readonly #band: Band = { low: 0, high: 0 };

  draw(context: CanvasRenderingContext2D, look: Look, layout: Layout, row: Row, snapshot: Snapshot): void {
    const { palette } = look;
    const columns = layout.left.length;
    const { deltaHistory: history, deltaHistorySteps: steps } = snapshot;
    this.#heatmap.update(history, columns, look.cells, pixel(palette.tooLarge));
    const { rows } = this.#heatmap;
    if (rows === 0) {
      note(context, palette, words.fromFirstStep, layout.plotLeft, row.top + palette.small * 0.5);
      return;
    }
    // Room for the mark that says which way the newest line is wrong.
    const foot = look.mark + 2;
    const line = Math.min((row.height - foot) / rows, TALLEST);
    const bottom = row.top + line * rows;
    const newest = (rows - 1) * columns;
    healthyBand(history, newest, columns, this.#band);
    for (let column = 0; column < columns; column += 1) {
      const width = Math.min(at(layout.width, column), look.widest);
      const left = snap(middle(layout, column) - width / 2);
      context.imageSmoothingEnabled = line < 1;
      this.#heatmap.draw(context, column, left, width, row.top, line * rows);
      eachRowRun(history, columns, column, isZero, (first, last) => {
        context.fillStyle = palette.paper.css;
        const rim = Math.min(1.5, width / 4);
        context.fillRect(left + rim, row.top + first * line, width - 2 * rim, (last - first + 1) * line);
      });
      eachRowRun(history, columns, column, notFinite, (first, last) => {
        context.fillStyle = look.style.hatch;
        context.fillRect(left, row.top + first * line, width, (last - first + 1) * line);
      });
      const healthy = column === columns - 1 ? LIMITS : this.#band;
      pointOut(
        context,
        look,
        at(history, newest + column),
        healthy,
        middle(layout, column),
        width,
        bottom + 3,
      );
    }
    const x = layout.plotLeft - 7;
    if (!layout.narrow) {
      // A line stands for the steps since the one before it, so the first begins with the run.
      note(context, palette, words.beginning, x, row.top + palette.small * 0.4, "right");
      if (bottom - row.top > 2.2 * palette.small) {
        note(context, palette, count(at(steps, rows - 1)), x, bottom - palette.small * 0.4, "right");
      }
    }
  }
}

/** Below the newest line, a mark that tells too small from too large without its colour. */
function pointOut(
  context: CanvasRenderingContext2D,
  look: Look,
  value: number,
  band: Band,
  x: number,
  width: number,
  y: number,
): void {
  // What is not computed has no mark, and what is no number its hatching.
  if (value < 0 || !Number.isFinite(value)) return;
  const strength = value === 0 ? -1 : trouble(Math.log10(value), band);
  if (strength === 0) return;
  const size = Math.min(look.mark, width);
  context.fillStyle = strength < 0 ? look.palette.tooSmall.css : look.palette.tooLarge.css;
  if (strength < 0) triangle(context, x, y, size, 1);
  else triangle(context, x, y + size * 0.8, size, -1);
}
