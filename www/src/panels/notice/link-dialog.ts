import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { notices } from "../../text/en-notices.ts";
import { dialogStyles } from "../dialog.ts";
import { define } from "../element.ts";

/** What the dialog says about a link: whether it was copied, and the table and the model file that it cannot contain. */
export interface LinkInfo {
  readonly copied: boolean;
  readonly file: string | null;
  readonly model: string | null;
}

/** The link as text, for a browser that refuses to copy it, or if a file of the reader's is not in it. */
@define("gradient-lab-link-dialog")
export class LinkDialog extends LitElement {
  @property() link = "";
  @property({ attribute: false }) info: LinkInfo = { copied: false, file: null, model: null };

  @query("dialog") private dialog!: HTMLDialogElement;
  @query("textarea") private field!: HTMLTextAreaElement;

  static override styles = [
    dialogStyles,
    css`
      dialog {
        --width: 40rem;
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
  async show(link: string, info: LinkInfo): Promise<void> {
    this.link = link;
    this.info = info;
    await this.updateComplete;
    this.dialog.showModal();
    this.field.select();
  }

  override render() {
    const { copied, file, model } = this.info;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${copied ? notices.link.copied : notices.link.title}</h2>
      ${copied ? nothing : html`<p>${notices.link.lead}</p>`}
      ${file === null ? nothing : html`<p>${notices.link.withoutFile(file)}</p>`}
      ${model === null ? nothing : html`<p>${notices.link.withoutWeights(model)}</p>`}
      <textarea readonly aria-label=${notices.link.label} .value=${this.link}></textarea>
      <button @click=${() => this.dialog.close()}>${notices.link.close}</button>
    </dialog>`;
  }
}
