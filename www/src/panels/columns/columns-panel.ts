import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Palette } from "../../charts/palette.ts";
import { SpaceController } from "../../charts/space-controller.ts";
import { Throttle } from "../../charts/throttle.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import type { Gradient } from "../../state/sentence.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { define, emit } from "../element.ts";
import { ColumnsDrawing } from "./draw.ts";
import type { FiguresTable } from "./figures-table.ts";
import "./figures-table.ts";
import { canvasStyles } from "../headings.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { RovingFocus } from "../roving-focus.ts";
import { sliderMove } from "../slider-keys.ts";
import { styled } from "../styled.ts";
import {
  columnAt,
  DEFAULT_ROWS,
  isSameInput,
  type Layout,
  type LayoutInput,
  layOut,
  MIN_HEIGHT,
  type Row,
  type RowKey,
} from "./layout.ts";
import { MARKS, type Mark, marksOf } from "./legend.ts";
import { columnName, readings, spoken } from "./readout.ts";
import { unitsLeftOut } from "./rows/units.ts";
import { columnsStyles } from "./styles.ts";

/** Milliseconds between updates of the readout: any faster, it could not be read. */
const READOUT_INTERVAL = 150;

/** The heights of labels with their details, in ems of the body type. */
const LABELS: Record<RowKey, number> = {
  units: 2.5,
  activations: 2.5,
  gradient: 2.5,
  update: 3.7,
  history: 2.5,
};

/** The width in pixels that there is on paper. */
const PAPER_WIDTH = 680;

/** The height of another line of details. */
const DETAIL_LINE = 1.2;

/** Screens that are tapped, as in `tokens.css`. */
const TOUCH = "(pointer: coarse), (width < 47.5em)";

/** The marks of the longest legend: the mean alone replaces mean and spread, so it is not among them. */
const ALL_MARKS = MARKS.filter((mark) => mark !== "mean");

const MARK_PICTURES: Record<Mark, TemplateResult> = {
  moments: svg`<path d="M0 5h10M5 0v10" />`,
  mean: svg`<path d="M2 5h6" />`,
  still: svg`<path d="M0 5h10" />`,
  zero: svg`<circle cx="5" cy="5" r="4" />`,
  notFinite: svg`<path d="M0 4 4 0M0 9 9 0M3 10l7-7M8 10l2-2" />`,
  notComputed: svg`<path d="M0 5h10" />`,
};

/** The layers as columns: a picture, the exact figures of one column, and a legend. */
@define("gradient-lab-columns-panel")
export class ColumnsPanel extends LitElement {
  static override styles = [powerStyles, canvasStyles, columnsStyles];

  /** The run. */
  @property({ attribute: false }) runInfo: RunInfo | null = null;
  /** The figures to draw. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** The gradient that the bars show. */
  @property() gradient: Gradient = "delta";
  /** The only rows, for a panel that is the picture alone; null for all there is room for. */
  @property({ attribute: false }) only: readonly RowKey[] | null = null;

  @state() private column = -1;
  /** The rows to show if there is no room for all. */
  @state() private chosen = DEFAULT_ROWS;
  @state() private layout: Layout | null = null;
  @query(".chart") private chart!: HTMLElement;
  @query(".picture") private picture!: HTMLElement;
  @query("gradient-lab-figures-table") private table!: FiguresTable;
  @query(".choice") private choice!: HTMLElement | null;

