import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { notices } from "../../text/en-notices.ts";
import { define } from "../define.ts";
import { dialogStyles } from "../dialog.ts";

/** What there is to say of a link: whether the browser copied it, and the file that it cannot hold. */
export interface LinkNews {
  readonly copied: boolean;
  readonly file: string | null;
}

/** The link as text, for when the browser refuses to copy it or something is missing in it. */
@define("gradient-lab-link-dialog")
export class LinkDialog extends LitElement {
  @property() link = "";
  @property({ attribute: false }) news: LinkNews = { copied: false, file: null };

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
  async show(link: string, news: LinkNews): Promise<void> {
    this.link = link;
    this.news = news;
    await this.updateComplete;
    this.dialog.showModal();
    this.field.select();
  }

  override render() {
    const { copied, file } = this.news;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${copied ? notices.link.copied : notices.link.title}</h2>
      ${copied ? nothing : html`<p>${notices.link.lead}</p>`}
      ${file === null ? nothing : html`<p>${notices.link.withoutFile(file)}</p>`}
      <textarea readonly aria-label=${notices.link.label} .value=${this.link}></textarea>
      <button @click=${() => this.dialog.close()}>${notices.link.close}</button>
    </dialog>`;
  }
}
