/** Draws the columns, one for each layer, with all rows aligned. */

import { CachedLayer } from "../../charts/cached-layer.ts";
import { font, snap } from "../../charts/canvas.ts";
import { frameScheduler } from "../../charts/frame-scheduler.ts";
import type { Palette } from "../../charts/palette.ts";
import { at, isLabelled, labelStep } from "../../charts/scales.ts";
import type { RunInfo } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { CanvasStrip } from "./canvas-strip.ts";
import type { Layout, RowKey } from "./layout.ts";
import { ActivationsRow } from "./rows/activations.ts";
import { GradientRow } from "./rows/gradient.ts";
import { HistoryRow } from "./rows/history.ts";
import { UnitsRow } from "./rows/units.ts";
import { drawUpdate } from "./rows/update.ts";
import { makeTheme, middle, type RowDrawing, type Theme } from "./theme.ts";

/** What is drawn. */
type DrawingInput = Pick<RowDrawing, "layout" | "runInfo" | "snapshot" | "gradient">;

/** Draws snapshots on canvases within a host element; keeps pictures and colours from frame to frame. */
export class ColumnsDrawing {
  /** From the top. */
  readonly #strips = {
    units: this.#strip("units"),
    activations: this.#strip("activations"),
    gradient: this.#strip("gradient"),
    progress: this.#strip("update", "history"),
  };
  readonly #rows: Readonly<Record<RowKey, { draw(drawing: RowDrawing): void }>> = {
    units: new UnitsRow(),
    activations: new ActivationsRow(),
    gradient: new GradientRow(),
    update: { draw: drawUpdate },
    history: new HistoryRow(),
  };
  readonly #header = new CachedLayer();
  #theme: Theme | null = null;
  #input: DrawingInput | null = null;

  /** Sets the palette; everything is drawn again with the next input. */
  setPalette(palette: Palette): void {
    this.#theme = makeTheme(palette);
    this.#input = null;
  }

  /**
   * Draws `next` within `host`. While a run trains and only its figures are new, the gradient is drawn at once and the rest
   * in the frames that follow.
   */
  show(host: HTMLElement, next: DrawingInput): void {
    const before = this.#input;
    this.#input = next;
    const { layout, runInfo, snapshot, gradient } = next;
    if (layout !== before?.layout || runInfo !== before.runInfo) {
      this.cancel();
      for (const strip of this.#place(host, layout)) strip.draw();
      return;
    }
    if (snapshot === before.snapshot && gradient === before.gradient) return;
    if (snapshot.status.kind !== "ready") {
      this.cancel();
      for (const strip of Object.values(this.#strips)) strip.draw();
      return;
    }
    const { units, activations, progress } = this.#strips;
    this.#strips.gradient.draw();
    if (snapshot.visuals !== before.snapshot.visuals) frameScheduler.request(units.draw);
    frameScheduler.request(activations.draw);
    frameScheduler.request(progress.draw);
  }

  /** Cancels drawings that are still to come. */
  cancel(): void {
    for (const { draw } of Object.values(this.#strips)) frameScheduler.cancel(draw);
  }

  /** Places the strips, which meet halfway between rows; returns those that have rows. */
  #place(host: HTMLElement, layout: Layout): CanvasStrip[] {
    const { rows, input } = layout;
    const placed: CanvasStrip[] = [];
    let top = 0;
    for (const strip of Object.values(this.#strips)) {
      const own = rows.filter(({ key }) => strip.keys.includes(key));
      const last = own.at(-1);
      if (!last) continue;
      const below = rows[rows.indexOf(last) + 1];
      const bottom = snap(below ? (last.top + last.height + below.top) / 2 : input.height);
      strip.place(own, snap(input.width), top, bottom);
      placed.push(strip);
      top = bottom;
    }
    host.replaceChildren(...placed.map(({ canvas }) => canvas));
    return placed;
  }

  #strip(...keys: RowKey[]): CanvasStrip {
    return new CanvasStrip(keys, (strip) => this.#draw(strip));
  }

  #draw(strip: CanvasStrip): void {
    const theme = this.#theme;
    const input = this.#input;
    if (!theme || !input) return;
    const context = strip.begin(theme.palette.paper.css);
    if (!context) return;
    if (strip.rows[0] === input.layout.rows[0]) this.#drawHeader(context, theme, input);
    for (const row of strip.rows) this.#rows[row.key].draw({ ...input, context, theme, row });
  }

  #drawHeader(
    context: CanvasRenderingContext2D,
    { palette }: Theme,
    { layout, runInfo }: DrawingInput,
  ): void {
    const height = Math.ceil(2 * layout.header);
    this.#header.draw(context, 0, 0, layout.input.width, height, [palette, layout, runInfo], (own) => {
      drawNumbers(own, palette, layout);
      drawBlocks(own, palette, layout, runInfo);
    });
  }
}

/** Layer numbers: all, or as many as there is room for. */
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

/** A tick between the numbers where a block with another number of units starts. */
function drawBlocks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: Layout,
  { layers }: RunInfo,
): void {
  context.fillStyle = palette.ghost.css;
  for (let column = 1; column < layers.length - 1; column += 1) {
    if (layers[column]?.units === layers[column - 1]?.units) continue;
    const end = at(layout.left, column - 1) + at(layout.width, column - 1);
    context.fillRect(snap((end + at(layout.left, column)) / 2), 0, 1, 2 * layout.header);
  }
}
