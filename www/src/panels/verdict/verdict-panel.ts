import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Description, Snapshot, Verdict } from "../../state/figures.ts";
import type { Remedy } from "../../state/remedies.ts";
import { noTraits, type Traits } from "../../state/traits.ts";
import { remedyLabel, remedyLead, verdictHeadline, verdictSentence, verdictWord } from "../../text/en.ts";
import { define } from "../define.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { LONGEST, LONGEST_SENTENCE } from "./longest.ts";

const TONES: Record<Verdict, "small" | "large" | "well"> = {
  diverged: "large",
  exploding: "large",
  vanishing: "small",
  silent: "small",
  dying: "small",
  saturated: "small",
  healthy: "well",
};

/**
 * The headline: the factor a layer, what follows from it, and one-click remedies. Its height does not depend on what
 * it says. Tells with `remedy-chosen` (detail: the remedy) which one was taken.
 */
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
      /* Unseen, the longest sentence keeps its room, so that what stands below never moves. */
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
      button:focus-visible {
        outline: var(--focus-ring);
        outline-offset: var(--focus-offset);
      }
      /* In ems of the headline, so that the lecture hall's large type counts as less room. */
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

  /** What is said until there is a run. */
  @property() waiting = "";
  /** What stays the same for the run. */
  @property({ attribute: false }) description: Description | null = null;
  /** The figures that the verdict on show is of. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** What the run has that its figures do not tell. */
  @property({ attribute: false }) traits: Traits = noTraits;
  /** The changes on offer. */
  @property({ attribute: false }) remedies: readonly Remedy[] = [];

  override willUpdate(): void {
    const verdict = this.snapshot?.diagnosis.verdict;
    this.setAttribute("tone", verdict ? TONES[verdict] : "none");
  }

  override render() {
    const { description, snapshot, traits, remedies } = this;
    if (!description || !snapshot) {
      return html`
        <div class="verdict">
          <p class="waiting">${this.waiting}</p>
          ${this.#renderLongest()}
          <div class="remedies"></div>
        </div>
      `;
    }
    const { diagnosis } = snapshot;
    const word = verdictWord(diagnosis.verdict);
    const headline = verdictHeadline(diagnosis);
    return html`
      <div class="verdict">
        <h2>${withPowers(headline)}</h2>
        <p>
          ${headline === word ? nothing : html`<b>${word}.</b>`}
          ${withPowers(verdictSentence(diagnosis, description, snapshot, traits))}
        </p>
        ${this.#renderLongest()}
        <div class="remedies">
          ${remedies.length > 0 ? html`<span>${remedyLead(diagnosis.verdict)}</span>` : nothing}
          ${remedies.map(
            (remedy) =>
              html`<button type="button" @click=${(event: MouseEvent) => this.#choose(event, remedy)}>${remedyLabel(remedy.id)}</button>`,
          )}
        </div>
      </div>
    `;
  }

  #renderLongest() {
    return html`<div class="longest" aria-hidden="true">
      <b>${verdictWord(LONGEST.verdict)}.</b> ${withPowers(LONGEST_SENTENCE)}
    </div>`;
  }

  #choose(event: MouseEvent, detail: Remedy): void {
    // The second click of two would take what has come into the first one's place.
    if (event.detail > 1) return;
    this.dispatchEvent(new CustomEvent<Remedy>("remedy-chosen", { detail, bubbles: true, composed: true }));
  }
}
