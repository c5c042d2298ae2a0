import { html, LitElement, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import type { Palette } from "../../charts/palette.ts";
import { SpaceController } from "../../charts/space-controller.ts";
import type { Description, Snapshot } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { define } from "../define.ts";
import { ColumnsDrawing } from "./draw.ts";
import type { FiguresTable } from "./figures-table.ts";
import "./figures-table.ts";
import { canvasStyles } from "../headings.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { RovingFocus } from "../roving-focus.ts";
import {
  columnAt,
  FEW,
  type Layout,
  LEAST_HEIGHT,
  layOut,
  type Room,
  type Row,
  type RowKey,
  sameRoom,
} from "./layout.ts";
import { MARKS, type Mark, marksOf } from "./legend.ts";
import type { Gradient } from "./look.ts";
import { columnName, readings, spoken } from "./readout.ts";
import { unitsLeftOut } from "./rows/units.ts";
import { columnsStyles } from "./styles.ts";

/** Figures that change faster than this cannot be read. */
const READOUT_INTERVAL = 150;

/** How high labels with their details are, in ems of the body type. */
const LABELS: Record<RowKey, number> = {
  units: 2.5,
  activations: 2.5,
  gradient: 2.5,
  update: 3.7,
  history: 2.5,
};

/** How high one more line of details is. */
const DETAIL = 1.2;

/** Screens that are tapped: the same as have large targets. */
const TOUCH = "(pointer: coarse), (width < 47.5em)";

/** As many marks as a picture can have: the mean stands alone only where there is no room for its spread. */
const MOST_MARKS = MARKS.filter((mark) => mark !== "mean");

const MARK_PICTURES: Record<Mark, TemplateResult> = {
  moments: svg`<path d="M0 5h10M5 0v10" />`,
  mean: svg`<path d="M2 5h6" />`,
  still: svg`<path d="M0 5h10" />`,
  zero: svg`<circle cx="5" cy="5" r="4" />`,
  notFinite: svg`<path d="M0 4 4 0M0 9 9 0M3 10l7-7M8 10l2-2" />`,
  notComputed: svg`<path d="M0 5h10" />`,
};

/**
 * Every layer is a column. A pure function of its properties. Tells with `gradient-chosen` (detail: the gradient) when the
 * reader wants to see the other gradient.
 */
@define("gradient-lab-columns-panel")
export class ColumnsPanel extends LitElement {
  static override styles = [powerStyles, canvasStyles, columnsStyles];

  /** What stays the same for the run. */
  @property({ attribute: false }) description: Description | null = null;
  /** The figures to draw. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Which gradient the bars show. */
  @property() gradient: Gradient = "delta";

  @state() private column = -1;
  /** The rows on show where there is no room for all. */
  @state() private chosen = FEW;
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
  #palette: Palette | null = null;
  #readoutDue = 0;
  #readoutTimer: ReturnType<typeof setTimeout> | undefined;
  /** The marks that the legend explains. */
  #marks: readonly Mark[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#readoutTimer);
    this.#readoutTimer = undefined;
    this.#drawing.rest();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const figuresOnly = changed.size === 1 && changed.has("snapshot") && this.hasUpdated;
    if (!figuresOnly || changed.get("snapshot") === null) return true;
    const wait = this.#readoutDue - performance.now();
    if (wait <= 0 && this.#hasNews()) return true;
    if (wait > 0) this.#readoutTimer ??= setTimeout(() => this.#catchUp(), wait);
    this.#space.draw();
    // The table follows the snapshot even where nothing else has to be rendered.
    this.table.snapshot = this.snapshot;
    return false;
  }

  /** Whether the latest figures change more than the picture. */
  #hasNews(): boolean {
    this.#readoutDue = performance.now() + READOUT_INTERVAL;
    return this.column >= 0 || this.#findMarks().join() !== this.#marks.join();
  }

  #catchUp(): void {
    this.#readoutTimer = undefined;
    if (this.#hasNews()) this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#readoutDue = performance.now() + READOUT_INTERVAL;
    this.#marks = this.#findMarks();
    if (changed.has("description")) {
      this.column = Math.min(this.column, (this.description?.layers.length ?? 0) - 1);
    }
  }

  #draw(width: number, height: number, palette: Palette): void {
    const { description, snapshot } = this;
    if (this.#palette !== palette) this.#drawing.setLook(palette);
    this.#palette = palette;
    const room: Room = {
      width,
      height,
      body: palette.body,
      density: devicePixelRatio,
      columns: description?.layers.length ?? 0,
      // Until there is a network, its rows are there and wait for it.
      pictures: !description || (description.picture.kind !== "table" && description.layers.length > 1),
      present: document.documentElement.getAttribute("data-mode") === "present",
      chosen: this.chosen,
    };
    if (!this.layout || !sameRoom(this.layout.room, room)) {
      this.layout = layOut(room);
      this.toggleAttribute("present", room.present);
    }
    if (!description || snapshot?.layers.deltaRms.length !== room.columns) return;
    this.#drawing.show(this.picture, {
      layout: this.layout,
      description,
      snapshot,
      gradient: this.gradient,
    });
  }

  #findMarks(): Mark[] {
    const { description, snapshot, layout } = this;
    const complete = snapshot && snapshot.layers.deltaRms.length === description?.layers.length;
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
    const last = (this.description?.layers.length ?? 0) - 1;
    const target = {
      ArrowLeft: this.column - 1,
      ArrowDown: this.column - 1,
      ArrowRight: this.column + 1,
      ArrowUp: this.column + 1,
      PageDown: this.column - 10,
      PageUp: this.column + 10,
      Home: 0,
      End: last,
    }[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      if (event.key === "Escape") this.column = -1;
      return;
    }
    event.preventDefault();
    this.column = Math.max(0, Math.min(last, target));
  }

  #hint(): string {
    return matchMedia(TOUCH).matches ? words.tapHint : words.hint;
  }

  #choose(gradient: Gradient): void {
    this.gradient = gradient;
    this.dispatchEvent(
      new CustomEvent<Gradient>("gradient-chosen", { detail: gradient, bubbles: true, composed: true }),
    );
  }

  /** Shows a row or hides it; the last one stays. */
  #switchRow(row: RowKey): void {
    const { choice, rows } = this.layout ?? { choice: [], rows: [] };
    const shown = (key: RowKey) => rows.some((other) => other.key === key);
    const next = choice.filter((key) => shown(key) !== (key === row));
    if (next.length > 0) this.chosen = next;
  }

  override render() {
    const { description, snapshot, layout } = this;
    const last = (description?.layers.length ?? 1) - 1;
    const complete = description && snapshot && snapshot.layers.deltaRms.length === last + 1;
    const selected = complete && this.column >= 0;
    return html`
      <div
        class="chart"
        style=${styleMap({ "--least": String(layout?.least ?? LEAST_HEIGHT) })}
        role="slider"
        tabindex="0"
        aria-label=${words.chart}
        aria-valuemin="1"
        aria-valuemax=${last + 1}
        aria-valuenow=${Math.max(0, this.column) + 1}
        aria-valuetext=${selected ? spoken(description, snapshot, this.column) : words.hint}
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
      <div class=${selected ? "foot selected" : "foot"}>
        <div class="readout" aria-hidden="true">
          ${selected ? this.#renderReadout(description, snapshot) : html`<p class="hint">${this.#hint()}</p>`}
        </div>
        <div class="legends">
          ${this.#renderLegend(this.#marks, false)}${this.#renderLegend(MOST_MARKS, true)}
        </div>
      </div>
      <gradient-lab-figures-table class="hidden" .description=${description} .snapshot=${snapshot}></gradient-lab-figures-table>
    `;
  }

  /** The legend of the marks in the picture; unseen, that of as many as there can be, which keeps its place. */
  #renderLegend(marks: readonly Mark[], unseen: boolean) {
    const short = this.layout?.narrow || this.layout?.room.present;
    const named = short ? { ...words, ...words.brief } : words;
    const item = (kind: string, drawn: TemplateResult, text: string, width = 10) => html`<li>
      <svg viewBox="0 0 ${width} 10" class=${kind} aria-hidden="true">${drawn}</svg>${withPowers(text)}
    </li>`;
    return html`<ul class=${unseen ? "legend unseen" : "legend"} aria-hidden=${unseen ? "true" : nothing}>
      ${item("small", svg`<path d="M0 1h10L5 9z" />`, words.tooSmall)}
      ${item("band", svg`<path class="tint" d="M0 1h14v8H0z" /><path d="M0 1h14M0 9h14" />`, named.healthy, 14)}
      ${item("large", svg`<path d="M0 9h10L5 1z" />`, words.tooLarge)}
      ${item("dash", svg`<path d="M0 5h18" />`, words.dashed[this.gradient], 18)}
      ${marks.map((mark) => item(mark, MARK_PICTURES[mark], named.marks[mark]))}
    </ul>`;
  }

  #renderCursor(layout: Layout) {
    const left = layout.plotLeft + this.column * layout.pitch;
    return html`<div
      class="cursor"
      style=${styleMap({ transform: `translateX(${left}px)`, width: `${layout.pitch}px` })}
    ></div>`;
  }

  #renderLabel(layout: Layout, row: number) {
    const { rows, narrow, room } = layout;
    const { key, top } = rows[row] as Row;
    const kernels = key === "units" && this.description?.picture.kind === "images";
    const { title, detail } = words.rows[key];
    const below = rows[row + 1]?.top ?? room.height;
    const roomy = (lines: number) => narrow || below - top > (LABELS[key] + lines * DETAIL) * room.body;
    return html`<div class="label ${narrow ? "above" : "beside"}" style=${styleMap({ top: `${top}px` })}>
      <h3>${title}</h3>
      ${key === "gradient" ? this.#renderToggle() : roomy(0) ? html`<div class="detail">${withPowers(kernels ? words.kernels : detail)}</div>` : nothing}
      ${key === "units" && roomy(1) ? this.#renderLeftOut(layout, rows[row] as Row) : nothing}
    </div>`;
  }

  #renderLeftOut(layout: Layout, row: Row) {
    const { description, snapshot } = this;
    if (!description || !snapshot?.pictures) return nothing;
    const leftOut = unitsLeftOut(layout, row, description, snapshot.pictures);
    return leftOut
      ? html`<div class="detail">${words.unitsLeftOut(leftOut.shown, leftOut.units)}</div>`
      : nothing;
  }

  #renderToggle() {
    return html`<div class="toggle" role="group" aria-label=${words.gradients}>
      ${(["delta", "kernel"] as const).map((gradient) =>
        option(this.gradient === gradient, words[gradient], words.gradientsLong[gradient], () =>
          this.#choose(gradient),
        ),
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

  #renderReadout(description: Description, snapshot: Snapshot) {
    const layer = description.layers[this.column];
    return html`<dl>
      <div>
        <dt>${words.layer(columnName(description, this.column))}</dt>
        <dd>${layer?.activation}, ${words.unitsOf(layer?.units ?? 0)}</dd>
      </div>
      ${readings(description, snapshot, this.column).map(
        ({ name, value }) => html`<div><dt>${name}</dt><dd>${withPowers(value)}</dd></div>`,
      )}
    </dl>`;
  }
}

/** A word that is on or off. */
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
