import { css, html, LitElement, nothing, type PropertyValues, unsafeCSS } from "lit";
import { property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { nearestPlace, placeBeyond } from "../../charts/series.ts";
import { turns } from "../../charts/turns.ts";
import type { Description, Snapshot } from "../../state/figures.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { count } from "../../text/numbers.ts";
import { define } from "../define.ts";
import type { Name } from "./kinds.ts";
import type { Plot } from "./plot.ts";
import { curvesOf, epochOf, spoken, stepRange, valuesAt } from "./values.ts";

/** A plot and its place, in pixels from the panel's upper edge. */
export interface Placed {
  readonly name: Name;
  readonly plot: Plot;
  readonly top: number;
  readonly height: number;
}

/** Plots as they are drawn, top to bottom: the same steps in the same places. */
export interface Drawn {
  readonly description: Description;
  readonly snapshot: Snapshot;
  readonly plots: readonly Placed[];
}

/** An epoch's end is picked from so many pixels away: all curves have a figure there. */
const REACH = 4;

/** Pixels that a curve's end may reach out of its plot. */
const STROKE = 2;

/** Points of a curve that a page is long. */
const PAGE = 10;

/** Lies over the plots: their common axis of steps, and the exact values at the step that the reader points at. */
@define("gradient-lab-curve-reader")
export class CurveReader extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      contain: layout style;
      pointer-events: none;
      font-size: var(--text-small);
      line-height: 1.3;
    }
    .over {
      pointer-events: auto;
      touch-action: pan-y;
      -webkit-user-select: none;
      user-select: none;
    }
    .over:focus {
      outline: none;
    }
    .over:focus-visible {
      outline: var(--focus-ring);
      outline-offset: var(--focus-offset);
    }
    div,
    span {
      position: absolute;
      pointer-events: none;
      white-space: nowrap;
    }
    .axis {
      color: var(--faint);
    }
    .axis > * {
      bottom: 0;
    }
    .last {
      right: 0;
    }
    .epoch {
      left: calc(100% + 0.5em);
    }
    .held .axis {
      color: var(--ink);
    }
    .line {
      width: 1px;
      margin-left: -0.5px;
      background: var(--soft);
      forced-color-adjust: none;
    }
    .point {
      width: 7px;
      height: 7px;
      margin: -3.5px;
      box-sizing: border-box;
      border: 1.5px solid var(--ink);
      border-radius: 50%;
      background: var(--ink);
      forced-color-adjust: none;
    }
    .point.second {
      border-color: var(--soft);
      background: var(--paper);
    }
    /* Over the figures at the curves' ends. */
    .values {
      right: 0;
      background: var(--paper);
      color: var(--ink);
      line-height: 1;
    }
    .values span {
      left: calc(0.5em - ${unsafeCSS(STROKE)}px);
      transform: translateY(-50%);
    }
    .values .second {
      color: var(--soft);
    }
  `;

  /** What is drawn; null as long as there is no curve. */
  @property({ attribute: false }) drawn: Drawn | null = null;

  /** The step whose values are shown. */
  @state() private held: number | null = null;
  @query(".over") private over!: HTMLElement | null;

  /** Whether it shows values: all plots should then be drawn together. */
  get reading(): boolean {
    return this.held !== null;
  }

  #across = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.#escape);
    document.addEventListener("pointerdown", this.#pressElsewhere);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#escape);
    document.removeEventListener("pointerdown", this.#pressElsewhere);
    this.#release();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("drawn");
    if (changed.has("drawn") && before?.description !== this.drawn?.description) this.#release();
  }

  readonly #point = (event: PointerEvent): void => {
    this.#across = event.offsetX;
    turns.ask(this.#takeStep);
  };

  /** Takes the step under the pointer. */
  readonly #takeStep = (): void => {
    const { drawn } = this;
    const plot = drawn?.plots[0]?.plot;
    if (!drawn || !plot) return;
    const [first, last] = stepRange(drawn.snapshot);
    const step = Math.min(last, Math.max(first, plot.stepAt(this.#across)));
    const reach = plot.stepAt(REACH) - plot.stepAt(0);
    const curves = curvesOf("loss", drawn.description, drawn.snapshot);
    this.held = nearestPlace(curves, curves[1], step, reach);
  };

  readonly #leave = (event: PointerEvent): void => {
    if (event.pointerType !== "touch" && !this.over?.matches(":focus-visible")) this.#release();
  };

  readonly #focus = (): void => {
    if (this.held === null && this.drawn && this.over?.matches(":focus-visible")) {
      this.held = this.#beyond(stepRange(this.drawn.snapshot)[1], 0);
    }
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.#release();
  };

  /** A finger does not leave what it has pressed. */
  readonly #pressElsewhere = (event: PointerEvent): void => {
    if (!this.over || !event.composedPath().includes(this.over)) this.#release();
  };

  readonly #release = (): void => {
    turns.withdraw(this.#takeStep);
    this.held = null;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (!this.drawn || event.altKey || event.ctrlKey || event.metaKey) return;
    const [first, last] = stepRange(this.drawn.snapshot);
    const from = this.held ?? last;
    const target = {
      ArrowLeft: () => this.#beyond(from, -1),
      ArrowDown: () => this.#beyond(from, -1),
      ArrowRight: () => this.#beyond(from, 1),
      ArrowUp: () => this.#beyond(from, 1),
      PageDown: () => this.#beyond(from, -PAGE),
      PageUp: () => this.#beyond(from, PAGE),
      Home: () => first,
      End: () => last,
    }[event.key];
    if (!target) return;
    event.preventDefault();
    this.held = target();
  };

  #beyond(from: number, points: number): number {
    return this.drawn
      ? placeBeyond(curvesOf("loss", this.drawn.description, this.drawn.snapshot), from, points)
      : from;
  }

  override render() {
    const { drawn, held } = this;
    const last = drawn?.plots.at(-1);
    if (!drawn || !last) return nothing;
    const { description, snapshot, plots } = drawn;
    const [from, to] = stepRange(snapshot);
    const names = plots.map(({ name }) => name);
    return html`<div
      class=${held === null ? "over" : "over held"}
      style=${styleMap({ inset: "0 0 auto", height: `calc(${last.top + last.height}px + 1.3em)` })}
      role="slider"
      tabindex="0"
      aria-label=${words.reader}
      aria-valuemin=${from}
      aria-valuemax=${to}
      aria-valuenow=${held ?? to}
      aria-valuetext=${held === null ? words.hint : spoken(names, description, snapshot, held)}
      @pointermove=${this.#point}
      @pointerdown=${this.#point}
      @pointerleave=${this.#leave}
      @pointercancel=${this.#release}
      @keydown=${this.#key}
      @focus=${this.#focus}
      @blur=${this.#release}
    >
      ${held === null ? nothing : plots.map((placed) => renderValues(placed, drawn, held))}
      ${renderAxis(last, drawn, held)}
    </div>`;
  }
}

/** Below the last plot: both ends of the axis, or the held step in its place. */
function renderAxis({ plot, top, height }: Placed, { description, snapshot }: Drawn, held: number | null) {
  const [first, last] = stepRange(snapshot);
  const { left, width } = plot.area;
  const box = { left: `${left}px`, width: `${width}px`, top: `${top + height}px`, height: "1.3em" };
  // Along with the line, but never over the axis's ends.
  const share = held === null ? 0 : (plot.across(held) - left) / width;
  const along = { left: `${100 * share}%`, transform: `translateX(${-100 * share}%)` };
  return html`<div class="axis" style=${styleMap(box)} aria-hidden="true">
    ${
      held === null
        ? html`<span>${words.step(first)}</span><span class="last">${count(last)}</span>`
        : html`<span style=${styleMap(along)}>${words.step(held)}</span>`
    }
    <span class="epoch">${words.epoch(held === null ? snapshot.epoch : epochOf(description, held))}</span>
  </div>`;
}

/** The line at the held step, the points whose figures hold there, and those in the place of the figures at the ends. */
function renderValues({ name, plot, top, height }: Placed, { description, snapshot }: Drawn, held: number) {
  const { area } = plot;
  const values = valuesAt(name, description, snapshot, held).map((value) => ({
    ...value,
    down: plot.down(value.value),
    look: value.series === 0 ? "" : "second",
  }));
  const labels = plot.labels(values.map(({ down }) => down));
  const line = { left: `${plot.across(held)}px`, top: `${top + area.top}px`, height: `${area.height}px` };
  const beside = { left: `${area.left + area.width + STROKE}px`, top: `${top}px`, height: `${height}px` };
  return html`<div class="line" style=${styleMap(line)}></div>
    ${values
      .filter(({ value }) => Number.isFinite(value))
      .map(({ place, down, look }) => {
        const at = { left: `${plot.across(place)}px`, top: `${top + down}px` };
        return html`<div class="point ${look}" style=${styleMap(at)}></div>`;
      })}
    <div class="values" style=${styleMap(beside)} aria-hidden="true">
      ${values.map(
        ({ text, look }, index) =>
          html`<span class=${look} style=${styleMap({ top: `${labels[index]}px` })}>${text}</span>`,
      )}
    </div>`;
}
