import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Control, Numbers } from "../../state/controls.ts";
import type { JsonObject } from "../../state/path.ts";
import { hasSlider, placeOf, travelOf, typedValue, valueAt } from "../../state/slider.ts";
import { setup, valueInWords } from "../../text/en.ts";
import { listedSetting, setting, typedSetting } from "../../text/numbers.ts";
import { controlStyles } from "../controls.ts";
import { define } from "../define.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { Draft } from "./draft.ts";

/** One setting: its name, its control, the way back to the start, and the settings that depend on it. */
@define("gradient-lab-control-row")
export class ControlRow extends LitElement {
  @property({ attribute: false }) control!: Control;

  @state() private explaining = false;
  private readonly draft = new Draft(this);

  static override styles = [
    controlStyles,
    powerStyles,
    css`
      :host {
        display: block;
      }

      .row {
        display: grid;
        grid-template-columns: minmax(0, 3.6fr) minmax(0, 5.4fr) var(--target);
        gap: 0 0.4rem;
        align-items: center;
        min-height: max(var(--control), 1.8em);
        color: var(--soft);
      }

      /* With large targets the longest name would have too little room. */
      @media (pointer: coarse) {
        .row {
          grid-template-columns: minmax(0, 4fr) minmax(0, 5fr) var(--target);
        }
      }

      .row.changed {
        color: var(--ink);
      }

      .name {
        min-height: var(--target);
        border: 0;
        padding: 0;
        background: none;
        text-align: left;
        line-height: 1.2;
        white-space: normal;
        hyphens: auto;
        overflow-wrap: anywhere;
        text-decoration: underline dotted transparent;
        text-underline-offset: 0.25em;
      }

      .name:hover,
      .name[aria-expanded="true"] {
        text-decoration-color: currentcolor;
      }

      .value {
        display: flex;
        align-items: center;
        gap: 0.45rem;
        min-width: 0;
      }

      select {
        width: 100%;
        min-width: 0;
        min-height: calc(var(--control) - 3px);
        padding: 0 0.15em;
        text-overflow: ellipsis;
      }

      input[type="text"] {
        width: 100%;
        min-width: 0;
        padding: 0 0.4em;
      }

      input[type="text"].number {
        flex: none;
        width: max(3.6em, var(--digits) * 0.62em + 0.6em);
        padding: 0 0.15em;
        text-align: right;
        background: none;
        border-color: transparent;
        color: var(--ink);
      }

      /* As wide as its figure however far apart the reader has its digits. */
      @supports (field-sizing: content) {
        input[type="text"].number {
          field-sizing: content;
          width: auto;
          min-width: 3.6em;
        }
      }

      input[type="text"].wide {
        width: 100%;
      }

      input.number:hover,
      input.number:focus {
        border-color: var(--line);
        background: var(--raised);
      }

      input[aria-invalid="true"] {
        border-color: currentcolor;
        border-style: dashed;
      }

      input[type="range"] {
        appearance: none;
        flex: 1;
        min-width: 0;
        width: 100%;
        height: var(--target);
        min-height: 0;
        padding: 0;
        border: 0;
        background: linear-gradient(to right, currentcolor var(--filled), var(--line) var(--filled)) center / 100% 3px no-repeat;
        cursor: pointer;
      }

      input[type="range"]::-webkit-slider-thumb {
        appearance: none;
        width: 0.85rem;
        height: 0.85rem;
        border-radius: 50%;
        border: 2px solid var(--paper);
        background: currentcolor;
      }

      input[type="range"]::-moz-range-thumb {
        width: 0.65rem;
        height: 0.65rem;
        border-radius: 50%;
        border: 2px solid var(--paper);
        background: currentcolor;
      }

      label.check {
        display: flex;
        align-items: center;
        gap: 0.4rem;
        min-height: var(--target);
        cursor: pointer;
      }

      input[type="checkbox"] {
        width: 1.05em;
        height: 1.05em;
        min-height: 0;
        margin: 0;
        flex: none;
        accent-color: var(--ink);
      }

      .refusal {
        margin: 0 0 0.3rem;
        font-size: var(--text-small);
      }

      .refusal:empty {
        margin: 0;
      }

      .back {
        min-height: var(--target);
        width: var(--target);
        padding: 0;
        border: 0;
        background: none;
      }

      .parts {
        color: var(--soft);
        padding-left: 0.65rem;
        border-left: 1px solid var(--line);
      }
    `,
  ];

