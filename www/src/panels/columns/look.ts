/** What the rows are drawn with: everything that follows from the page's look alone, made once a look. */

import type { BarStyle } from "../../charts/bars.ts";
import { font, hatching, rule, snap } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { at, type LogAxis, position } from "../../charts/scales.ts";
import { greys } from "../../charts/tiles.ts";
import { type Band, type Ramp, ramp } from "../../charts/trouble.ts";
import type { Layout } from "./layout.ts";

/** Which gradient the bars show; the other one is the dashed tick. */
export type Gradient = "delta" | "kernel";

/** Colours, patterns and sizes. */
export interface Look {
  readonly palette: Palette;
  readonly cells: Ramp;
  readonly style: BarStyle;
  readonly greys: Uint32Array;
  /** How thick a line is that is a figure, in pixels. */
  readonly pen: number;
  /** The dashes of such a line and what is between them. */
  readonly dashes: number[];
  /** How large a mark is that says which way something is wrong. */
  readonly mark: number;
  /** The widest a bar becomes, in pixels, however few layers there are. */
  readonly widest: number;
}

/** Makes the look of a palette. */
export function makeLook(palette: Palette): Look {
  return {
    palette,
    cells: ramp(palette, "band"),
    style: {
      ramp: ramp(palette, "well"),
      hatch: hatching(palette.tooLarge.css, palette.paper.css) ?? palette.tooLarge.css,
      small: palette.tooSmall.css,
      large: palette.tooLarge.css,
      quiet: palette.faint.css,
      mark: 0.6 * palette.body,
    },
    greys: greys(palette.paper, palette.ink),
    pen: 0.09 * palette.body,
    dashes: [0.21 * palette.body, 0.14 * palette.body],
    mark: 0.43 * palette.body,
    widest: 4.6 * palette.body,
  };
}

/** The middle of a column. */
export function middle(layout: Layout, column: number): number {
  return at(layout.left, column) + at(layout.width, column) / 2;
}

/** A remark in a row, in the small size. */
export function note(
  context: CanvasRenderingContext2D,
  palette: Palette,
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

/** Names what a run of columns has in place of a figure, once for all of them and only where there is room. */
export function nameRun(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: Layout,
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

/** The range in which nothing is wrong, over the first `columns`: a tint between two lines, as in the legend. */
export function drawBand(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: Layout,
  along: LogAxis,
  healthy: Band,
  columns: number,
): void {
  const top = snap(position(along, healthy.high));
  const bottom = snap(position(along, healthy.low));
  const right = layout.plotLeft + columns * layout.pitch;
  context.fillStyle = palette.band.css;
  context.fillRect(layout.plotLeft, top, right - layout.plotLeft, bottom - top);
  rule(context, layout.plotLeft, right, top, palette.ghost.css);
  rule(context, layout.plotLeft, right, bottom, palette.ghost.css);
}
