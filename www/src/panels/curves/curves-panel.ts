import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { Pace } from "../../charts/pace.ts";
import { type Palette, readPalette, watchAppearance } from "../../charts/palette.ts";
import { roundTicks } from "../../charts/scales.ts";
import { type Curve, join, type Table, wantsLogAxis } from "../../charts/series.ts";
import { turns } from "../../charts/turns.ts";
import type { Description, Snapshot } from "../../state/figures.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { axisValue, figure, learningRate, loss, percent, powerOfTen, setting } from "../../text/numbers.ts";
import { define } from "../define.ts";
import { figureStyles } from "../headings.ts";
import type { Plot, PlotKind } from "./plot.ts";

/** Figures in a row of the loss history and of the epoch history. */
const LOSS_ROW = 3;
const EPOCH_ROW = 5;

type Plotter = typeof import("./plot.ts");
type Name = "loss" | "accuracy" | "rate";

/** Milliseconds between drawings of curves while they grow: the figures at their ends cannot be read any faster. */
const INTERVAL = 250;

const NAMES: readonly Name[] = ["loss", "accuracy", "rate"];

/** Losses below this are written as powers of ten: with two digits here, so that curves close to each other differ. */
const SMALL = 5e-4;

function smallValue(value: number): string {
  return value > 0 && value < SMALL ? figure(value, 2) : axisValue(value);
}

const LINEAR_LOSS: PlotKind = {
  names: [words.training, words.validation],
  write: smallValue,
  writeEnd: loss,
  range: (low, high) => [Math.min(0, low), high > 0 ? high * 1.05 : 1],
  ticks: roundTicks,
};

const LOG_LOSS: PlotKind = {
  ...LINEAR_LOSS,
  write: (value) => (Number.isInteger(Math.log10(value)) ? powerOfTen(Math.log10(value)) : smallValue(value)),
  range: (low, high) => [low * 0.8, high * 1.25],
  ticks: decades,
};

const ACCURACY: PlotKind = {
  names: [words.training, words.validation],
  write: percent,
  writeEnd: percent,
  range: () => [0, 1],
  ticks: () => [0, 0.5, 1],
};

/** The learning rate's axis has the highest rate as its tick, and so much above it. */
const HEADROOM = 1.15;

const RATE: PlotKind = {
  names: ["", ""],
  write: setting,
  writeEnd: learningRate,
  range: (_, high) => [0, high > 0 ? high * HEADROOM : 1],
  ticks: (_, high) => [0, high / HEADROOM],
};

const KINDS: Record<Name, PlotKind> = { loss: LINEAR_LOSS, accuracy: ACCURACY, rate: RATE };

const NO_CURVE: Curve = { figures: [], width: 1, x: 0, y: 0, stretch: 1 };

/** Powers of ten within an axis, at most four of them; its ends where there are fewer than two. */
function decades(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  if (last <= first) return [low * 1.25, high / 1.25].map((value) => Number(value.toPrecision(2)));
  const step = Math.ceil((last - first + 1) / 4);
  return Array.from(
    { length: Math.floor((last - first) / step) + 1 },
    (_, index) => 10 ** (first + index * step),
  );
}

