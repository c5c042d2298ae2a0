import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { RunInfo, Snapshot, Verdict } from "../../state/figures.ts";
import type { Remedy } from "../../state/remedies.ts";
import { sentenceOf } from "../../state/sentence.ts";
import { noTraits, type Traits } from "../../state/traits.ts";
import { remedyLabel, remedyLead, sentenceText, verdictHeadline, verdictWord } from "../../text/en.ts";
import { define, emit } from "../element.ts";
import { HeldFocus } from "../held-focus.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { LONGEST_SENTENCE } from "./longest.ts";

const TONES: Record<Verdict, "small" | "large" | "well"> = {
  diverged: "large",
  exploding: "large",
  vanishing: "small",
  silent: "small",
  dying: "small",
  saturated: "small",
  healthy: "well",
};

/** The verdict: the factor a layer, a sentence, and one-click remedies. Its height does not depend on the sentence. */
@define("gradient-lab-verdict-panel")
export class VerdictPanel extends LitElement {
  static override styles = [
    powerStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        font: var(--text-display) / var(--leading-tight) var(--font);
        font-variant-numeric: tabular-nums;
        color: var(--ink);
        --tone: var(--ink);
      }
      .verdict {
        display: grid;
        grid-template: "headline sentence" auto "headline remedies" 1fr / 7.4em minmax(0, 1fr);
        --rows: 1;
      }
      :host([tone="small"]) {
        --tone: var(--too-small);
      }
      :host([tone="large"]) {
        --tone: var(--too-large);
      }
      :host([tone="well"]) {
        --tone: var(--well);
      }
      h2 {
        grid-area: headline;
        margin: 0;
        font-size: inherit;
        font-weight: var(--weight-strong);
        letter-spacing: -0.025em;
        color: var(--tone);
      }
      p,
      .longest {
        grid-area: sentence;
        margin: 0;
        max-width: 46em;
        font-size: var(--text-lead);
        line-height: 1.38;
        padding-top: 0.36em;
      }
      /* The longest sentence, invisible, reserves space so that nothing below ever moves. */
      .longest {
        visibility: hidden;
      }
      .waiting {
        grid-area: 1 / 1 / auto / -1;
        box-sizing: border-box;
        min-height: calc(var(--leading-tight) * var(--text-display));
        color: var(--soft);
      }
      b {
        font-weight: var(--weight-strong);
        color: var(--tone);
      }
      .remedies {
        grid-area: remedies;
        display: flex;
        flex-wrap: wrap;
        align-content: start;
        align-items: center;
        gap: var(--space-1) var(--space-2);
        min-height: calc(var(--rows) * (var(--control) + var(--space-1)) - var(--space-1));
        padding-block: var(--space-2);
        font-size: var(--text);
        line-height: var(--leading);
        color: var(--soft);
      }
      button {
        min-height: var(--control);
        padding: 0 0.9em;
        border: 1px solid var(--tone);
        border-radius: var(--pill);
        background: none;
        color: var(--tone);
        font: inherit;
        white-space: nowrap;
        cursor: pointer;
      }
      @media (hover: hover) {
        button:hover {
          background: color-mix(in srgb, var(--tone) 9%, transparent);
        }
      }
      :focus-visible {
        outline: var(--focus-ring);
        outline-offset: var(--focus-offset);
      }
      @media print {
        .remedies,
        .longest {
          display: none;
        }
      }
      /* In ems of the headline, since there is less room for the large type of a lecture. */
      @container (max-width: 20em) {
        .verdict {
          grid-template: "headline sentence" auto "remedies remedies" 1fr / 7.4em minmax(0, 1fr);
        }
      }
      @container (max-width: 19em) {
        .verdict {
          grid-template: "headline" auto "sentence" auto "remedies" 1fr / minmax(0, 1fr);
        }
      }
      @container (max-width: 15em) {
        .verdict {
          --rows: 2;
        }
      }
      @container (max-width: 9em) {
        .verdict {
          --rows: 3;
        }
      }
    `,
  ];

  /** The text until there is a run. */
  @property() waiting = "";
  /** The run. */
  @property({ attribute: false }) runInfo: RunInfo | null = null;
  /** The snapshot whose verdict is shown. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** Properties of the run's document. */
  @property({ attribute: false }) traits: Traits = noTraits;
  /** The remedies on offer. */
  @property({ attribute: false }) remedies: readonly Remedy[] = [];

  @query("h2") private headline!: HTMLElement | null;

  constructor() {
    super();
    new HeldFocus(this, () => this.headline);
  }

  override willUpdate(): void {
    const verdict = this.snapshot?.diagnosis.verdict;
    this.setAttribute("tone", verdict ? TONES[verdict] : "none");
  }

  override render() {
    const { runInfo, snapshot, traits, remedies } = this;
    if (!runInfo || !snapshot) {
      return html`
        <div class="verdict">
          <p class="waiting">${this.waiting}</p>
          ${this.#renderLongest()}
          <div class="remedies"></div>
        </div>
      `;
    }
    const { diagnosis } = snapshot;
    return html`
      <div class="verdict">
        <h2 tabindex="-1">${withPowers(verdictHeadline(diagnosis))}</h2>
        <p>
          ${diagnosis.rho === null ? nothing : html`<b>${verdictWord(diagnosis.verdict)}.</b>`}
          ${withPowers(sentenceText(sentenceOf(runInfo, snapshot, traits)))}
        </p>
        ${this.#renderLongest()}
        <div class="remedies">
          ${remedies.length > 0 ? html`<span>${remedyLead(diagnosis.verdict)}</span>` : nothing}
          ${repeat(
            remedies,
            ({ id }) => id,
            (remedy) =>
              html`<button type="button" @click=${(event: MouseEvent) => this.#choose(event, remedy)}>${remedyLabel(remedy.id)}</button>`,
          )}
        </div>
      </div>
    `;
  }

  #renderLongest() {
    return html`<div class="longest" aria-hidden="true">
      <b>${verdictWord("vanishing")}.</b> ${withPowers(sentenceText(LONGEST_SENTENCE))}
    </div>`;
  }

  #choose(event: MouseEvent, remedy: Remedy): void {
    // A double click would also choose the remedy that replaces the first one.
    if (event.detail > 1) return;
    this.headline?.focus({ preventScroll: true });
    emit(this, "remedy-chosen", remedy);
  }
}
