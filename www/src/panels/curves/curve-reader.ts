import { css, html, LitElement, nothing, type PropertyValues, unsafeCSS } from "lit";
import { property, query, state } from "lit/decorators.js";
import { frameScheduler } from "../../charts/frame-scheduler.ts";
import { nearestPlace, placeBeyond } from "../../charts/series.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import { curveWords as words } from "../../text/en-panels.ts";
import { count } from "../../text/numbers.ts";
import { define } from "../element.ts";
import { sliderMove } from "../slider-keys.ts";
import { styled } from "../styled.ts";
import type { Name } from "./kinds.ts";
import type { Plot } from "./plot.ts";
import { curvesOf, epochOf, spoken, stepRange, valuesAt } from "./values.ts";

/** A plot and its position, in pixels from the panel's upper edge. */
export interface Placed {
  readonly name: Name;
  readonly plot: Plot;
  readonly top: number;
  readonly height: number;
}

/** The plots as they are drawn, top to bottom, with their steps aligned. */
interface Drawn {
  readonly runInfo: RunInfo;
  readonly snapshot: Snapshot;
  readonly plots: readonly Placed[];
}

/** The distance in pixels within which an epoch's end is preferred, since all curves have a figure there. */
const REACH = 4;

/** Pixels by which a curve's end may extend beyond its plot. */
const STROKE = 2;

/** An overlay on the plots: their common axis of steps, and the exact values at the step that the reader points at. */
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
    /* Covers the figures at the curves' ends. */
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

  /** What is drawn; null until there is a curve. */
  @property({ attribute: false }) drawn: Drawn | null = null;

  /** The step whose values are shown. */
  @state() private held: number | null = null;
  @query(".over") private over!: HTMLElement | null;

  /** Whether values are shown, so that all plots should be drawn together. */
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
    if (changed.has("drawn") && before?.runInfo !== this.drawn?.runInfo) this.#release();
  }

  readonly #point = (event: PointerEvent): void => {
    this.#across = event.offsetX;
    frameScheduler.request(this.#holdStep);
  };

  /** Shows the values at the step under the pointer. */
  readonly #holdStep = (): void => {
    const { drawn } = this;
    const plot = drawn?.plots[0]?.plot;
    if (!drawn || !plot) return;
    const [first, last] = stepRange(drawn.snapshot);
    const step = Math.min(last, Math.max(first, plot.stepAt(this.#across)));
    const reach = plot.stepAt(REACH) - plot.stepAt(0);
    const curves = curvesOf("loss", drawn.runInfo, drawn.snapshot);
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

  /** For touch, where pressing elsewhere takes the place of leaving. */
  readonly #pressElsewhere = (event: PointerEvent): void => {
    if (!this.over || !event.composedPath().includes(this.over)) this.#release();
  };

  readonly #release = (): void => {
    frameScheduler.cancel(this.#holdStep);
    this.held = null;
  };

  readonly #key = (event: KeyboardEvent): void => {
    const move = sliderMove(event);
    if (!this.drawn || move === null) return;
    event.preventDefault();
    const [first, last] = stepRange(this.drawn.snapshot);
    if (Number.isFinite(move)) this.held = this.#beyond(this.held ?? last, move);
    else this.held = move < 0 ? first : last;
  };

  #beyond(from: number, points: number): number {
    return this.drawn
      ? placeBeyond(curvesOf("loss", this.drawn.runInfo, this.drawn.snapshot), from, points)
      : from;
  }

  override render() {
    const { drawn, held } = this;
    const last = drawn?.plots.at(-1);
    if (!drawn || !last) return nothing;
    const { runInfo, snapshot, plots } = drawn;
    const [from, to] = stepRange(snapshot);
    const names = plots.map(({ name }) => name);
    return html`<div
      class=${held === null ? "over" : "over held"}
      ${styled({ inset: "0 0 auto", height: `calc(${last.top + last.height}px + 1.3em)` })}
      role="slider"
      tabindex="0"
      aria-label=${words.reader}
      aria-valuemin=${from}
      aria-valuemax=${to}
      aria-valuenow=${held ?? to}
      aria-valuetext=${held === null ? words.hint : spoken(names, runInfo, snapshot, held)}
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

/** Below the last plot: the ends of the axis, or the held step at its position. */
function renderAxis({ plot, top, height }: Placed, { runInfo, snapshot }: Drawn, held: number | null) {
  const [first, last] = stepRange(snapshot);
  const { left, width } = plot.area;
  const box = { left: `${left}px`, width: `${width}px`, top: `${top + height}px`, height: "1.3em" };
  // Moves with the line without leaving the axis.
  const share = held === null ? 0 : (plot.across(held) - left) / width;
  const along = { left: `${100 * share}%`, transform: `translateX(${-100 * share}%)` };
  return html`<div class="axis" ${styled(box)} aria-hidden="true">
    ${
      held === null
        ? html`<span>${words.step(first)}</span><span class="last">${count(last)}</span>`
        : html`<span ${styled(along)}>${words.step(held)}</span>`
    }
    <span class="epoch">${words.epoch(held === null ? snapshot.epoch : epochOf(runInfo, held))}</span>
  </div>`;
}

/** A line at the held step, the points whose values hold there, and the values in place of those at the curves' ends. */
function renderValues({ name, plot, top, height }: Placed, { runInfo, snapshot }: Drawn, held: number) {
  const { area } = plot;
  const values = valuesAt(name, runInfo, snapshot, held).map((value) => ({
    ...value,
    down: plot.down(value.value),
    look: value.series === 0 ? "" : "second",
  }));
  const labels = plot.labels(values.map(({ down }) => down));
  const line = { left: `${plot.across(held)}px`, top: `${top + area.top}px`, height: `${area.height}px` };
  const beside = { left: `${area.left + area.width + STROKE}px`, top: `${top}px`, height: `${height}px` };
  return html`<div class="line" ${styled(line)}></div>
    ${values
      .filter(({ value }) => Number.isFinite(value))
      .map(({ place, down, look }) => {
        const at = { left: `${plot.across(place)}px`, top: `${top + down}px` };
        return html`<div class="point ${look}" ${styled(at)}></div>`;
      })}
    <div class="values" ${styled(beside)} aria-hidden="true">
      ${values.map(
        ({ text, look }, index) =>
          html`<span class=${look} ${styled({ top: `${labels[index]}px` })}>${text}</span>`,
      )}
    </div>`;
}
