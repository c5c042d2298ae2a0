import { css, html, LitElement, nothing, svg } from "lit";
import { property, query, state } from "lit/decorators.js";
import { prepare } from "../../charts/canvas.ts";
import { frameScheduler } from "../../charts/frame-scheduler.ts";
import type { Palette } from "../../charts/palette.ts";
import { at } from "../../charts/scales.ts";
import { SpaceController } from "../../charts/space-controller.ts";
import type { Axes, RunInfo, Snapshot, TablePoints, TableView, Visuals } from "../../state/figures.ts";
import { outcomeWords as words } from "../../text/en-panels.ts";
import { axisValue, figure } from "../../text/numbers.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import { figureStyles } from "../headings.ts";
import { styled } from "../styled.ts";
import { PlaneDrawing, valueRange } from "./plane.ts";
import { predictedClass, SamplesDrawing } from "./samples.ts";
import { drawConfusion, drawScatter } from "./table.ts";

/** The largest number of classes for a legend. */
const MAX_LEGEND_CLASSES = 8;

/** The legend of the mark in the corner of a wrong sample's picture. */
const CROSS = html`<li>
  <svg class="cross" viewBox="0 0 10 10" aria-hidden="true"><path d="M1 1l8 8M9 1 1 9" /></svg>${words.wrong}
</li>`;

/** The network's output: over the plane, for images, or against the targets of a table. */
@define("gradient-lab-outcome-panel")
export class OutcomePanel extends LitElement {
  static override styles = [
    controlStyles,
    figureStyles,
    css`
    h2 {
      margin: 0 0 var(--space-2);
    }
    .axes {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      align-items: center;
      gap: var(--space-1) var(--space-2);
      margin-bottom: var(--space-2);
      color: var(--soft);
    }
    .axes select {
      color: var(--ink);
    }
    .stage {
      position: relative;
      max-width: calc(26rem * var(--scale));
      aspect-ratio: 1;
    }
    .stage.images {
      max-width: none;
      aspect-ratio: auto;
      height: calc(25 * var(--text));
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-3);
      margin: var(--space-1) 0 0;
      padding: 0;
      list-style: none;
      color: var(--soft);
      font-size: var(--text-small);
      min-height: 1lh;
    }
    svg {
      height: 0.8em;
      margin-right: 0.35em;
      overflow: visible;
    }
    .cross {
      height: 0.6em;
      stroke: var(--ink);
      stroke-width: 3;
    }
    .scale i {
      display: inline-block;
      width: 6em;
      height: 0.7em;
      margin: 0 0.5em;
      background: linear-gradient(90deg, var(--class-0), var(--raised), var(--class-1));
      forced-color-adjust: none;
    }
  `,
  ];

  /** The run. */
  @property({ attribute: false }) runInfo: RunInfo | null = null;
  /** The figures to draw. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  /** The features of a table, and the plane that it is shown over. */
  @property({ attribute: false }) view: TableView = { features: [], axes: null, points: null };

  /** The number of images that there is room for. */
  @state() private pictured = 0;

  @query(".stage") private stage!: HTMLElement | null;
  @query("canvas") private canvas!: HTMLCanvasElement | null;

  readonly #plane = new PlaneDrawing();
  readonly #samples = new SamplesDrawing();
  /** The run on show over a plane, made anew only for another run or plane, so that its picture is. */
  #planed: { from: RunInfo; points: TablePoints; info: RunInfo } | null = null;
  #latest: Visuals | null = null;