  readonly #drawing = new ColumnsDrawing();
  readonly #space = new SpaceController(
    this,
    () => this.chart,
    (width, height, palette) => this.#draw(width, height, palette),
  );
  readonly #roving = new RovingFocus(this, () => this.choice);
  /** Renders again if the latest figures change text besides the picture. */
  readonly #readout = new Throttle(READOUT_INTERVAL, () => {
    const isStale = this.column >= 0 || this.#findMarks().join() !== this.#marks.join();
    if (isStale) queueMicrotask(() => this.requestUpdate());
  });
  #palette: Palette | null = null;
  /** The marks that the legend explains. */
  #marks: readonly Mark[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#readout.cancel();
    this.#drawing.cancel();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const figuresOnly = changed.size === 1 && changed.has("snapshot") && this.hasUpdated;
    if (!figuresOnly || changed.get("snapshot") === null) return true;
    this.#readout.request();
    this.#space.draw();
    // The table gets the snapshot although nothing is rendered.
    this.table.snapshot = this.snapshot;
    return false;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#readout.restart();
    this.#marks = this.#findMarks();
    if (changed.has("runInfo")) {
      this.column = Math.min(this.column, (this.runInfo?.layers.length ?? 0) - 1);
    }
  }

  #draw(width: number, height: number, palette: Palette): void {
    const { runInfo, snapshot } = this;
    if (this.#palette !== palette) this.#drawing.setPalette(palette);
    this.#palette = palette;
    const input: LayoutInput = {
      width,
      height,
      body: palette.body,
      density: devicePixelRatio,
      columns: runInfo?.layers.length ?? 0,
      // Before there is a run, space is kept for all rows.
      pictures: !runInfo || (runInfo.dataPreview.kind !== "table" && runInfo.layers.length > 1),
      present: document.documentElement.getAttribute("data-mode") === "present",
      chosen: this.chosen,
      only: this.only,
    };
    if (!this.layout || !isSameInput(this.layout.input, input)) {
      this.layout = layOut(input);
      this.toggleAttribute("present", input.present);
      // Canvases are not drawn again for paper: the panel keeps its size there, or is made smaller as a whole.
      this.style.setProperty("--drawn", `${width}px`);
      this.style.setProperty("--fit", `${Math.min(1, PAPER_WIDTH / width)}`);
      this.style.setProperty("--tall", `${height}px`);
    }
    if (!runInfo || snapshot?.layers.deltaRms.length !== input.columns) return;
    this.#drawing.show(this.picture, {
      layout: this.layout,
      runInfo,
      snapshot,
      gradient: this.gradient,
    });
  }

  #findMarks(): Mark[] {
    const { runInfo, snapshot, layout } = this;
    const complete = snapshot && snapshot.layers.deltaRms.length === runInfo?.layers.length;
    return complete && layout ? marksOf(layout, snapshot, this.gradient) : [];
  }

  #point(event: PointerEvent): void {
    if (this.layout) this.column = columnAt(this.layout, event.offsetX);
  }

  #leave(event: PointerEvent): void {
    if (event.pointerType === "mouse" && !this.chart.matches(":focus-visible")) this.column = -1;
  }

  #focus(): void {
    if (this.column < 0 && this.chart.matches(":focus-visible")) this.column = 0;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape") this.column = -1;
    const move = sliderMove(event);
    if (move === null) return;
    event.preventDefault();
    const last = (this.runInfo?.layers.length ?? 0) - 1;
    this.column = Math.max(0, Math.min(last, this.column + move));
  }

  #hint(): string {
    return matchMedia(TOUCH).matches ? words.tapHint : words.hint;
  }

  /** Shows or hides a row, but never hides the last one. */
  #switchRow(row: RowKey): void {
    const { choice, rows } = this.layout ?? { choice: [], rows: [] };
    const shown = (key: RowKey) => rows.some((other) => other.key === key);
    const next = choice.filter((key) => shown(key) !== (key === row));
    if (next.length > 0) this.chosen = next;
  }

  override render() {
    const { runInfo, snapshot, layout } = this;
    const last = (runInfo?.layers.length ?? 1) - 1;
    const complete = runInfo && snapshot && snapshot.layers.deltaRms.length === last + 1;
    const selected = complete && this.column >= 0;
    const alone = this.only !== null;
    return html`
      <div
        class="chart"
        ${styled({ "--least": String(layout?.minHeight ?? MIN_HEIGHT) })}
        role="slider"
        tabindex="0"
        aria-label=${words.chart}
        aria-valuemin="1"
        aria-valuemax=${last + 1}
        aria-valuenow=${Math.max(0, this.column) + 1}
        aria-valuetext=${selected ? spoken(runInfo, snapshot, this.column) : words.hint}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @pointerleave=${this.#leave}
        @keydown=${this.#key}
        @focus=${this.#focus}
        @blur=${() => {
          this.column = -1;
        }}
      >
        <div class="picture" aria-hidden="true"></div>
        ${layout && selected ? this.#renderCursor(layout) : nothing}
      </div>
      ${layout ? layout.rows.map((_, row) => this.#renderLabel(layout, row)) : nothing}
      ${layout && layout.choice.length > 0 ? this.#renderChoice(layout) : nothing}
      <div class="foot ${selected ? "selected" : ""} ${alone ? "alone" : ""}">
        <div class="readout" aria-hidden="true">
          ${selected ? this.#renderReadout(runInfo, snapshot) : alone ? nothing : html`<p class="hint">${this.#hint()}</p>`}
        </div>
        ${
          alone
            ? nothing
            : html`<div class="legends">
                ${this.#renderLegend(this.#marks, false)}${this.#renderLegend(ALL_MARKS, true)}
              </div>`
        }
      </div>
      <gradient-lab-figures-table class="hidden" .runInfo=${runInfo} .snapshot=${snapshot}></gradient-lab-figures-table>
    `;
  }

  /** The legend; the invisible copy with every mark reserves its height. */
  #renderLegend(marks: readonly Mark[], unseen: boolean) {
    const short = this.layout?.narrow || this.layout?.input.present;
    const named = short ? { ...words, ...words.brief } : words;
    const frozen = this.runInfo?.layers.some((layer) => layer.frozen);
    const item = (kind: string, drawn: TemplateResult, text: string, width = 10) => html`<li>
      <svg viewBox="0 0 ${width} 10" class=${kind} aria-hidden="true">${drawn}</svg>${withPowers(text)}
    </li>`;
    return html`<ul class=${unseen ? "legend unseen" : "legend"} aria-hidden=${unseen ? "true" : nothing}>
      ${item("small", svg`<path d="M0 1h10L5 9z" />`, words.tooSmall)}
      ${item("band", svg`<path class="tint" d="M0 1h14v8H0z" /><path d="M0 1h14M0 9h14" />`, named.healthy, 14)}
      ${item("large", svg`<path d="M0 9h10L5 1z" />`, words.tooLarge)}
      ${item("dash", svg`<path d="M0 5h18" />`, words.dashed[this.gradient], 18)}
      ${marks.map((mark) => item(mark, MARK_PICTURES[mark], mark === "notComputed" && frozen ? words.frozen : named.marks[mark]))}
    </ul>`;
  }

  #renderCursor(layout: Layout) {
    const left = layout.plotLeft + this.column * layout.pitch;
    return html`<div
      class="cursor"
      ${styled({ transform: `translateX(${left}px)`, width: `${layout.pitch}px` })}
    ></div>`;
  }

  #renderLabel(layout: Layout, row: number) {
    const { rows, narrow, input } = layout;
    const { key, top } = rows[row] as Row;
    const kernels = key === "units" && this.runInfo?.dataPreview.kind === "images";
    const { title, detail } = words.rows[key];
    if (rows.length === 1 && this.only)
      return html`<h3 class="label" title=${title}>${key === "gradient" ? words[this.gradient] : title}</h3>`;
    const below = rows[row + 1]?.top ?? input.height;
    const roomy = (lines: number) => narrow || below - top > (LABELS[key] + lines * DETAIL_LINE) * input.body;
    return html`<div class="label ${narrow ? "above" : "beside"}" ${styled({ top: `${top}px` })}>
      <h3>${title}</h3>
      ${key === "gradient" ? this.#renderToggle() : roomy(0) ? html`<div class="detail">${withPowers(kernels ? words.kernels : detail)}</div>` : nothing}
      ${key === "units" && roomy(1) ? this.#renderLeftOut(layout, rows[row] as Row) : nothing}
    </div>`;
  }

  #renderLeftOut(layout: Layout, row: Row) {
    const { runInfo, snapshot } = this;
    if (!runInfo || !snapshot?.visuals) return nothing;
    const leftOut = unitsLeftOut(layout, row, runInfo, snapshot.visuals);
    return leftOut
      ? html`<div class="detail">${words.unitsLeftOut(leftOut.shown, leftOut.units)}</div>`
      : nothing;
  }

  #renderToggle() {
    return html`<div class="toggle" role="group" aria-label=${words.gradients}>
      ${(["delta", "kernel"] as const).map((gradient) =>
        option(this.gradient === gradient, words[gradient], words.gradientsLong[gradient], () => {
          emit(this, "gradient-chosen", gradient);
        }),
      )}
    </div>`;
  }

  #renderChoice({ choice, rows }: Layout) {
    return html`<div
      class="toggle choice"
      role="toolbar"
      aria-label=${words.choice}
      @keydown=${this.#roving.keyPressed}
      @focusin=${this.#roving.focused}
    >
      ${choice.map((row) =>
        option(
          rows.some(({ key }) => key === row),
          words.rows[row].name,
          words.rows[row].title,
          () => this.#switchRow(row),
        ),
      )}
    </div>`;
  }

  #renderReadout(runInfo: RunInfo, snapshot: Snapshot) {
    const layer = runInfo.layers[this.column];
    return html`<dl>
      <div>
        <dt>${words.layer(columnName(runInfo, this.column))}</dt>
        <dd>${layer?.activation}, ${words.unitsOf(layer?.units ?? 0)}</dd>
      </div>
      ${readings(runInfo, snapshot, this.column).map(
        ({ name, value }) => html`<div><dt>${name}</dt><dd>${withPowers(value)}</dd></div>`,
      )}
    </dl>`;
  }
}

/** A button with a word that is on or off. */
function option(on: boolean, label: string, long: string, press: () => void): TemplateResult {
  return html`<button
    type="button"
    data-label=${label}
    aria-pressed=${on}
    aria-label=${long}
    title=${long}
    @click=${press}
  >
    ${label}
  </button>`;
}
