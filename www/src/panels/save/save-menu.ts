import { css, html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { saving as words } from "../../text/en-saved.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import { titleStyles } from "../headings.ts";
import type { SaveFormat } from "../save-format.ts";

/** A trace under way. */
interface Progress {
  readonly step: number;
  readonly steps: number;
  stop(): void;
}

/** The list of what can be saved of the run, below the bar, and the way to open a file. */
@define("gradient-lab-save-menu")
export class SaveMenu extends LitElement {
  /** Whether there are curves, which need two steps. */
  @property({ type: Boolean }) curves = false;
  /** What has become of the latest choice. */
  @property() status = "";
  @property({ attribute: false }) progress: Progress | null = null;

  @query("#menu") private menu!: HTMLElement;

  static override styles = [
    controlStyles,
    titleStyles,
    css`
      :host {
        display: contents;
      }

      #menu {
        inset: calc(var(--control) + 1.75rem) 0.875rem auto auto;
        width: min(32rem, calc(100vw - 1.75rem));
        max-height: calc(100dvh - var(--control) - 3rem);
        margin: 0;
        padding: var(--space-3) var(--space-4);
        color: var(--ink);
        background: var(--paper);
        border: 1px solid var(--ink);
        border-radius: var(--radius);
        overflow: auto;
        font-size: var(--text);
      }

      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: center;
        padding: var(--space-2) 0;
        border-bottom: var(--hairline);
      }

      h2 {
        margin: 0;
        padding-bottom: var(--space-1);
        border-bottom: var(--hairline);
      }

      b {
        font-weight: var(--weight-strong);
      }

      small {
        display: block;
        font-size: var(--text-small);
        line-height: 1.35;
        color: var(--soft);
      }

      .formats {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--space-1);
      }

      .open {
        border: 0;
        padding-bottom: 0;
      }

      input {
        position: absolute;
        opacity: 0;
        width: 1px;
        min-height: 0;
        height: 1px;
      }

      label {
        display: inline-flex;
        align-items: center;
        min-height: var(--control);
        padding: 0 0.65em;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        cursor: pointer;
      }

      input:focus-visible + label {
        outline: var(--focus-ring);
        outline-offset: var(--focus-offset);
      }

      progress {
        width: 100%;
        accent-color: var(--ink);
      }

      .status {
        margin: var(--space-2) 0 0;
        overflow-wrap: anywhere;
      }

      .status:empty {
        display: none;
      }

      /* At the thumb, and clear of the bar. */
      @media (width < 47.5em) {
        #menu {
          inset: auto 0.875rem 0.875rem;
          width: auto;
        }
      }

      .progress {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: center;
        padding-top: var(--space-2);
      }
    `,
  ];

  private opener: HTMLElement | null = null;

  /** Opens the list; once it is closed, `opener` has the focus again. */
  async show(opener: HTMLElement): Promise<void> {
    this.opener = opener;
    if (!this.progress) this.status = "";
    await this.updateComplete;
    this.menu.showPopover();
    this.menu.querySelector("button")?.focus();
  }

  override render() {
    return html`<div id="menu" popover role="dialog" aria-labelledby="title" @toggle=${this.toggled}>
      <h2 id="title">${words.title}</h2>
      <ul>
        ${Object.entries(words.items).map(([id, item]) => this.row(id, item))}
        <li class="open">
          <div><small>${words.openDetail}</small></div>
          <div>
            <input id="file" type="file" @change=${this.opened} />
            <label for="file">${words.open}</label>
          </div>
        </li>
      </ul>
      ${this.progress ? this.bar(this.progress) : nothing}
      <p class="status" role="status">${this.status}</p>
      ${isFramed() ? html`<small>${words.framed}</small>` : nothing}
    </div>`;
  }

  private row(
    id: string,
    { name, detail, formats }: { name: string; detail: string; formats: Readonly<Record<string, string>> },
  ) {
    const missing = id === "curves" && !this.curves;
    return html`<li>
      <div><b>${name}</b><small>${missing ? words.noCurves : detail}</small></div>
      <div class="formats">
        ${Object.entries(formats).map(
          ([format, label]) =>
            html`<button
              aria-label=${words.as(name, label)}
              ?disabled=${missing || (this.progress !== null && id === "trace")}
              @click=${() => this.choose(format as SaveFormat)}
            >
              ${label}
            </button>`,
        )}
      </div>
    </li>`;
  }

  private bar({ step, steps, stop }: Progress) {
    const text = words.recording(step, steps);
    return html`<div class="progress">
      <div>
        <small>${text}</small>
        <progress aria-label=${text} max=${Math.max(1, steps)} .value=${step}></progress>
      </div>
      <button @click=${stop}>${words.stop}</button>
    </div>`;
  }

  /** Gives the focus back, unless the reader has put it elsewhere. */
  private toggled({ newState }: ToggleEvent): void {
    const isLost = document.activeElement === document.body || this.shadowRoot?.activeElement;
    if (newState === "closed" && isLost) this.opener?.focus();
  }

  private choose(format: SaveFormat): void {
    this.status = "";
    emit(this, "save-chosen", format);
  }

  private opened(event: Event): void {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    this.menu.hidePopover();
    emit(this, "file-chosen", file);
    input.value = "";
  }
}

/** Whether the page is in a sandboxed frame, where browsers may drop downloads without a word. */
function isFramed(): boolean {
  return window.origin === "null" && window.parent !== window;
}