  /** What was refused is no longer of interest once something has changed. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("control")) this.draft.forget();
  }

  override render() {
    const { control } = this;
    const about = control.entry !== null || control.summary !== "";
    return html`
      <div class="row ${control.changed ? "changed" : ""}">
        ${
          about
            ? html`<button
              class="name"
              id="name"
              aria-expanded=${this.explaining}
              aria-label=${setup.about(control.label)}
              title=${control.summary}
              @click=${this.explain}
            >
              ${control.label}
            </button>`
            : html`<span>${control.label}</span>`
        }
        <div class="value">${this.value()}</div>
        ${
          control.changed
            ? html`<button class="back" title=${this.backHint} aria-label=${this.backHint} @click=${this.putBack}>↺</button>`
            : nothing
        }
      </div>
      ${this.explaining ? html`<gradient-lab-entry-details .control=${control}></gradient-lab-entry-details>` : nothing}
      <div class="refusal" id="refusal" aria-live="polite">${withPowers(this.draft.refusal)}</div>
      ${this.parts()}
    `;
  }

  private parts() {
    const { value, parts } = this.control;
    const switchOff =
      value.kind === "optional" && value.value !== null
        ? this.check(value.on ?? value.off, value.on !== null, () => this.write(null))
        : nothing;
    if (switchOff === nothing && parts.length === 0) return nothing;
    return html`<div class="parts">
      ${switchOff} ${parts.map((part) => html`<gradient-lab-control-row .control=${part}></gradient-lab-control-row>`)}
    </div>`;
  }

  private get backHint(): string {
    const { label, startValue, added } = this.control;
    return (added ? setup.toDefault : setup.putBack)(label, valueInWords(startValue));
  }

  private value(): TemplateResult {
    const { value, label } = this.control;
    switch (value.kind) {
      case "number":
        return this.number(value.value, value.numbers);
      case "optional":
        return value.value === null
          ? this.check(value.on ?? value.off, value.on === null, () => this.write(value.whenOn))
          : this.number(value.value, value.numbers);
      case "boolean":
        return this.check("", value.value, (checked) => this.write(checked), label);
      case "text":
        return html`<input
          type="text"
          aria-label=${label}
          maxlength=${value.characters}
          .value=${live(value.value)}
          @change=${(event: Event) => this.write(textOf(event) === "" ? undefined : textOf(event))}
        />`;
      case "numbers":
        return this.numbers(value.values, value.numbers);
      case "choice":
        return html`<select aria-label=${label} @change=${(event: Event) => this.write(textOf(event))}>
          ${value.options.map(
            ({ id, label: name }) =>
              html`<option value=${id} ?selected=${id === value.value}>${name}</option>`,
          )}
        </select>`;
    }
  }

  private number(value: number | null, numbers: Numbers): TemplateResult {
    const { label, unit } = this.control;
    if (!hasSlider(numbers)) return this.field(value, numbers, label, "wide");
    const place = value === null ? 0 : placeOf(value, numbers);
    const travel = travelOf(numbers);
    const filled = `${(100 * (place - travel.min)) / (travel.max - travel.min || 1)}%`;
    const spoken = value === null ? (numbers.derived ?? "") : `${setting(value)} ${unit}`.trim();
    return html`
      <input
        type="range"
        aria-label=${label}
        aria-valuetext=${spoken}
        min=${travel.min}
        max=${travel.max}
        style="--filled: ${filled}"
        .value=${live(String(place))}
        @input=${(event: Event) => this.write(valueAt(Number(textOf(event)), numbers))}
      />
      ${this.field(value, numbers, setup.exact(label), "")}
    `;
  }

  private field(value: number | null, numbers: Numbers, label: string, width: string): TemplateResult {
    const text = value === null ? "" : typedSetting(value);
    return html`<input
      type="text"
      class="number ${width}"
      style="--digits: ${text.length}"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${label}
      title=${this.control.unit}
      placeholder=${numbers.derived === null ? "" : setup.auto}
      aria-invalid=${this.draft.invalid}
      aria-describedby="refusal"
      .value=${live(this.draft.text ?? text)}
      @input=${this.draft.typing}
      @change=${(event: Event) => this.typed(textOf(event), value, numbers)}
      @blur=${this.draft.giveUp}
      @keydown=${this.draft.keyPressed}
    />`;
  }

  private typed(text: string, before: number | null, numbers: Numbers): void {
    const value = typedValue(text, numbers);
    const emptied = text.trim() === "" && numbers.derived !== null;
    if (value === null && !emptied) {
      this.refuse(numbers);
      return;
    }
    this.draft.giveUp();
    if (value !== before) this.write(value ?? undefined);
  }

  private refuse(numbers: Numbers): void {
    this.draft.refuse(setup.refused(numbers, valueInWords(this.control.value)));
  }

  private numbers(values: readonly number[], numbers: Numbers): TemplateResult {
    return html`<input
      type="text"
      aria-label=${this.control.label}
      aria-invalid=${this.draft.invalid}
      aria-describedby="refusal"
      .value=${live(this.draft.text ?? values.map(listedSetting).join(", "))}
      @input=${this.draft.typing}
      @change=${(event: Event) => this.listed(textOf(event), numbers)}
      @blur=${this.draft.giveUp}
      @keydown=${this.draft.keyPressed}
    />`;
  }

  private listed(text: string, numbers: Numbers): void {
    const typed = text
      .split(/[\s,;]+/)
      .filter((part) => part !== "")
      .map((part) => typedValue(part, numbers));
    const given = typed.filter((value) => value !== null);
    if (typed.length === 0 || given.length < typed.length) {
      this.refuse(numbers);
      return;
    }
    this.draft.giveUp();
    this.write(given);
  }

  private check(
    text: string,
    checked: boolean,
    changed: (checked: boolean) => void,
    name = text,
  ): TemplateResult {
    return html`<label class="check" title=${name}>
      <input
        type="checkbox"
        aria-label=${text === "" ? name : `${this.control.label}: ${text}`}
        .checked=${live(checked)}
        @change=${(event: Event) => changed((event.target as HTMLInputElement).checked)}
      />
      ${text}
    </label>`;
  }

  private explain(): void {
    this.explaining = !this.explaining;
    // Loaded with the first explanation.
    void import("./entry-details.ts");
  }

  private putBack(): void {
    this.tell(this.control.putBack());
  }

  private write(value: Parameters<Control["write"]>[0]): void {
    this.tell(this.control.write(value));
  }

  private tell(experiment: JsonObject): void {
    this.dispatchEvent(
      new CustomEvent("experiment-edited", { detail: experiment, bubbles: true, composed: true }),
    );
  }
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
