/** Draws the columns: one layer each, all rows aligned. */

import { font, snap } from "../../charts/canvas.ts";
import { KeptDrawing } from "../../charts/kept-drawing.ts";
import type { Palette } from "../../charts/palette.ts";
import { at, isLabelled, labelStep } from "../../charts/scales.ts";
import { turns } from "../../charts/turns.ts";
import type { Description, Snapshot } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import type { Layout, RowKey } from "./layout.ts";
import { type Gradient, type Look, makeLook, middle } from "./look.ts";
import { ActivationsRow } from "./rows/activations.ts";
import { GradientRow } from "./rows/gradient.ts";
import { HistoryRow } from "./rows/history.ts";
import { UnitsRow } from "./rows/units.ts";
import { drawUpdate } from "./rows/update.ts";
import { Strip } from "./strip.ts";

/** What is on show. */
export interface Shown {
  readonly layout: Layout;
  readonly description: Description;
  readonly snapshot: Snapshot;
  readonly gradient: Gradient;
}

type StripKey = "units" | "activations" | "gradient" | "progress";

/** The rows of every strip, from the top. */
const STRIPS: Readonly<Record<StripKey, readonly RowKey[]>> = {
  units: ["units"],
  activations: ["activations"],
  gradient: ["gradient"],
  progress: ["update", "history"],
};

/** Draws snapshots on canvases within a host; keeps its pictures and colours between frames. */
export class ColumnsDrawing {
  readonly #strips: Readonly<Record<StripKey, Strip>> = {
    units: new Strip(),
    activations: new Strip(),
    gradient: new Strip(),
    progress: new Strip(),
  };
  readonly #units = new UnitsRow();
  readonly #activations = new ActivationsRow();
  readonly #gradient = new GradientRow();
  readonly #history = new HistoryRow();
  readonly #header = new KeptDrawing();
  readonly #drawUnits = () => this.#draw(this.#strips.units);
  readonly #drawActivations = () => this.#draw(this.#strips.activations);
  readonly #drawProgress = () => this.#draw(this.#strips.progress);
  #look: Look | null = null;
  #shown: Shown | null = null;

  /** Takes on another look. */
  setLook(palette: Palette): void {
    this.#look = makeLook(palette);
    this.#shown = null;
  }

  /**
   * Shows figures within `host`: at once, but where only they are new and more are to come, the gradient first and the
   * rest by turns.
   */
  show(host: HTMLElement, next: Shown): void {
    const before = this.#shown;
    this.#shown = next;
    const { layout, description, snapshot, gradient } = next;
    if (layout !== before?.layout || description !== before.description) {
      this.rest();
      for (const strip of this.#place(host, layout)) this.#draw(strip);
      return;
    }
    if (snapshot === before.snapshot && gradient === before.gradient) return;
    if (snapshot.status.kind !== "ready") {
      this.rest();
      for (const strip of Object.values(this.#strips)) this.#draw(strip);
      return;
    }
    this.#draw(this.#strips.gradient);
    if (snapshot.pictures !== before.snapshot.pictures) turns.ask(this.#drawUnits);
    turns.ask(this.#drawActivations);
    turns.ask(this.#drawProgress);
  }

  /** Waits for no turn any more. */
  rest(): void {
    for (const draw of [this.#drawUnits, this.#drawActivations, this.#drawProgress]) turns.withdraw(draw);
  }

  /** Puts the strips into their places, which meet in the middle between rows; returns those that have rows. */
  #place(host: HTMLElement, layout: Layout): Strip[] {
    const { rows, room } = layout;
    const placed: Strip[] = [];
    let top = 0;
    for (const [key, keys] of Object.entries(STRIPS)) {
      const strip = this.#strips[key as StripKey];
      const own = rows.filter((row) => keys.includes(row.key));
      const last = own.at(-1);
      if (!last) continue;
      const below = rows[rows.indexOf(last) + 1];
      const bottom = snap(below ? (last.top + last.height + below.top) / 2 : room.height);
      strip.place(own, snap(room.width), top, bottom);
      placed.push(strip);
      top = bottom;
    }
    host.replaceChildren(...placed.map(({ canvas }) => canvas));
    return placed;
  }

  #draw(strip: Strip): void {
    const look = this.#look;
    const shown = this.#shown;
    if (!look || !shown) return;
    const context = strip.begin(look.palette.paper.css);
    if (!context) return;
    const { layout, description, snapshot, gradient } = shown;
    if (strip.rows[0] === layout.rows[0]) this.#drawHeader(context, look, layout, description);
    for (const row of strip.rows) {
      switch (row.key) {
        case "units":
          this.#units.draw(context, look, layout, row, description, snapshot);
          break;
        case "activations":
          this.#activations.draw(context, look, layout, row, snapshot);
          break;
        case "gradient":
          this.#gradient.draw(context, look, layout, row, snapshot, gradient);
          break;
        case "update":
          drawUpdate(context, look, layout, row, snapshot);
          break;
        case "history":
          this.#history.draw(context, look, layout, row, snapshot);
      }
    }
  }

  #drawHeader(
    context: CanvasRenderingContext2D,
    { palette }: Look,
    layout: Layout,
    description: Description,
  ): void {
    const height = Math.ceil(2 * layout.header);
    this.#header.draw(context, 0, 0, layout.room.width, height, [palette, layout, description], (own) => {
      drawNumbers(own, palette, layout);
      drawBlocks(own, palette, layout, description);
    });
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
