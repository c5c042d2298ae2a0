import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "./controls.ts";
import { define } from "./define.ts";

/** A button that asks for a CSV file; tells with `file-chosen` (detail: the file) which was chosen. */
@define("gradient-lab-file-choice")
export class FileChoice extends LitElement {
  @property() label = "";

  static override styles = [
    controlStyles,
    css`
      :host {
        display: inline-block;
        position: relative;
      }

      input {
        position: absolute;
        opacity: 0;
        width: 1px;
        height: 1px;
        min-height: 0;
      }

      label {
        display: inline-flex;
        align-items: center;
        min-height: var(--control);
        padding: 0 0.65em;
        color: var(--ink);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        cursor: pointer;
      }

      label:hover {
        border-color: var(--soft);
      }

      input:focus-visible + label {
        outline: var(--focus-ring);
        outline-offset: var(--focus-offset);
      }
    `,
  ];

  override render() {
    return html`<input id="file" type="file" accept=".csv,text/csv" @change=${this.choose} />
      <label for="file">${this.label}</label>`;
  }

  private choose(event: Event): void {
    const input = event.target as HTMLInputElement;
    const detail = input.files?.[0];
    if (!detail) return;
    this.dispatchEvent(new CustomEvent("file-chosen", { detail, bubbles: true, composed: true }));
    // The same file, mended meanwhile, can be chosen again.
    input.value = "";
  }
}
