import { css, html, LitElement } from "lit";
import { notices } from "../../text/en-notices.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";

/** Says that a newer version of the page is there. */
@define("gradient-lab-update-bar")
export class UpdateBar extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        position: fixed;
        inset: auto auto 0.875rem 0.875rem;
        z-index: 2;
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: center;
        max-width: calc(100vw - 1.75rem);
        padding: var(--space-2) var(--space-3);
        font: var(--text) / var(--leading) var(--font);
        color: var(--ink);
        background: var(--paper);
        border: 1px solid var(--ink);
        border-radius: var(--radius);
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute("role", "status");
  }

  override render() {
    return html`<span>${notices.update.lead}</span>
      <button @click=${() => emit(this, "update-accepted")}>${notices.update.accept}</button>
      <button class="quiet" @click=${() => this.remove()}>${notices.update.later}</button>`;
  }
}
