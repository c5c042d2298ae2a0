import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { Pace } from "../../charts/pace.ts";
import { turns } from "../../charts/turns.ts";
import type { Snapshot, Status } from "../../state/figures.ts";
import { frame, toolbar } from "../../text/en.ts";
import { count, learningRate, loss } from "../../text/numbers.ts";
import { controlStyles } from "../controls.ts";
import { define } from "../define.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { RovingFocus } from "../roving-focus.ts";
import { toolbarStyles } from "./styles.ts";

/** Milliseconds between the figures of a run that trains: any faster they cannot be read. */
const READING_INTERVAL = 150;

/** What a press on one of the bar's buttons asks for. */
export type ToolbarIntent = "training-toggled" | "stepped" | "reset" | "reseeded" | "presentation-toggled";

/** The bar at the top: Train, Step, Reset, the figures of the latest step, and what is put into it. */
@define("gradient-lab-toolbar-panel")
export class ToolbarPanel extends LitElement {
  /** The run's name, if it has one. */
  @property() name = "";
  /** The name with which the page opened: its place is kept when it goes. */
  @property() firstName = "";
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Whether steps are being done. */
  @property({ type: Boolean }) training = false;
  /** Where the run stands. */
  @property() status: Status["kind"] = "ready";
  /** Whether a change has begun the run anew. */
  @property({ type: Boolean }) restarted = false;
  /** Whether there is a run to control at all. */
  @property({ type: Boolean }) ready = false;
  @property({ type: Boolean, reflect: true }) presenting = false;

  @query(".run") private run!: HTMLElement;

  private readonly roving = new RovingFocus(this, () => this.run);
  private readonly takeTurn = () => {
    this.requestUpdate();
    this.performUpdate();
  };
  private readonly pace = new Pace(READING_INTERVAL, () => turns.ask(this.takeTurn));

  static override styles = [controlStyles, powerStyles, toolbarStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pace.rest();
    turns.withdraw(this.takeTurn);
  }

  /** Focuses Train or Pause. */
  override focus(): void {
    this.run.querySelector("button")?.focus();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    const figuresOnly = changed.size === 1 && changed.has("snapshot") && this.training;
    if (!figuresOnly || changed.get("snapshot") === null) return true;
    this.pace.follow();
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
              ${this.button("stepped", toolbar.step, toolbar.stepHint, !this.ready || this.status !== "ready")}
              ${this.button("reset", toolbar.reset, toolbar.resetHint, !this.ready)}
              ${this.button("reseeded", toolbar.reseed, toolbar.reseedHint, !this.ready)}
            `
        }
      </div>
      ${this.figures()}
      ${presenting ? this.button("presentation-toggled", toolbar.leave, toolbar.leave, false) : html`<slot></slot>`}
    `;
  }

  /** Where the name has too little room, that it is changed can still be read. */
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
    return html`<button class="primary" title=${hint} ?disabled=${!this.ready} @click=${() => this.ask("training-toggled")}>
      ${label}
    </button>`;
  }

  /** The figures, and what there is to say of the run: only one thing at a time, for which there is room. */
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

  private button(intent: ToolbarIntent, label: string, hint: string, disabled: boolean) {
    return html`<button title=${hint} ?disabled=${disabled} @click=${() => this.ask(intent)}>
      ${label}
    </button>`;
  }

  private ask(intent: ToolbarIntent): void {
    this.dispatchEvent(new CustomEvent(intent, { bubbles: true, composed: true }));
  }
}

/** A name without the words that say it is changed. */
function bare(name: string): string {
  return name.endsWith(frame.changed) ? name.slice(0, -frame.changed.length) : name;
}