/** Loss, accuracy and learning rate over the run's steps. */
@define("gradient-lab-curves-panel")
export class CurvesPanel extends LitElement {
  static override styles = [
    figureStyles,
    css`
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
    /* Up to twice as high where there is room. */
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

  /** What stays the same for the run. */
  @property({ attribute: false }) description: Description | null = null;
  /** The figures to draw. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** What draws the plots: loaded with the first curve there is. */
  #plotter: Plotter | null = null;
  #loading = false;
  readonly #plots = new Map<Name, Plot>();
  readonly #tables: Record<Name, Table> = { loss: [[], [], []], accuracy: [[], [], []], rate: [[], [], []] };
  readonly #observer = new ResizeObserver(() => this.#resize());
  #palette: Palette | null = null;
  #logarithmic = false;
  readonly #turns = NAMES.map((name) => () => this.#draw(name));
  readonly #pace = new Pace(INTERVAL, () => {
    for (const draw of this.#turns) turns.ask(draw);
  });
  /** The plots that have a curve to show, as rendered last. */
  #filled = "";
  #unwatch: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    this.#unwatch = watchAppearance(() => {
      this.#forget();
      this.#show();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#unwatch?.();
    this.#rest();
    this.#forget();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const figuresOnly = this.hasUpdated && changed.size === 1 && changed.has("snapshot");
    if (!figuresOnly || this.#fillable().join() !== this.#filled) return true;
    this.#pace.follow();
    return false;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("description")) {
      this.#logarithmic = false;
      this.#forget();
    }
    this.#show();
  }

  override render() {
    const shown = NAMES.filter((name) => name !== "accuracy" || this.description?.task !== "regression");
    const filled = this.#fillable();
    this.#filled = filled.join();
    return shown.map(
      (name) => html`
        <h2>${words[name]}</h2>
        <div class="plot ${name}" role="img" aria-label=${words[name]}>
          ${filled.includes(name) ? nothing : html`<p class="waiting">${words.waiting[name]}</p>`}
        </div>
      `,
    );
  }

  /** A curve takes two points: until then its place says what it waits for. */
  #fillable(): Name[] {
    const { snapshot } = this;
    if (!snapshot) return [];
    const steps = snapshot.lossHistory.length >= 2 * LOSS_ROW;
    const epochs = snapshot.epochHistory.length >= 2 * EPOCH_ROW;
    return NAMES.filter((name) => (name === "accuracy" ? epochs : steps));
  }

  #forget(): void {
    for (const plot of this.#plots.values()) plot.remove();
    this.#plots.clear();
    this.#palette = null;
  }

  /** Draws every plot at once. */
  #show(): void {
    this.#rest();
    for (const name of NAMES) this.#draw(name);
  }

  /** Waits for no turn any more. */
  #rest(): void {
    this.#pace.rest();
    for (const draw of this.#turns) turns.withdraw(draw);
  }

  #draw(name: Name): void {
    const { description, snapshot } = this;
    if (!description || !snapshot || !this.hasUpdated) return;
    if (name === "accuracy" && description.task === "regression") return;
    if (!this.#fillable().includes(name)) {
      this.#drop(name);
      return;
    }
    const plotter = this.#plotter;
    if (!plotter) {
      void this.#load();
      return;
    }
    const table = this.#join(name, description, snapshot);
    if (name === "loss" && !this.#logarithmic && wantsLogAxis([table[1], table[2]])) {
      this.#logarithmic = true;
      this.#drop(name);
    }
    const plot = this.#plots.get(name) ?? this.#make(plotter, name);
    if (!plot) return;
    plot.endNote = name === "loss" && snapshot.status.kind === "diverged" ? words.diverged : null;
    plot.show(table);
    this.#host(name)?.setAttribute("aria-label", `${words[name]}: ${plot.latest()}`);
  }

  /** The curves of one plot in its table. */
  #join(name: Name, description: Description, { lossHistory, epochHistory }: Snapshot): Table {
    const stretch = description.stepsPerEpoch;
    const epoch = (y: number): Curve => ({ figures: epochHistory, width: EPOCH_ROW, x: 0, y, stretch });
    const step = (y: number): Curve => ({ figures: lossHistory, width: LOSS_ROW, x: 0, y, stretch: 1 });
    const curves: Record<Name, [Curve, Curve]> = {
      loss: [step(1), epoch(3)],
      accuracy: [epoch(2), epoch(4)],
      rate: [step(2), NO_CURVE],
    };
    return join(this.#tables[name], ...curves[name], (value) => value >= 0);
  }

  #drop(name: Name): void {
    this.#plots.get(name)?.remove();
    this.#plots.delete(name);
  }

  async #load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      this.#plotter = await import("./plot.ts");
      this.shadowRoot?.adoptedStyleSheets.push(this.#plotter.plotStyles);
      this.#pace.follow();
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
    for (const [name, plot] of this.#plots) {
      const host = this.#host(name);
      if (host) plot.resize(host.clientWidth, host.clientHeight);
    }
    if (this.#plots.size === 0) this.#show();
  }
}
