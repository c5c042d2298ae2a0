/** A small plot of two curves with their names at their ends, drawn by uPlot. */

import uPlot from "uplot";
import uPlotStyles from "uplot/dist/uPlot.min.css?inline";
import { font } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { type Column, lastPoint, spread, type Table } from "../../charts/series.ts";

/** What a plot shows, and how it writes its figures. */
export interface PlotKind {
  /** The names of the two curves, at their ends. */
  readonly names: readonly [string, string];
  readonly write: (value: number) => string;
  /** Writes the figure at a curve's end. */
  readonly writeEnd: (value: number) => string;
  /** The ends of the value axis, from the lowest and the highest value. */
  readonly range: (low: number, high: number) => [number, number];
  readonly ticks: (low: number, high: number) => number[];
}

/** The area of the curves, in CSS pixels from the plot's upper left corner. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The width in pixels for the figures of the value axes, shared by all plots so that their steps line up. */
export interface Gutter {
  width: number;
}

/** Pixels between an axis's figures and the plot. */
const GAP = 5;

/** The styles of the plots' elements. */
export const plotStyles = new CSSStyleSheet();
plotStyles.replaceSync(uPlotStyles);

/** A plot in `host`, for one palette and one kind of axis. */
export class Plot {
  readonly #plot: uPlot;
  /** A note at the end of the first curve, such as `diverged`. */
  endNote: string | null = null;
  #steps: [number, number] = [0, 1];

  constructor(
    host: HTMLElement,
    private readonly palette: Palette,
    private readonly kind: PlotKind,
    readonly logarithmic: boolean,
    gutter: Gutter,
    width: number,
    height: number,
  ) {
    const line = { points: { show: false }, spanGaps: true } as const;
    this.#plot = new uPlot(
      {
        width,
        height,
        padding: [palette.small * 0.7, palette.small * 7.5, palette.small * 0.4, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: () => this.#steps },
          y: { distr: logarithmic ? 3 : 1, range: (_, low, high) => kind.range(low, high) },
        },
        axes: [
          { show: false },
          {
            size: (_, values) => {
              const longest = Math.max(...(values ?? []).map(({ length }) => length), 0);
              const room = Math.max(3.4 * palette.small, 0.6 * longest * palette.small + GAP);
              gutter.width = Math.max(gutter.width, room);
              return gutter.width;
            },
            gap: GAP,
            font: font(palette, palette.small),
            stroke: palette.faint.css,
            grid: { stroke: palette.line.css, width: 1 },
            ticks: { show: false },
            splits: (_, _axis, low, high) => kind.ticks(low, high),
            filter: (_, splits) => splits,
            values: (_, splits) => splits.map(kind.write),
          },
        ],
        series: [
          {},
          { ...line, stroke: palette.ink.css, width: 1.5 },
          { ...line, stroke: palette.soft.css, width: 1.5, dash: [5, 3] },
        ],
        hooks: { draw: [() => this.#nameEnds()] },
      },
      [[], [], []],
      host,
    );
  }

  /** Draws curves over an axis between two steps. */
  show(table: Table, steps: [number, number]): void {
    this.#steps = steps;
    this.#plot.batch(() => this.#plot.setData(table));
  }

  /** Draws the same curves beside the gutter, which has become wider. */
  align(): void {
    this.#plot.redraw(true, true);
  }

  /** The area of the curves. */
  get area(): Area {
    const { left, top, width, height } = this.#plot.bbox;
    const density = devicePixelRatio;
    return { left: left / density, top: top / density, width: width / density, height: height / density };
  }

  /** The distance of a step from the plot's left edge. */
  across(step: number): number {
    return this.area.left + this.#plot.valToPos(step, "x");
  }

  /** The distance of a value from the plot's upper edge, within the area; of one that is not finite, the area's top. */
  down(value: number): number {
    const { top, height } = this.area;
    return (
      top + (Number.isFinite(value) ? Math.min(height, Math.max(0, this.#plot.valToPos(value, "y"))) : 0)
    );
  }

  /** The step, perhaps not a whole one, at a distance from the plot's left edge. */
  stepAt(across: number): number {
    return this.#plot.posToVal(across - this.area.left, "x");
  }

  /** The distances from the plot's upper edge of labels beside points at such distances. */
  labels(points: readonly number[]): number[] {
    const { top, height } = this.area;
    const size = this.palette.small;
    return spread(points, size * 1.15, size * 0.6, top + height - size * 0.3);
  }

  /** The curves' latest values in words. */
  latest(): string {
    const ends = [1, 2].flatMap((series) => {
      const end = lastPoint(this.#plot.data[series] as Column);
      return end ? [`${this.kind.names[series - 1] ?? ""} ${this.kind.writeEnd(end.value)}`.trim()] : [];
    });
    return ends.join(", ");
  }

  /** Changes the plot's size. */
  resize(width: number, height: number): void {
    this.#plot.setSize({ width, height });
  }

  /** Removes the plot from the page. */
  remove(): void {
    this.#plot.destroy();
  }

  #nameEnds(): void {
    const { ctx: context, bbox } = this.#plot;
    const density = devicePixelRatio;
    const size = this.palette.small * density;
    const ends = [1, 2].flatMap((series) => {
      const end = lastPoint(this.#plot.data[series] as Column);
      if (!end) return [];
      const x = this.across(this.#plot.data[0][end.index] ?? 0) * density;
      return [{ series, x, y: this.down(end.value), value: end.value }];
    });
    const labels = this.labels(ends.map(({ y }) => y));
    context.save();
    context.font = font(this.palette, size);
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const [index, { series, x, y, value }] of ends.entries()) {
      const name = this.kind.names[series - 1] ?? "";
      context.fillStyle = series === 1 ? this.palette.ink.css : this.palette.soft.css;
      context.fillText(
        `${name} ${this.kind.writeEnd(value)}`.trim(),
        bbox.left + bbox.width + size * 0.5,
        (labels[index] ?? y) * density,
      );
      if (series === 1 && this.endNote !== null) this.#markEnd(context, x, y * density, size, this.endNote);
    }
    context.restore();
  }

  /** A cross and a text at the end of a curve. */
  #markEnd(context: CanvasRenderingContext2D, x: number, y: number, size: number, text: string): void {
    const arm = size * 0.32;
    context.strokeStyle = this.palette.tooLarge.css;
    context.lineWidth = size * 0.16;
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
    context.fillStyle = this.palette.tooLarge.css;
    const { left, width } = this.#plot.bbox;
    const before = x > left + width / 2;
    context.textAlign = before ? "right" : "left";
    context.fillText(text, before ? x - 2 * arm : x + 2 * arm, Math.max(size, y));
    context.textAlign = "left";
  }
}
