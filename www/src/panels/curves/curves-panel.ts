import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { frameScheduler } from "../../charts/frame-scheduler.ts";
import { type Palette, readPalette, watchAppearance } from "../../charts/palette.ts";
import { join, type Table, wantsLogAxis } from "../../charts/series.ts";
import { Throttle } from "../../charts/throttle.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { define } from "../element.ts";
import { figureStyles } from "../headings.ts";
import type { CurveReader, Placed } from "./curve-reader.ts";
import "./curve-reader.ts";
import { KINDS, LOG_LOSS, NAMES, type Name } from "./kinds.ts";
import type { Gutter, Plot } from "./plot.ts";
import { curvesOf, filledPlots, plotsOf, stepRange } from "./values.ts";

type Plotter = typeof import("./plot.ts");

/** Milliseconds between drawings while a run trains: any faster, the figures at the curves' ends could not be read. */
const INTERVAL = 250;

/** Loss, accuracy and learning rate over the run's steps. */
@define("gradient-lab-curves-panel")
export class CurvesPanel extends LitElement {
  static override styles = [
    figureStyles,
    css`
    :host {
      position: relative;
    }
    h2 {
      margin: var(--space-3) 0 0;
    }
    .plot {
      position: relative;
      height: calc(6.8 * var(--text));
    }
    .rate {
      height: calc(3.6 * var(--text));
    }
    /* Space for the axis of steps. */
    .foot {
      height: calc(1.3 * var(--text-small));
    }
    /* Up to twice as high if there is room. */
    @media (width >= 75em) and (height >= 62.5em) {
      :host {
        display: flex;
        flex-direction: column;
      }
      .plot:not(.rate) {
        flex: 1 0 auto;
        max-height: calc(13.6 * var(--text));
      }
    }
    .waiting {
      position: absolute;
      inset: 0;
      margin: 0;
      color: var(--faint);
      font-size: var(--text-small);
    }
  `,
  ];

