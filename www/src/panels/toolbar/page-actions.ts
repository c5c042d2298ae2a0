import { css, html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import { frame, toolbar } from "../../text/en.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import { RovingFocus } from "../roving-focus.ts";

/** Actions on the page rather than the run: side by side if there is room, else in a menu. */
@define("gradient-lab-page-actions")
export class PageActions extends LitElement {
  /** Whether there is a run to link to. */
  @property({ type: Boolean }) ready = false;
  @property() theme: "light" | "dark" = "light";
  /** Whether the link has just been copied. */
  @property({ type: Boolean }) copied = false;

  @query(".menu") private menu!: HTMLElement;
  @query(".save") private save!: HTMLElement;
  @query(".actions") private actions!: HTMLElement;

  private readonly roving = new RovingFocus(this, () => this.actions);

  static override styles = [
    controlStyles,
    css`
      :host {
        flex: none;
      }

      .share {
        min-width: 5.2em;
      }

      .help {
        min-width: var(--control);
      }

      @media (width >= 75em) {
        .menu,
        .words {
          display: none;
        }

        /* Not a popover: always visible. */
        .actions {
          position: static;
          display: flex;
          gap: var(--space-2);
          margin: 0;
          padding: 0;
          border: 0;
          color: inherit;
          background: none;
          overflow: visible;
        }
      }

      @media (width < 75em) {
        .menu {
          display: block;
          min-width: var(--control);
          padding: 0;
        }

        .sign {
          display: none;
        }

        svg {
          display: block;
          width: 1.15em;
          margin: auto;
          fill: none;
          stroke: currentcolor;
          stroke-width: 1.5;
        }

        .actions {
          inset: 3.5rem 0.875rem auto auto;
          margin: 0;
          padding: var(--space-1);
          color: var(--ink);
          background: var(--raised);
          border: 1px solid var(--ink);
          border-radius: var(--radius);
        }

        /* Below its button at any scroll position. */
        @supports (position-area: block-end span-inline-start) {
          .actions {
            inset: auto;
            position-area: block-end span-inline-start;
            margin-top: var(--space-1);
          }
        }

        .actions button {
          display: block;
          width: 100%;
          padding: 0 0.9em;
          border-color: transparent;
          background: none;
          text-align: left;
        }
      }
    `,
  ];

  override render() {
    const other = this.theme === "dark" ? toolbar.light : toolbar.dark;
    const themeHint = toolbar.themeHint(other.toLowerCase());
    return html`
      <button class="menu" popovertarget="actions" aria-label=${toolbar.menu} title=${toolbar.menu}>
        <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1 3.5h14M1 8h14M1 12.5h14" /></svg>
      </button>
      <div
        class="actions"
        id="actions"
        popover
        role="toolbar"
        aria-label=${frame.page}
        @keydown=${this.roving.keyPressed}
        @focusin=${this.roving.focused}
      >
        <button class="share" title=${toolbar.shareHint} ?disabled=${!this.ready} @click=${() => emit(this, "link-shared")}>
          ${this.copied ? toolbar.shared : toolbar.share}
        </button>
        <button class="save" title=${toolbar.saveHint} ?disabled=${!this.ready} @click=${() => this.leave("save-opened")}>
          ${toolbar.save}
        </button>
        <button title=${toolbar.presentHint} @click=${() => this.leave("presentation-toggled")}>${toolbar.present}</button>
        <button title=${themeHint} @click=${() => emit(this, "theme-toggled")}>${other}</button>
        <button class="help" title=${toolbar.help} aria-label=${toolbar.help} @click=${() => emit(this, "help-opened")}>
          <span class="sign">${toolbar.helpSign}</span><span class="words">${toolbar.help}</span>
        </button>
      </div>
    `;
  }

  /** Focuses Save, or the menu that it is in. */
  override focus(): void {
    const { menu, save } = this;
    (save.checkVisibility() ? save : menu).focus();
  }

  /** Closes the menu, where there is one, and does what comes in its place. */
  private leave(event: "save-opened" | "presentation-toggled"): void {
    this.actions.hidePopover();
    emit(this, event);
  }
}
