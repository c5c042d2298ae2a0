import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { controlStyles } from "./controls.ts";
import { define, emit } from "./element.ts";

/** A button with which the reader chooses a CSV file. */
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
    const file = input.files?.[0];
    if (!file) return;
    emit(this, "file-chosen", file);
    // So that the same file can be chosen again once it is corrected.
    input.value = "";
  }
}
