/** Draws the columns: one layer each, all rows aligned. */

import { font, snap } from "../../charts/canvas.ts";
import { KeptDrawing } from "../../charts/kept-drawing.ts";
import type { Palette } from "../../charts/palette.ts";
import { at, isLabelled, labelStep } from "../../charts/scales.ts";
import type { Description, Snapshot } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import type { Layout } from "./layout.ts";
import { type Gradient, type Look, makeLook, middle } from "./look.ts";
import { ActivationsRow } from "./rows/activations.ts";
import { drawGradient } from "./rows/gradient.ts";
import { HistoryRow } from "./rows/history.ts";
import { UnitsRow } from "./rows/units.ts";
import { drawUpdate } from "./rows/update.ts";

/** Draws snapshots; keeps its pictures and colours between frames. */
export class ColumnsDrawing {
  readonly #units = new UnitsRow();
  readonly #activations = new ActivationsRow();
  readonly #history = new HistoryRow();
  readonly #header = new KeptDrawing();
  #look: Look | null = null;

  /** Takes on another look. */
  setLook(context: CanvasRenderingContext2D, palette: Palette): void {
    this.#look = makeLook(context, palette);
  }

  /** Draws one snapshot on an emptied canvas. */
  draw(
    context: CanvasRenderingContext2D,
    layout: Layout,
    description: Description,
    snapshot: Snapshot,
    gradient: Gradient,
  ): void {
    const look = this.#look;
    if (!look) return;
    const { palette } = look;
    const height = Math.ceil(2 * layout.header);
    this.#header.draw(context, 0, 0, layout.room.width, height, [palette, layout, description], (own) => {
      drawNumbers(own, palette, layout);
      drawBlocks(own, palette, layout, description);
    });
    for (const row of layout.rows) {
      switch (row.key) {
        case "units":
          this.#units.draw(context, look, layout, row, description, snapshot);
          break;
        case "activations":
          this.#activations.draw(context, look, layout, row, snapshot);
          break;
        case "gradient":
          drawGradient(context, look, layout, row, snapshot, gradient);
          break;
        case "update":
          drawUpdate(context, look, layout, row, snapshot);
          break;
        case "history":
          this.#history.draw(context, look, layout, row, snapshot);
      }
    }
  }
}

/** Layer numbers, thinned out where there is no room for all. */
function drawNumbers(context: CanvasRenderingContext2D, palette: Palette, layout: Layout): void {
  context.font = font(palette, palette.small);
  context.fillStyle = palette.faint.css;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const last = layout.left.length - 1;
  const step = labelStep(layout.pitch, palette.small * 1.9);
  const room = context.measureText(words.output).width;
  const outMiddle = Math.min(middle(layout, last), layout.plotRight - room / 2);
  context.fillText(words.output, outMiddle, layout.header);
  for (let column = 0; column < last; column += 1) {
    if (!isLabelled(column + 1, step)) continue;
    const number = String(column + 1);
    const apart = (room + context.measureText(number).width + palette.small) / 2;
    if (outMiddle - middle(layout, column) < apart) continue;
    context.fillText(number, middle(layout, column), layout.header);
  }
}

/** A tick between the numbers where a block with other units begins. */
function drawBlocks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: Layout,
  { layers }: Description,
): void {
  context.fillStyle = palette.ghost.css;
  for (let column = 1; column < layers.length - 1; column += 1) {
    if (layers[column]?.units === layers[column - 1]?.units) continue;
    const end = at(layout.left, column - 1) + at(layout.width, column - 1);
    context.fillRect(snap((end + at(layout.left, column)) / 2), 0, 1, 2 * layout.header);
  }
}
