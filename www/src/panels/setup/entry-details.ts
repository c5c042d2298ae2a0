import { css, html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { until } from "lit/directives/until.js";
import type { ChosenEntry, Control } from "../../state/controls.ts";
import { proseOf } from "../../state/prose.ts";
import { setup } from "../../text/en.ts";
import { controlStyles } from "../controls.ts";
import { define } from "../element.ts";

/** What a setting does; for a catalogue entry also its formula and source. */
@define("gradient-lab-entry-details")
export class EntryDetails extends LitElement {
  @property({ attribute: false }) control!: Control;

  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
        margin: 0.1rem 0 0.6rem;
        padding-left: 0.65rem;
        border-left: 1px solid var(--ink);
        font-size: var(--text-small);
      }

      p {
        margin: 0 0 0.3rem;
      }

      .formula {
        overflow-x: auto;
        font-size: var(--text);
        padding: 0.15rem 0;
      }

      /* A fraction is set as large as in a formula of its own line, so that its exponents can be read. */
      .formula math {
        font-size: 1.15em;
        math-style: normal;
      }

      a {
        color: inherit;
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    const { summary, entry } = this.control;
    return html`
      ${summary === "" ? nothing : html`<p>${summary}</p>`}
      ${entry ? until(this.about(entry), nothing) : nothing}
    `;
  }

  /** The entry's description; all are loaded when the first is needed. */
  private async about(entry: ChosenEntry) {
    const { formula, summary, source } = await proseOf(entry);
    return html`
      <p><strong>${entry.label}.</strong> ${summary}</p>
      ${formula === "" ? nothing : html`<p class="formula">${until(this.formula(formula), nothing)}</p>`}
      ${this.source(source)}
    `;
  }

  private source(source: string) {
    if (source === "") return nothing;
    return source.startsWith("https://")
      ? html`<p><a href=${source} target="_blank" rel="noopener">${setup.source}</a></p>`
      : html`<p>${setup.source}: ${source}</p>`;
  }

  /** The formula; the typesetter is loaded when the first is needed. */
  private async formula(tex: string) {
    const { typeset } = await import("./typeset.ts");
    return typeset(tex);
  }
}
