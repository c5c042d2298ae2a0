import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { help } from "../../text/en-help.ts";
import { dialogStyles } from "../dialog.ts";
import { define, emit } from "../element.ts";
import { headingStyles } from "../headings.ts";

/** The page's keys, marks and terms. */
@define("gradient-lab-help-dialog")
export class HelpDialog extends LitElement {
  /** Whether single keys act as shortcuts. */
  @property({ type: Boolean }) shortcuts = true;

  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    headingStyles,
    dialogStyles,
    css`
      dialog {
        --width: 46rem;
      }

      .head {
        display: flex;
        justify-content: space-between;
        align-items: center;
      }

      h3 {
        margin-top: var(--space-4);
      }

      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--space-2) var(--space-4);
        margin: var(--space-2) 0;
      }

      dt {
        font-weight: var(--weight-strong);
      }

      dd {
        margin: 0;
      }

      label {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: var(--target);
      }

      input {
        accent-color: var(--ink);
        width: 1.1em;
        height: 1.1em;
        min-height: 0;
      }

      @media (hover: none) and (pointer: coarse) {
        .keys {
          display: none;
        }
      }

      @media (max-width: 30rem) {
        dl {
          grid-template-columns: 1fr;
          gap: 0;
        }

        dd {
          margin-bottom: var(--space-2);
        }
      }
    `,
  ];

  /** Opens the dialog. */
  show(): void {
    this.dialog.showModal();
  }

  override render() {
    const list = (items: readonly (readonly [string, string])[]) =>
      html`<dl>${items.map(([term, meaning]) => html`<dt>${term}</dt><dd>${meaning}</dd>`)}</dl>`;
    return html`<dialog aria-labelledby="title">
      <div class="head">
        <h2 id="title">${help.title}</h2>
        <button @click=${() => this.dialog.close()}>${help.close}</button>
      </div>
      <section class="keys">
        <h3>${help.keys}</h3>
        ${list(help.keyList)}
        <label>
          <input type="checkbox" .checked=${this.shortcuts} @change=${this.switchShortcuts} />
          ${help.shortcuts}
        </label>
      </section>
      <h3>${help.marks}</h3>
      ${list(help.markList)}
      <h3>${help.terms}</h3>
      ${list(help.termList)}
    </dialog>`;
  }

  private switchShortcuts(event: Event): void {
    emit(this, "shortcuts-switched", (event.target as HTMLInputElement).checked);
  }
}
