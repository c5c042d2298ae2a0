import { css, html, LitElement, nothing, type PropertyValues } from "lit";
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

  static override styles = [
    controlStyles,
    powerStyles,
    css`
      :host {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        padding: var(--space-2) 1.25rem;
      }

      .title {
        flex: 0 1 auto;
        min-width: 7em;
        margin-right: var(--space-2);
        line-height: 1.25;
      }

      h1 {
        font-size: 1.15em;
        letter-spacing: -0.015em;
        margin: 0;
        white-space: nowrap;
      }

      .name,
      .title::after {
        max-width: 26ch;
        margin: 0;
        font-size: var(--text-small);
        white-space: nowrap;
      }

      .name {
        display: flex;
        color: var(--soft);
      }

      .name span {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      /* The room that the name takes once it is changed, so that no button moves then, nor when it goes. */
      .title::after {
        content: attr(data-longest);
        display: block;
        height: 0;
        overflow: hidden;
        visibility: hidden;
      }

      .run {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .primary {
        min-width: 7.2em;
        min-height: max(2rem, var(--control));
      }

      .figures,
      dl {
        display: flex;
        align-items: center;
        gap: var(--space-4);
        margin: 0;
      }

      .figures {
        position: relative;
        flex: 1;
        margin-left: var(--space-3);
      }

      dl div {
        display: flex;
        gap: 0.4em;
        white-space: nowrap;
      }

      dt {
        color: var(--soft);
      }

      dd {
        margin: 0;
        font-weight: var(--weight-strong);
        min-width: 3.4em;
      }

      .step dd {
        min-width: 4.2em;
      }

      /* Room for two digits and a power of ten. */
      .loss dd {
        min-width: 4.7em;
      }

      .ended {
        font-weight: var(--weight-strong);
      }

      .ended:empty {
        display: none;
      }

      /* Below the step, where it takes no room. */
      .restart {
        position: absolute;
        top: 100%;
        left: 0;
        font-size: var(--text-small);
        line-height: 1;
        color: var(--soft);
        white-space: nowrap;
      }

      :host([presenting]) .restart {
        display: none;
      }

      :host([presenting]) {
        padding-inline: 2.75rem;
      }

      @media (width < 80em) {
        .epoch,
        .rate {
          display: none;
        }
      }

      @media (47.5em <= width < 68.75em) {
        :host(:not([presenting])) dl {
          flex-direction: column;
          align-items: start;
          gap: 0;
          font-size: var(--text-small);
          line-height: 1.3;
        }

        :host(:not([presenting])) dt {
          min-width: 5.3em;
        }

        .run {
          flex: none;
        }

        .restart {
          position: static;
        }

        .seed {
          display: none;
        }
      }

      @media (47.5em <= width < 62.5em) {
        .title {
          max-width: 8.5em;
        }
      }

      @media (width < 75em) {
        :host([presenting]) .title {
          position: absolute;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
      }

      @media (width < 62.5em) {
        :host([presenting]) {
          padding-inline: 1.5rem;
        }
      }

      @media (47.5em <= width < 62.5em) {
        :host([presenting]) dl {
          flex-direction: column;
          align-items: start;
          gap: 0;
          line-height: 1.2;
        }
      }

      @media (width < 47.5em) {
        :host,
        :host([presenting]) {
          flex-wrap: wrap;
          padding: var(--space-2) 0.875rem;
          gap: 0.4rem;
        }

        /* A line of its own, which scrolls away: see the header's place in the layout. */
        .title {
          flex-basis: 100%;
          display: flex;
          gap: var(--space-2);
          align-items: baseline;
          height: var(--title-line);
          margin: 0;
          /* At its end is the way to the settings. */
          padding-right: 6em;
          overflow: hidden;
        }

        .title::after {
          content: none;
        }

        .name {
          max-width: none;
          min-width: 0;
        }

        /* The buttons and, at the other end of their line, the menu or the way out; the figures below. */
        .run {
          flex: 1 1 0;
          gap: 0.4rem;
        }

        .primary {
          min-width: 6.7em;
        }

        .figures,
        dl {
          margin: 0;
          gap: 0 var(--space-2);
          font-size: var(--text-small);
        }

        dl {
          flex-wrap: wrap;
        }

        .figures {
          flex-basis: 100%;
          order: 1;
        }

        dd {
          min-width: 2.8em;
        }

        .restart {
          position: static;
        }

        .seed {
          display: none;
        }

        .ready .rate,
        .epoch {
          display: flex;
        }
      }

      @media (width < 24.375em) {
        .epoch {
          display: none;
        }

        /* Labels of two words take two lines, so that all buttons have one. */
        .run button {
          flex: 1 1 0;
          min-width: min-content;
          padding: 0 0.5em;
          line-height: 1.15;
          white-space: normal;
        }

        .run .primary {
          min-width: 5em;
        }
      }
    `,
  ];

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
