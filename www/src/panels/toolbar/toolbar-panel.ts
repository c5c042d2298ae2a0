import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { frameScheduler } from "../../charts/frame-scheduler.ts";
import { Throttle } from "../../charts/throttle.ts";
import type { Snapshot, Status } from "../../state/figures.ts";
import { frame, toolbar } from "../../text/en.ts";
import { count, learningRate, loss } from "../../text/numbers.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { RovingFocus } from "../roving-focus.ts";
import { toolbarStyles } from "./styles.ts";

/** Milliseconds between updates of the figures while a run trains: any faster, they could not be read. */
const READING_INTERVAL = 150;

/** The events of the buttons. */
type ButtonEvent = "training-toggled" | "stepped" | "run-reset" | "reseeded" | "presentation-toggled";

/** The toolbar at the top: Train, Step, Reset and New seed, the figures of the latest step, and a slot. */
@define("gradient-lab-toolbar-panel")
export class ToolbarPanel extends LitElement {
  /** The run's name; empty if it has none. */
  @property() name = "";
  /** The name with which the page opened; its space stays reserved. */
  @property() firstName = "";
  /** The run's figures; null if there is no run. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Whether the run is being trained. */
  @property({ type: Boolean }) training = false;
  /** Whether a change has restarted the run. */
  @property({ type: Boolean }) restarted = false;
  @property({ type: Boolean, reflect: true }) presenting = false;

  @query(".run") private run!: HTMLElement;

  private readonly roving = new RovingFocus(this, () => this.run);
  private readonly renderNow = () => {
    this.requestUpdate();
    this.performUpdate();
  };
  private readonly throttle = new Throttle(READING_INTERVAL, () => frameScheduler.request(this.renderNow));

  static override styles = [controlStyles, powerStyles, toolbarStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.throttle.cancel();
    frameScheduler.cancel(this.renderNow);
  }

  private get status(): Status["kind"] {
    return this.snapshot?.status.kind ?? "ready";
  }

  /** Focuses Train or Pause. */
  override focus(): void {
    this.run.querySelector("button")?.focus();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const figuresOnly = changed.size === 1 && changed.has("snapshot") && this.training;
    if (!figuresOnly || changed.get("snapshot") === null) return true;
    this.throttle.request();
    return false;
  }

  override render() {
    const { name, presenting } = this;
    const named = name !== "" && !presenting;
    const [longest = ""] = [bare(name), bare(this.firstName)].sort((one, other) => other.length - one.length);
    return html`
      <div class="title" data-longest=${longest === "" || presenting ? nothing : `${longest}${frame.changed}`}>
        <h1>${frame.title}</h1>
        ${named ? this.named() : nothing}
      </div>
      <div
        class="run"
        role=${presenting ? nothing : "toolbar"}
        aria-label=${presenting ? nothing : toolbar.label}
        @keydown=${this.roving.keyPressed}
        @focusin=${this.roving.focused}
      >
        ${this.primary()}
        ${
          presenting
            ? nothing
            : html`
              ${this.button("stepped", toolbar.step, toolbar.stepHint, !this.snapshot, this.status !== "ready")}
              ${this.button("run-reset", toolbar.reset, toolbar.resetHint, !this.snapshot)}
              ${this.button("reseeded", toolbar.reseed, toolbar.reseedHint, !this.snapshot)}
            `
        }
      </div>
      ${this.figures()}
      ${presenting ? this.button("presentation-toggled", toolbar.leave, toolbar.leave, false) : html`<slot></slot>`}
    `;
  }

  /** The name; if there is too little room, it is shortened before the suffix that says that it is changed. */
  private named() {
    const { name } = this;
    const start = bare(name);
    return html`<div class="name" title=${name}><span>${start}</span>${name.slice(start.length)}</div>`;
  }

  private primary() {
    const [label, hint] = this.training
      ? [toolbar.pause, toolbar.pauseHint]
      : this.status !== "ready"
        ? [toolbar.again, toolbar.againHint]
        : [toolbar.train, toolbar.trainHint];
    return html`<button class="primary" title=${hint} ?disabled=${!this.snapshot} @click=${() => emit(this, "training-toggled")}>
      ${label}
    </button>`;
  }

  /** The figures, and one remark about the run, since there is room for only one. */
  private figures() {
    const { status } = this;
    const restarted = this.restarted && status === "ready";
    return html`<div class="figures ${restarted ? "restarted" : status}">
      ${this.readings()}
      <span class="ended">${status === "ready" ? nothing : toolbar.ended[status]}</span>
      ${
        restarted
          ? html`<span class="restart" title=${toolbar.restartedHint}
              >${toolbar.restarted}<span class="seed">${toolbar.restartedSeed}</span></span
            >`
          : nothing
      }
    </div>`;
  }

  private readings() {
    const { snapshot } = this;
    const { readings } = toolbar;
    const reading = (kind: keyof typeof readings, value: string) => {
      const { name, hint } = readings[kind];
      return html`<div class=${kind} title=${hint}><dt>${name}</dt><dd>${withPowers(value)}</dd></div>`;
    };
    return html`<dl>
      ${reading("step", snapshot ? count(snapshot.step) : "–")}
      ${this.presenting ? nothing : reading("epoch", snapshot ? count(snapshot.epoch) : "–")}
      ${reading("loss", snapshot ? loss(snapshot.loss) : "–")}
      ${this.presenting ? nothing : reading("rate", snapshot ? learningRate(snapshot.learningRate) : "–")}
    </dl>`;
  }

  /** A button that is `ended` keeps the focus, which the next press would otherwise take elsewhere. */
  private button(event: ButtonEvent, label: string, hint: string, disabled: boolean, ended = false) {
    return html`<button
      title=${hint}
      ?disabled=${disabled}
      aria-disabled=${ended ? "true" : nothing}
      @click=${() => !ended && emit(this, event)}
    >
      ${label}
    </button>`;
  }
}

/** A name without the suffix that says that it is changed. */
function bare(name: string): string {
  return name.endsWith(frame.changed) ? name.slice(0, -frame.changed.length) : name;
}
