import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { RunInfo, Snapshot, Verdict } from "../../state/figures.ts";
import { type LearningPhrase, learningPhraseOf } from "../../state/learning.ts";
import type { Offer } from "../../state/remedies.ts";
import { type Gradient, sentenceOf } from "../../state/sentence.ts";
import { noTraits, type Traits } from "../../state/traits.ts";
import { learningText, sentenceText, smoothingText, verdictHeadline, verdictWord } from "../../text/en.ts";
import { offerLabel, offersLead } from "../../text/en-offers.ts";
import { define, emit } from "../element.ts";
import { HeldFocus } from "../held-focus.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { LONGEST_PHRASE, LONGEST_SENTENCE } from "./longest.ts";

type Tone = "small" | "large" | "well";

const TONES: Record<Verdict, Tone> = {
  diverged: "large",
  exploding: "large",
  vanishing: "small",
  silent: "small",
  dying: "small",
  saturated: "small",
  healthy: "well",
};

const LEARNING_TONES: Record<LearningPhrase["kind"], Tone> = {
  learnt: "well",
  learning: "well",
  overfitting: "large",
  unstable: "large",
  worseThanGuessing: "large",
  penalized: "small",
  notLearning: "small",
};

/**
 * The verdict: the factor a layer, a sentence, and one-click remedies; beside it how the run learns. Its height does not depend
 * on what is said.
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
        grid-template: "lead sentence" auto "lead remedies" 1fr / 7.4em minmax(0, 1fr);
        --rows: 1;
      }
      .lead {
        grid-area: lead;
        display: grid;
        --line: minmax(calc(var(--leading-tight) * 1em), auto);
        grid-template: "headline" var(--line) "note" auto "learning" 1fr / minmax(0, 1fr);
        padding-right: 0.6em;
      }
      :host([tone="small"]),
      .small {
        --tone: var(--too-small);
      }
      :host([tone="large"]),
      .large {
        --tone: var(--too-large);
      }
      :host([tone="well"]),
      .well {
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
      .note,
      .learning {
        font-size: var(--text);
        line-height: 1.2;
        color: var(--soft);
      }
      .note {
        grid-area: note;
        min-height: 1.2em;
        font-size: var(--text-small);
      }
      .learning {
        grid-area: learning;
        padding-top: 0.15em;
      }
      p,
      .longest-sentence {
        grid-area: sentence;
        margin: 0;
        max-width: 46em;
        font-size: var(--text-lead);
        line-height: 1.38;
        padding-top: 0.36em;
      }
      /* The longest sentence and phrase, invisible, reserve space so that nothing below ever moves. */
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
      .remedies span {
        white-space: nowrap;
      }
      button {
        min-height: var(--control);
        padding: 0 0.9em;
        border: 1px solid var(--tone);
        border-radius: var(--pill);
        background: none;
        color: var(--tone);
        min-width: 3em;
        font: inherit;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
        cursor: pointer;
      }
      /* Remedies keep to their rows: the first says most, and is cut off first. */
      .remedy {
        flex-wrap: nowrap;
      }
      .remedy button + button {
        flex: none;
        max-width: 30%;
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
      :host([brief]) .note,
      :host([brief]) .remedies {
        display: none;
      }
      /* One line each, with no more room than they take. */
      :host([brief]) .verdict {
        grid-template: "lead sentence" auto / max-content minmax(0, 1fr);
      }
      :host([brief]) h2 {
        white-space: nowrap;
      }
      :host([brief]) .lead {
        grid-template: "headline" auto "learning" auto / minmax(0, 1fr);
        min-width: 7.4em;
      }
      :host([brief]) .learning {
        max-width: calc(18 * var(--text));
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
          grid-template: "lead sentence" auto "remedies remedies" 1fr / 7.4em minmax(0, 1fr);
        }
      }
      @container (max-width: 19em) {
        .verdict {
          grid-template: "lead" auto "sentence" auto "remedies" 1fr / minmax(0, 1fr);
        }
        .lead {
          grid-template: "headline note" var(--line) "learning learning" auto / 7.4em minmax(0, 1fr);
          align-items: end;
          padding-right: 0;
        }
      }
      @container (max-width: 19em) {
        :host([brief]) .verdict {
          grid-template: "lead" auto "sentence" auto / minmax(0, 1fr);
        }
        :host([brief]) .learning {
          max-width: none;
          white-space: nowrap;
          overflow: hidden;
          text-overflow: ellipsis;
        }
      }
      @container (max-width: 15em) {
        .verdict {
          --rows: 2;
        }
        .remedy {
          flex-wrap: wrap;
        }
        /* Two rows hold all: the words before them and the first, then the others. */
        .remedy button + button {
          max-width: calc(50% - var(--space-1));
        }
        .remedy span + button {
          max-width: calc(100% - 4em);
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
  /** The gradient that the sentence is about. */
  @property() gradient: Gradient = "delta";
  /** The changes on offer. */
  @property({ attribute: false }) offers: readonly Offer[] = [];

  /** Whether it says no more than the verdict: of what batches it is and what to try are left out. */
  @property({ type: Boolean, reflect: true }) brief = false;

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
    const { runInfo, snapshot, traits, gradient, offers } = this;
    if (!runInfo || !snapshot) {
      return html`
        <div class="verdict">
          <p class="waiting">${this.waiting}</p>
          <div class="lead"><div class="note"></div>${renderPhrase(LONGEST_PHRASE, "longest")}</div>
          ${this.#renderLongest()}
          <div class="remedies"></div>
        </div>
      `;
    }
    const { diagnosis, step } = snapshot;
    const { rho, verdict } = diagnosis;
    const phrase = learningPhraseOf(runInfo, snapshot);
    // A run that has ended or lost its gradient is told of as it is, at once.
    const smoothed = rho !== null && verdict !== "diverged" && verdict !== "silent";
    const [first] = offers;
    return html`
      <div class="verdict">
        <div class="lead">
          <h2 tabindex="-1">${withPowers(verdictHeadline(diagnosis))}</h2>
          <div class="note">${smoothed ? smoothingText(step) : nothing}</div>
          ${phrase ? renderPhrase(phrase, LEARNING_TONES[phrase.kind]) : nothing}
          ${renderPhrase(LONGEST_PHRASE, "longest")}
        </div>
        <p>
          ${rho === null ? nothing : html`<b>${verdictWord(verdict)}.</b>`}
          ${withPowers(sentenceText(sentenceOf(runInfo, snapshot, traits, gradient)))}
        </p>
        ${this.#renderLongest()}
        <div class="remedies ${first?.kind ?? ""}">
          ${first ? html`<span>${offersLead(first)}</span>` : nothing}
          ${repeat(offers, offerLabel, (offer) => {
            const label = offerLabel(offer);
            const choose = (event: MouseEvent) => this.#choose(event, offer);
            return html`<button type="button" title=${label} @click=${choose}>${label}</button>`;
          })}
        </div>
      </div>
    `;
  }

  #renderLongest() {
    return html`<div class="longest longest-sentence" aria-hidden="true">
      <b>${verdictWord("vanishing")}.</b> ${withPowers(sentenceText(LONGEST_SENTENCE))}
    </div>`;
  }

  #choose(event: MouseEvent, offer: Offer): void {
    // A double click would also choose the remedy that replaces the first one.
    if (event.detail > 1) return;
    this.headline?.focus({ preventScroll: true });
    emit(this, "remedy-chosen", offer);
  }
}

/** How the run learns; `kind` is its tone, or that it only reserves space. */
function renderPhrase(phrase: LearningPhrase, kind: Tone | "longest") {
  const { word, figures } = learningText(phrase);
  const hidden = kind === "longest" ? "true" : nothing;
  return html`<div class="learning ${kind}" aria-hidden=${hidden}><b>${word}:</b> ${figures}</div>`;
}