  /** The run. */
  @property({ attribute: false }) runInfo: RunInfo | null = null;
  /** The figures to draw. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  @query("gradient-lab-curve-reader") private reader!: CurveReader | null;

  /** The module that draws plots, loaded with the first curve. */
  #plotter: Plotter | null = null;
  #loading = false;
  readonly #plots = new Map<Name, Plot>();
  #gutter: Gutter = { width: 0 };
  /** The plots' positions, until the panel's size changes. */
  #places: Omit<Placed, "plot">[] | null = null;
  readonly #tables: Record<Name, Table> = { loss: [[], [], []], accuracy: [[], [], []], rate: [[], [], []] };
  readonly #observer = new ResizeObserver(() => this.#resize());
  #palette: Palette | null = null;
  #logarithmic = false;
  /** Draws the plots one by one. */
  readonly #showReader = () => this.#updateReader();
  readonly #drawings = [...NAMES.map((name) => () => this.#draw(name)), this.#showReader];
  /** Draws them together, so that a step that is being read stays aligned in all of them. */
  readonly #drawAll = () => this.#show();
  readonly #throttle = new Throttle(INTERVAL, () => {
    this.#latest = this.snapshot;
    for (const draw of this.reader?.reading ? [this.#drawAll] : this.#drawings) frameScheduler.request(draw);
  });
  /** The snapshot that all plots are drawn from, even if one by one. */
  #latest: Snapshot | null = null;
  /** The names of the plots that had a curve when last rendered. */
  #filled = "";
  #unwatch: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    this.#unwatch = watchAppearance(() => {
      this.#forget();
      this.#show();
    }, this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#unwatch?.();
    this.#cancel();
    this.#forget();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const figuresOnly = this.hasUpdated && changed.size === 1 && changed.has("snapshot");
    if (!figuresOnly || this.#findFilled().join() !== this.#filled) return true;
    this.#throttle.request();
    return false;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("runInfo")) {
      this.#logarithmic = false;
      this.#forget();
    }
    this.#show();
  }

  override render() {
    const filled = this.#findFilled();
    this.#filled = filled.join();
    return html`
      ${plotsOf(this.runInfo).map(
        (name) => html`
          <h2>${words[name]}</h2>
          <div class="plot ${name}" role="img" aria-label=${words[name]}>
            ${filled.includes(name) ? nothing : html`<p class="waiting">${words.waiting[name]}</p>`}
          </div>
        `,
      )}
      <div class="foot"></div>
      <gradient-lab-curve-reader></gradient-lab-curve-reader>
    `;
  }

  /** The plots that have a curve; the others say when they will have one. */
  #findFilled(): Name[] {
    const { runInfo, snapshot } = this;
    return runInfo && snapshot ? filledPlots(runInfo, snapshot) : [];
  }

  /** Removes all plots. */
  #forget(): void {
    for (const plot of this.#plots.values()) plot.remove();
    this.#plots.clear();
    this.#palette = null;
    this.#gutter = { width: 0 };
    this.#places = null;
    if (this.reader) this.reader.drawn = null;
  }

  /** Draws every plot at once. */
  #show(): void {
    this.#cancel();
    this.#latest = this.snapshot;
    for (const name of NAMES) this.#draw(name);
    this.#updateReader();
  }

  /** Cancels drawings that are still to come. */
  #cancel(): void {
    this.#throttle.cancel();
    for (const draw of [this.#drawAll, ...this.#drawings]) frameScheduler.cancel(draw);
  }

  #draw(name: Name): void {
    const { runInfo } = this;
    const snapshot = this.#latest;
    if (!runInfo || !snapshot || !this.hasUpdated) return;
    if (!filledPlots(runInfo, snapshot).includes(name)) {
      this.#drop(name);
      return;
    }
    const plotter = this.#plotter;
    if (!plotter) {
      void this.#load();
      return;
    }
    const table = join(this.#tables[name], ...curvesOf(name, runInfo, snapshot));
    if (name === "loss" && !this.#logarithmic && wantsLogAxis([table[1], table[2]])) {
      this.#logarithmic = true;
      this.#drop(name);
    }
    const plot = this.#plots.get(name) ?? this.#make(plotter, name);
    if (!plot) return;
    plot.endNote = name === "loss" && snapshot.status.kind === "diverged" ? words.diverged : null;
    const gutter = this.#gutter.width;
    plot.show(table, stepRange(snapshot));
    if (this.#gutter.width > gutter) {
      for (const other of this.#plots.values()) if (other !== plot) other.align();
    }
    this.#host(name)?.setAttribute("aria-label", `${words[name]}: ${plot.latest()}`);
  }

  /** Gives the reader element what is drawn, once all plots are. */
  #updateReader(): void {
    const { runInfo } = this;
    const snapshot = this.#latest;
    if (!runInfo || !snapshot || this.#plots.size === 0) return;
    this.#places ??= this.#findPlaces(runInfo);
    const plots = this.#places.flatMap((place) => {
      const plot = this.#plots.get(place.name);
      return plot ? [{ ...place, plot }] : [];
    });
    const complete = plots.length === filledPlots(runInfo, snapshot).length;
    if (complete && this.reader) this.reader.drawn = { runInfo, snapshot, plots };
  }

  /** The positions of the run's plots. */
  #findPlaces(runInfo: RunInfo): Omit<Placed, "plot">[] {
    const edge = this.getBoundingClientRect().top;
    return plotsOf(runInfo).flatMap((name) => {
      const { top, height } = this.#host(name)?.getBoundingClientRect() ?? {};
      return top === undefined || height === undefined ? [] : [{ name, top: top - edge, height }];
    });
  }

  #drop(name: Name): void {
    if (this.reader && this.#plots.has(name)) {
      this.reader.drawn = null;
      // Its turn may have been before this plot's.
      frameScheduler.request(this.#showReader);
    }
    this.#plots.get(name)?.remove();
    this.#plots.delete(name);
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.#plotter = await import("./plot.ts");
      this.shadowRoot?.adoptedStyleSheets.push(this.#plotter.plotStyles);
      this.#throttle.request();
    } finally {
      this.#loading = false;
    }
  }

  #make({ Plot }: Plotter, name: Name): Plot | null {
    const host = this.#host(name);
    if (!host || host.clientWidth === 0) return null;
    this.#palette ??= readPalette(host);
    const logarithmic = name === "loss" && this.#logarithmic;
    const plot = new Plot(
      host,
      this.#palette,
      logarithmic ? LOG_LOSS : KINDS[name],
      logarithmic,
      this.#gutter,
      host.clientWidth,
      host.clientHeight,
    );
    this.#plots.set(name, plot);
    return plot;
  }

  #host(name: Name): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`.plot.${name}`);
  }

  #resize(): void {
    this.#places = null;
    for (const [name, plot] of this.#plots) {
      const host = this.#host(name);
      if (host) plot.resize(host.clientWidth, host.clientHeight);
    }
    if (this.#plots.size === 0) this.#show();
    else this.#updateReader();
  }
}
