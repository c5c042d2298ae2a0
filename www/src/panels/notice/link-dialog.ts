import { css, html, LitElement } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { notices } from "../../text/en.ts";
import { controlStyles } from "../controls.ts";

/** The link as text, for when the browser refuses to copy it. */
@customElement("link-dialog")
export class LinkDialog extends LitElement {
  @property() link = "";

  @query("dialog") private dialog!: HTMLDialogElement;
  @query("textarea") private field!: HTMLTextAreaElement;

  static override styles = [
    controlStyles,
    css`
      :host {
        display: contents;
      }

      dialog {
        width: min(40rem, calc(100vw - 2rem));
        padding: 1.25rem 1.5rem 1.5rem;
        color: var(--ink);
        background: var(--paper);
        border: var(--hairline);
        border-radius: var(--radius);
      }

      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }

      h2 {
        color: var(--ink);
        font-size: var(--text-lead);
        text-transform: none;
        letter-spacing: normal;
      }

      textarea {
        width: 100%;
        height: 7em;
        padding: var(--space-2);
        margin-bottom: var(--space-3);
        font-size: var(--text-small);
        resize: vertical;
      }
    `,
  ];

  /** Opens the dialog with the link selected. */
  async show(link: string): Promise<void> {
    this.link = link;
    await this.updateComplete;
    this.dialog.showModal();
    this.field.select();
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${notices.link.title}</h2>
      <p>${notices.link.lead}</p>
      <textarea readonly aria-label=${notices.link.title} .value=${this.link}></textarea>
      <button @click=${() => this.dialog.close()}>${notices.link.close}</button>
    </dialog>`;
  }
}
