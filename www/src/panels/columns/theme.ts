/** What the rows are drawn with: everything that depends only on the page's palette. */

import type { BarStyle } from "../../charts/bars.ts";
import { font, hatching, rule, snap } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { at, type LogAxis, position } from "../../charts/scales.ts";
import { type Band, type Ramp, ramp } from "../../charts/severity.ts";
import { greys } from "../../charts/tiles.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import type { Gradient } from "../../state/sentence.ts";
import type { Layout, Row } from "./layout.ts";

/** Colours, patterns and sizes. */
export interface Theme {
  readonly palette: Palette;
  readonly cells: Ramp;
  readonly style: BarStyle;
  readonly greys: Uint32Array;
  /** The width in pixels of lines that are figures. */
  readonly pen: number;
  /** The lengths of a dash and of the gap after it. */
  readonly dashes: number[];
  /** The size of the triangles that mark too small or too large. */
  readonly mark: number;
  /** The largest width of a bar. */
  readonly maxBarWidth: number;
}

/** What a row is drawn from. */
export interface RowDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly layout: Layout;
  readonly row: Row;
  readonly runInfo: RunInfo;
  readonly snapshot: Snapshot;
  /** The gradient that the bars show; the other one is shown as dashed ticks. */
  readonly gradient: Gradient;
}

/** The theme for a palette. */
export function makeTheme(palette: Palette): Theme {
  return {
    palette,
    cells: ramp(palette, "band"),
    style: {
      ramp: ramp(palette, "well"),
      hatch: hatching(palette.tooLarge.css, palette.paper.css) ?? palette.tooLarge.css,
      small: palette.tooSmall.css,
      quiet: palette.faint.css,
      mark: 0.6 * palette.body,
    },
    greys: greys(palette.paper, palette.ink),
    pen: 0.09 * palette.body,
    dashes: [0.21 * palette.body, 0.14 * palette.body],
    mark: 0.43 * palette.body,
    maxBarWidth: 4.6 * palette.body,
  };
}

/** The middle of a column. */
export function middle(layout: Layout, column: number): number {
  return at(layout.left, column) + at(layout.width, column) / 2;
}

/** A note in a row, in the small size. */
export function note(
  { context, theme: { palette } }: RowDrawing,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign = "left",
): void {
  context.font = font(palette, palette.small);
  context.fillStyle = palette.faint.css;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.fillText(text, x, y);
}

/** Writes what neighbouring columns have instead of figures, once for all of them and only if there is room. */
export function nameRun(
  { context, theme: { palette }, layout }: RowDrawing,
  first: number,
  last: number,
  text: string,
  y: number,
): void {
  const from = at(layout.left, first);
  const to = at(layout.left, last) + at(layout.width, last);
  context.font = font(palette, palette.small);
  const width = context.measureText(text).width;
  if (width > to - from + 2 * palette.small) return;
  const x = Math.max(layout.plotLeft + width / 2, Math.min(layout.plotRight - width / 2, (from + to) / 2));
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.ink.css;
  context.fillText(text, x, y);
}

/** The healthy band over the first `columns`: a tint between two lines, as in the legend, with a step where it changes. */
export function drawBand(
  drawing: RowDrawing,
  axis: LogAxis,
  bandOf: (column: number) => Band,
  columns: number,
): void {
  const { context, layout } = drawing;
  const { palette } = drawing.theme;
  const edge = (column: number) => snap(layout.plotLeft + column * layout.pitch);
  for (let first = 0, next = 0; first < columns; first = next) {
    const { low, high } = bandOf(first);
    for (next = first + 1; next < columns && bandOf(next).high === high; ) next += 1;
    if (!Number.isFinite(low)) continue;
    const top = snap(position(axis, high));
    const bottom = snap(position(axis, low));
    const [left, right] = [edge(first), edge(next)];
    context.fillStyle = palette.band.css;
    context.fillRect(left, top, right - left, bottom - top);
    rule(context, left, right, top, palette.ghost.css);
    rule(context, left, right, bottom, palette.ghost.css);
  }
}
