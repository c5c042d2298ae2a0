import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import type { Notice } from "../../state/notice.ts";
import { notices } from "../../text/en-notices.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import "../file-choice.ts";
import { titleStyles } from "../headings.ts";

/** What has gone wrong, and what the reader can do then. */
@define("gradient-lab-notice-panel")
export class NoticePanel extends LitElement {
  @property({ attribute: false }) notice: Notice | null = null;

  @query("textarea") private editor!: HTMLTextAreaElement | null;

  static override styles = [
    controlStyles,
    titleStyles,
    css`
      :host {
        display: block;
      }

      :host(.whole) {
        font-size: var(--text-lead);
      }

      :host(.whole) h2 {
        font-size: var(--text-display);
        line-height: var(--leading-tight);
        margin-bottom: var(--space-3);
      }

      p {
        margin: var(--space-1) 0;
        max-width: 46em;
      }

      code {
        display: block;
        margin: var(--space-2) 0;
        padding-left: var(--space-3);
        border-left: 2px solid var(--ink);
        font: inherit;
        font-weight: var(--weight-strong);
        overflow-wrap: anywhere;
      }

      label {
        display: block;
        color: var(--soft);
        font-size: var(--text);
        margin-top: var(--space-3);
      }

      textarea {
        display: block;
        width: 100%;
        height: max(12rem, 45dvh);
        margin-top: var(--space-1);
        padding: var(--space-2);
        font-family: ui-monospace, "DejaVu Sans Mono", monospace;
        font-size: var(--text-small);
        resize: vertical;
      }

      textarea.report {
        height: 8rem;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-top: var(--space-3);
        font-size: var(--text);
      }
    `,
  ];

  override render() {
    const { notice } = this;
    if (!notice) return nothing;
    switch (notice.kind) {
      case "refusedLink":
        return html`
          <h2>${notices.refusedLink.title}</h2>
          <p>${notices.refusedLink.lead}</p>
          <code>${notice.message}</code>
          <label>${notices.refusedLink.edit}<textarea spellcheck="false" .value=${notice.text}></textarea></label>
          <div class="ways">
            <button class="primary" @click=${this.opened}>${notices.refusedLink.open}</button>
            ${this.fresh(notices.refusedLink.fresh, notices.refusedLink.freshHint)}
          </div>
        `;
      case "damagedLink":
        return html`
          <h2>${notices.damagedLink.title}</h2>
          <p>${notices.damagedLink.lead}</p>
          <div class="ways">${this.fresh(notices.damagedLink.fresh, "")}</div>
        `;
      case "refusedEdit":
        return html`
          <h2>${notices.refusedEdit.title}</h2>
          <code>${notice.message}</code>
          <div class="ways">
            <button @click=${() => emit(this, "edit-undone")}>${notices.refusedEdit.undo}</button>
          </div>
        `;
      case "refusedFile":
        return html`
          <h2>${notices.refusedFile.title}</h2>
          <code>${notice.message}</code>
          ${this.fileWays(notices.refusedFile, notice.undoable)}
        `;
      case "file":
        return html`
          <h2>${notices.file.title}</h2>
          <p>${notice.lost === null ? notices.file.lead : notices.file.again(notice.lost)}</p>
          ${this.fileWays(notices.file, notice.undoable)}
        `;
      case "failed": {
        const words = notice.reason === "loading" ? notices.loading : notices.stopped;
        return html`
          <h2>${words.title}</h2>
          <p>${words.lead}</p>
          <code>${notice.message}</code>
          ${
            notice.report === null
              ? nothing
              : html`<label>${notices.stopped.report}<textarea class="report" readonly spellcheck="false" .value=${notice.report}
                  @focus=${selectAll}></textarea></label>`
          }
          <div class="ways">
            <button class="primary" @click=${() => emit(this, "engine-restarted")}>${words.retry}</button>
          </div>
        `;
      }
    }
  }

  private fileWays(words: { choose: string; undo: string }, undoable: boolean) {
    return html`<div class="ways">
      <gradient-lab-file-choice .label=${words.choose}></gradient-lab-file-choice>
      ${undoable ? html`<button @click=${() => emit(this, "edit-undone")}>${words.undo}</button>` : nothing}
    </div>`;
  }

  private fresh(label: string, hint: string) {
    return html`<button title=${hint} @click=${() => emit(this, "started-afresh")}>${label}</button>`;
  }

  private opened(): void {
    if (this.editor) emit(this, "document-opened", this.editor.value);
  }
}

/** Selects all of a text field that gets the focus. */
function selectAll({ target }: Event): void {
  if (target instanceof HTMLTextAreaElement) target.select();
}
