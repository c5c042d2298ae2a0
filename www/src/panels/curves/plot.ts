/** One small plot of two curves, their names at their ends; uPlot draws it. */

import uPlot from "uplot";
import uPlotStyles from "uplot/dist/uPlot.min.css?inline";
import { font } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { type Column, lastPoint, type Table } from "../../charts/series.ts";

/** What a plot shows and how it writes its figures. */
export interface PlotKind {
  /** The names of the two curves, at their ends. */
  readonly names: readonly [string, string];
  readonly write: (value: number) => string;
  /** The same for the figure at a curve's end. */
  readonly writeEnd: (value: number) => string;
  /** Both ends of the axis of values, from the lowest and the highest of them. */
  readonly range: (low: number, high: number) => [number, number];
  readonly ticks: (low: number, high: number) => number[];
}

/** What the plots' elements look like. */
export const plotStyles = new CSSStyleSheet();
plotStyles.replaceSync(uPlotStyles);

/** A plot in `host`, set up once a look and a kind of axis. */
export class Plot {
  readonly #plot: uPlot;
  /** Shown in the place of the last point's figure, such as `diverged`. */
  endNote: string | null = null;

  constructor(
    host: HTMLElement,
    private readonly palette: Palette,
    private readonly kind: PlotKind,
    readonly logarithmic: boolean,
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
          x: { time: false },
          y: { distr: logarithmic ? 3 : 1, range: (_, low, high) => kind.range(low, high) },
        },
        axes: [
          { show: false },
          {
            size: (_, values) =>
              Math.max(3.4, ...(values ?? []).map(({ length }) => 0.55 * length)) * palette.small,
            gap: 5,
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

  /** Shows other figures. */
  show(table: Table): void {
    this.#plot.batch(() => this.#plot.setData(table));
  }

  /** The curves' latest values in words. */
  latest(): string {
    const ends = [1, 2].flatMap((series) => {
      const end = lastPoint(this.#plot.data[series] as Column);
      return end ? [`${this.kind.names[series - 1] ?? ""} ${this.kind.writeEnd(end.value)}`.trim()] : [];
    });
    return ends.join(", ");
  }

  /** Takes another size. */
  resize(width: number, height: number): void {
    this.#plot.setSize({ width, height });
  }

  /** Takes the plot out of the page. */
  remove(): void {
    this.#plot.destroy();
  }

  #nameEnds(): void {
    const { ctx: context, bbox } = this.#plot;
    const density = devicePixelRatio;
    const size = this.palette.small * density;
    const ends = [1, 2].flatMap((series) => {
      const column = this.#plot.data[series] as (number | null)[];
      const end = lastPoint(column);
      if (!end) return [];
      const x = this.#plot.valToPos(this.#plot.data[0][end.index] ?? 0, "x", true);
      const y = this.#plot.valToPos(end.value, "y", true);
      return [{ series, x, y, label: y, value: end.value }];
    });
    const [first, second] = ends;
    if (first && second && Math.abs(first.y - second.y) < size * 1.15) {
      const centre = (first.y + second.y) / 2;
      const sign = first.y <= second.y ? -1 : 1;
      first.label = centre + (sign * size * 1.15) / 2;
      second.label = centre - (sign * size * 1.15) / 2;
    }
    const labels = ends.map(({ label }) => label);
    const below = Math.max(0, Math.max(...labels) - (bbox.top + bbox.height - size * 0.3));
    const above = Math.max(0, size * 0.6 - Math.min(...labels));
    const shift = above - below;
    context.save();
    context.font = font(this.palette, size);
    context.textAlign = "left";
    context.textBaseline = "middle";
    for (const { series, x, y, label, value } of ends) {
      const name = this.kind.names[series - 1] ?? "";
      context.fillStyle = series === 1 ? this.palette.ink.css : this.palette.soft.css;
      context.fillText(
        `${name} ${this.kind.writeEnd(value)}`.trim(),
        bbox.left + bbox.width + size * 0.5,
        label + shift,
      );
      if (series === 1 && this.endNote !== null) this.#markEnd(context, x, y, size, this.endNote);
    }
    context.restore();
  }

  /** A cross where the curve ends for good. */
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
