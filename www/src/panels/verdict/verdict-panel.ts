import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Description, Snapshot, Verdict } from "../../state/figures.ts";
import type { JsonObject } from "../../state/path.ts";
import type { Remedy } from "../../state/remedies.ts";
import { remedyLabel, remedyLead, verdictHeadline, verdictSentence, verdictWord } from "../../text/en.ts";
import { powerStyles, withPowers } from "../powers.ts";

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
 * it says. Tells with `edit-chosen` (detail: the whole document after the change) which remedy was taken.
 */
@customElement("verdict-panel")
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
        /* Room for the longest sentence, so that what stands below never moves. */
        --head: 0rem;
        --lines: 3;
        --rows: 1;
        --gap: var(--space-2);
        min-height: calc(
          var(--head) + (1.38 * var(--lines) + 0.36) * var(--text-lead) + var(--gap) + var(--rows) *
            (var(--control) + var(--space-1))
        );
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
      p {
        grid-area: sentence;
        margin: 0;
        max-width: 46em;
        font-size: var(--text-lead);
        line-height: 1.38;
        padding-top: 0.36em;
      }
      b {
        font-weight: var(--weight-strong);
        color: var(--tone);
      }
      .remedies {
        grid-area: remedies;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        align-self: start;
        gap: var(--space-1) var(--space-2);
        min-height: var(--control);
        padding-top: var(--gap);
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
      button:hover {
        background: color-mix(in srgb, var(--tone) 9%, transparent);
      }
      button:focus-visible {
        outline: var(--focus-ring);
        outline-offset: var(--focus-offset);
      }
      /* In ems of the headline, so that the lecture hall's large type counts as less room. */
      @container (max-width: 24em) {
        .verdict {
          --lines: 4;
        }
      }
      @container (max-width: 19em) {
        .verdict {
          grid-template: "headline" auto "sentence" auto "remedies" 1fr / minmax(0, 1fr);
          --head: calc(1.15 * var(--text-display));
        }
      }
      @container (max-width: 15em) {
        .verdict {
          --lines: 5;
          --rows: 2;
        }
      }
    `,
  ];

  /** What stays the same for the run. */
  @property({ attribute: false }) description: Description | null = null;
  /** The figures that the verdict on show is of. */
  @property({ attribute: false }) snapshot: Snapshot | null = null;
  /** The changes on offer. */
  @property({ attribute: false }) remedies: readonly Remedy[] = [];

  override willUpdate(): void {
    const verdict = this.snapshot?.diagnosis.verdict;
    this.setAttribute("tone", verdict ? TONES[verdict] : "none");
  }

  override render() {
    const { description, snapshot, remedies } = this;
    if (!description || !snapshot) return html`<div class="verdict"></div>`;
    const { diagnosis } = snapshot;
    const word = verdictWord(diagnosis.verdict);
    const headline = verdictHeadline(diagnosis);
    return html`
      <div class="verdict">
        <h2>${withPowers(headline)}</h2>
        <p>
          ${headline === word ? nothing : html`<b>${word}.</b>`}
          ${withPowers(verdictSentence(diagnosis, description, snapshot))}
        </p>
        <div class="remedies">
          ${remedies.length > 0 ? html`<span>${remedyLead(diagnosis.verdict)}</span>` : nothing}
          ${remedies.map(
            ({ id, experiment }) =>
              html`<button type="button" @click=${() => this.#choose(experiment)}>${remedyLabel(id)}</button>`,
          )}
        </div>
      </div>
    `;
  }

  #choose(detail: JsonObject): void {
    this.dispatchEvent(new CustomEvent<JsonObject>("edit-chosen", { detail, bubbles: true, composed: true }));
  }
}