  readonly #renderNow = () => {
    this.requestUpdate();
    this.performUpdate();
  };

  constructor() {
    super();
    new SpaceController(
      this,
      () => this.stage,
      (width, height, palette) => this.#draw(width, height, palette),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    frameScheduler.cancel(this.#renderNow);
  }

  /**
   * Not every snapshot has visuals, which cost a pass over the plane; the latest ones stay. New ones wait for a frame,
   * except those of a run that has ended, which are drawn at once.
   */
  override shouldUpdate(changed: Map<PropertyKey, unknown>): boolean {
    const visuals = this.snapshot?.visuals ?? null;
    if (changed.has("runInfo")) this.#latest = null;
    const ended = this.snapshot !== null && this.snapshot.status.kind !== "ready";
    if (this.#latest && !ended && changed.size === 1 && changed.has("snapshot")) {
      if (visuals && visuals !== this.#latest) frameScheduler.request(this.#renderNow);
      return false;
    }
    this.#latest = visuals ?? this.#latest;
    return true;
  }

  #draw(width: number, height: number, palette: Palette): void {
    const { canvas } = this;
    const runInfo = this.#shown();
    const visuals = this.#latest;
    const context = canvas && prepare(canvas, width, height, palette.paper.css);
    if (!runInfo || !context) return;
    const { kind } = runInfo.dataPreview;
    const frame = { context, width, height, palette };
    if (kind === "plane") this.#plane.draw(frame, runInfo, visuals);
    else if (kind === "images") this.pictured = this.#samples.draw(frame, runInfo, visuals);
    else if (visuals && visuals.predictions.length > 0) {
      const draw = runInfo.task === "regression" ? drawScatter : drawConfusion;
      draw(frame, runInfo, visuals);
    }
  }

  /** The run; on a table that is shown over a plane, with its rows there. */
  #shown(): RunInfo | null {
    const { runInfo, view, snapshot } = this;
    const { points } = view;
    if (!runInfo || !points || runInfo.dataPreview.kind !== "table" || !this.#latest?.surface.length)
      return runInfo;
    if (this.#planed?.from !== runInfo || this.#planed.points !== points) {
      const info = { ...runInfo, dataPreview: { kind: "plane" as const, ...points } };
      this.#planed = { from: runInfo, points, info };
    }
    return snapshot && this.#planed.info;
  }

  override render() {
    const runInfo = this.#shown();
    return html`
      <h2>${words.heading}</h2>
      ${this.view.features.length > 2 ? this.#renderAxes() : nothing}
      <div class="stage ${runInfo?.dataPreview.kind ?? ""}" role="img" aria-label=${this.#summary()}>
        <canvas aria-hidden="true"></canvas>
      </div>
      ${runInfo ? this.#renderLegend(runInfo) : nothing}
    `;
  }

  /** The choice of what a table with more than two features is shown over. */
  #renderAxes() {
    const { features, axes } = this.view;
    const choose = (change: Partial<Extract<Axes, { kind: "features" }>> | null) =>
      emit(this, "axes-chosen", change && { kind: "features", x: 0, y: 1, ...(axes ?? {}), ...change });
    const kindChosen = ({ target }: Event) => {
      const { value } = target as HTMLSelectElement;
      if (value === "components") emit(this, "axes-chosen", { kind: "components" });
      else choose(value === "features" ? { kind: "features" } : null);
    };
    const feature = (
      axis: "x" | "y",
      label: string,
      chosen: number,
    ) => html`<label for=${axis}>${label}</label>
      <select id=${axis} @change=${({ target }: Event) => choose({ [axis]: (target as HTMLSelectElement).selectedIndex })}>
        ${features.map((name, at) => html`<option .selected=${at === chosen}>${name}</option>`)}
      </select>`;
    const view = axes?.kind ?? "predictions";
    return html`<div class="axes">
      <label for="over">${words.over}</label>
      <select id="over" @change=${kindChosen}>
        ${(["predictions", "features", "components"] as const).map(
          (kind) => html`<option value=${kind} .selected=${kind === view}>${words.views[kind]}</option>`,
        )}
      </select>
      ${axes?.kind === "features" ? [feature("x", words.across, axes.x), feature("y", words.up, axes.y)] : nothing}
    </div>`;
  }

  #summary(): string {
    const runInfo = this.#shown();
    const visuals = this.#latest;
    if (!runInfo || !visuals) return words.heading;
    const { dataPreview } = runInfo;
    if (dataPreview.kind === "plane") return words.planeSummary;
    if (runInfo.task === "regression") return words.scatterSummary;
    const { right, all } = this.#score(runInfo, visuals);
    return words.rightSummary(right, all);
  }

  /** How many of the samples shown are right. */
  #score(runInfo: RunInfo, visuals: Visuals): { right: number; all: number } {
    const { dataPreview } = runInfo;
    if (dataPreview.kind === "plane") return { right: 0, all: 0 };
    const targets =
      dataPreview.kind === "images" ? dataPreview.labels.subarray(0, this.pictured) : dataPreview.targets;
    let right = 0;
    for (let sample = 0; sample < targets.length; sample += 1) {
      if (predictedClass(runInfo, visuals, sample) === at(targets, sample)) right += 1;
    }
    return { right, all: targets.length };
  }

  #renderLegend(runInfo: RunInfo) {
    const { dataPreview, classes, task } = runInfo;
    if (dataPreview.kind === "images") {
      if (!this.#latest) return html`<ul></ul>`;
      const { right, all } = this.#score(runInfo, this.#latest);
      return html`<ul>
        <li>${words.rightSummary(right, all)}</li>
        ${right < all ? CROSS : nothing}
      </ul>`;
    }
    if (dataPreview.kind === "table") {
      return html`<ul><li>${task === "regression" ? words.scatterCaption : words.confusionCaption}</li></ul>`;
    }
    if (task === "regression") {
      const range = valueRange(runInfo);
      const middle = this.view.points?.middle ?? 0;
      const end = middle === 0 ? axisValue : figure;
      return html`<ul>
        <li class="scale">${end(middle - range)}<i></i>${end(middle + range)}</li>
        ${this.#renderParts(dataPreview)}
      </ul>`;
    }
    if (classes.length > MAX_LEGEND_CLASSES) return nothing;
    return html`<ul>
      ${classes.map((name, index) => html`<li><svg viewBox="0 0 10 10">${mark(index)}</svg>${name}</li>`)}
      ${this.#renderParts(dataPreview)}
    </ul>`;
  }

  #renderParts(dataPreview: Extract<RunInfo["dataPreview"], { kind: "plane" }>) {
    return html`
      ${dataPreview.trainingPoints < dataPreview.points.length / 3 ? html`<li>${words.outlined}</li>` : nothing}
      ${this.view.axes?.kind === "features" ? html`<li>${words.atMean}</li>` : nothing}
    `;
  }
}

const OUTLINES = [
  svg`<circle cx="5" cy="5" r="4.4" />`,
  svg`<path d="M1 1h8v8H1z" />`,
  svg`<path d="M5 .5 9.6 9H.4z" />`,
  svg`<path d="M5 0l5 5-5 5-5-5z" />`,
];

/** A class's mark for the legend: the shapes and colours of `charts/marks.ts`. */
function mark(index: number) {
  const shape = OUTLINES[(index + Math.floor(index / 4)) % 4];
  return svg`<g ${styled({ fill: `var(--class-${index % 4})` })}>${shape}</g>`;
}
