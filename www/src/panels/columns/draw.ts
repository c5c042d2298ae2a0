/** Draws the columns: one layer each, all rows aligned. */

import { font } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { labelStep } from "../../charts/scales.ts";
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
    drawNumbers(context, look.palette, layout);
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
    if (column !== 0 && (column + 1) % step !== 0) continue;
    if (outMiddle - middle(layout, column) < room + palette.small) continue;
    context.fillText(String(column + 1), middle(layout, column), layout.header);
  }
}
