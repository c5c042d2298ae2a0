/** The row of the gradient over time: one line a moment, the newest at the bottom. */

import { triangle } from "../../../charts/bars.ts";
import { snap } from "../../../charts/canvas.ts";
import { Heatmap } from "../../../charts/heatmap.ts";
import { pixel } from "../../../charts/palette.ts";
import { at, eachRun, placementOf } from "../../../charts/scales.ts";
import { type Band, GradientBands } from "../../../charts/severity.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import { count } from "../../../text/numbers.ts";
import { middle, note, type RowDrawing, type Theme } from "../theme.ts";

/** The largest height of a line in pixels. */
const MAX_LINE_HEIGHT = 5;

/** Draws the row; keeps its picture from frame to frame. */
export class HistoryRow {
  readonly #heatmap = new Heatmap();
  readonly #bands = new GradientBands();

  draw(drawing: RowDrawing): void {
    const { context, theme, layout, row, runInfo, snapshot } = drawing;
    const { palette } = theme;
    const columns = layout.left.length;
    const { deltaHistory: history, deltaHistorySteps: steps } = snapshot;
    this.#heatmap.update(history, runInfo.layers, theme.cells, pixel(palette.tooLarge));
    const { rows } = this.#heatmap;
    if (rows === 0) {
      note(drawing, words.fromFirstStep, layout.plotLeft, row.top + palette.small * 0.5);
      return;
    }
    // Room for the marks below the newest line.
    const foot = theme.mark + 2;
    const line = Math.min((row.height - foot) / rows, MAX_LINE_HEIGHT);
    const bottom = row.top + line * rows;
    const newest = (rows - 1) * columns;
    this.#bands.read(history, newest, columns, runInfo.layers);
    for (let column = 0; column < columns; column += 1) {
      const width = Math.min(at(layout.width, column), theme.maxBarWidth);
      const left = snap(middle(layout, column) - width / 2);
      context.imageSmoothingEnabled = line < 1;
      this.#heatmap.draw(context, column, left, width, row.top, line * rows);
      const cover = (style: string | CanvasPattern, rim: number, matches: (value: number) => boolean) => {
        context.fillStyle = style;
        eachRun(
          rows,
          (index) => matches(at(history, index * columns + column)),
          (first, last) =>
            context.fillRect(left + rim, row.top + first * line, width - 2 * rim, (last - first + 1) * line),
        );
      };
      cover(palette.paper.css, Math.min(1.5, width / 4), (value) => value === 0);
      cover(theme.style.hatch, 0, (value) => !Number.isFinite(value));
      const x = middle(layout, column);
      drawMark(context, theme, at(history, newest + column), this.#bands.of(column), x, width, bottom + 3);
    }
    const x = layout.plotLeft - 7;
    if (!layout.narrow) {
      // Each line stands for the steps since the one before, so the first starts at step 0.
      note(drawing, words.beginning, x, row.top + palette.small * 0.4, "right");
      if (bottom - row.top > 2.2 * palette.small) {
        note(drawing, count(at(steps, rows - 1)), x, bottom - palette.small * 0.4, "right");
      }
    }
  }
}

/** A mark below the newest line that distinguishes too small from too large without colour. */
function drawMark(
  context: CanvasRenderingContext2D,
  theme: Theme,
  value: number,
  band: Band,
  x: number,
  width: number,
  y: number,
): void {
  const placement = placementOf(value, band.low, band.high);
  const size = Math.min(theme.mark, width);
  if (placement === "zero" || placement === "below") {
    context.fillStyle = theme.palette.tooSmall.css;
    triangle(context, x, y, size, 1);
  } else if (placement === "above") {
    context.fillStyle = theme.palette.tooLarge.css;
    triangle(context, x, y + size * 0.8, size, -1);
  }
}
