import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { toolbar } from "../../text/en.ts";
import { controlStyles } from "../controls.ts";

/** What one can do with the page rather than with the run: in the bar where there is room, else at the page's end. */
@customElement("page-actions")
export class PageActions extends LitElement {
  /** Whether there is a run to link to. */
  @property({ type: Boolean }) ready = false;
  @property() theme: "light" | "dark" = "light";
  /** Whether the link has just been copied. */
  @property({ type: Boolean }) copied = false;

  static override styles = [
    controlStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .share {
        min-width: 5.2em;
      }

      .help {
        min-width: var(--control);
      }
    `,
  ];

  override render() {
    const other = this.theme === "dark" ? toolbar.light : toolbar.dark;
    const themeHint = toolbar.themeHint(other.toLowerCase());
    return html`
      <button class="share" title=${toolbar.shareHint} ?disabled=${!this.ready} @click=${() => this.ask("shared")}>
        ${this.copied ? toolbar.shared : toolbar.share}
      </button>
      <button title=${toolbar.presentHint} @click=${() => this.ask("presentation-toggled")}>${toolbar.present}</button>
      <button title=${themeHint} @click=${() => this.ask("theme-toggled")}>${other}</button>
      <button class="help" title=${toolbar.help} aria-label=${toolbar.help} @click=${() => this.ask("help-opened")}>
        ${toolbar.helpSign}
      </button>
    `;
  }

  private ask(wish: "shared" | "presentation-toggled" | "theme-toggled" | "help-opened"): void {
    this.dispatchEvent(new CustomEvent(wish, { bubbles: true, composed: true }));
  }
}
