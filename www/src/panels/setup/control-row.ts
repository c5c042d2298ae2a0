import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Control, Numbers } from "../../state/controls.ts";
import { hasSlider, nudged, sliderRange, toPosition, toValue, typedValue } from "../../state/slider.ts";
import { setup, valueInWords } from "../../text/en.ts";
import { amount, listedSetting, setting } from "../../text/numbers.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import { HeldFocus } from "../held-focus.ts";
import { powerStyles, withPowers } from "../powers.ts";
import { styled } from "../styled.ts";
import { controlRowStyles } from "./control-row-styles.ts";
import { Draft } from "./draft.ts";

/** One setting: its name, its control, a button to put it back, and the settings that depend on it. */
@define("gradient-lab-control-row")
export class ControlRow extends LitElement {
  @property({ attribute: false }) control!: Control;
  /** Whether it is its name and its control alone, in a field of their own. */
  @property({ type: Boolean, reflect: true }) brief = false;

  @state() private explaining = false;
  constructor() {
    super();
    new HeldFocus(this, () => this.renderRoot.querySelector(".name, .value > *"));
  }

  private readonly draft = new Draft(this);
  /** Whether the slider was last moved by a pointer. */
  private dragging = false;

  static override styles = [controlStyles, powerStyles, controlRowStyles];

  /** Once something has changed, an earlier refusal is no longer of interest. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("control")) this.draft.forget();
  }

  override render() {
    const { control } = this;
    const about = !this.brief && (control.entry !== null || control.summary !== "");
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
            : html`<span title=${control.summary}>${control.label}</span>`
        }
        <div class="value">${this.value()}</div>
        ${
          control.changed && !this.brief
            ? html`<button class="back" title=${this.backHint} aria-label=${this.backHint} @click=${this.putBack}>↺</button>`
            : nothing
        }
      </div>
      ${this.explaining ? html`<gradient-lab-entry-details .control=${control}></gradient-lab-entry-details>` : nothing}
      <div class="refusal" id="refusal" aria-live="polite">${withPowers(this.draft.refusal)}</div>
      ${this.brief ? nothing : this.parts()}
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
    const position = value === null ? 0 : toPosition(value, numbers);
    const { min, max } = sliderRange(numbers);
    const filled = `${(100 * (position - min)) / (max - min || 1)}%`;
    const spoken = value === null ? (numbers.derived ?? "") : amount(value, unit);
    return html`
      <input
        type="range"
        aria-label=${label}
        aria-valuetext=${spoken}
        min=${min}
        max=${max}
        ${styled({ "--filled": filled })}
        .value=${live(String(position))}
        @pointerdown=${() => this.drag(true)}
        @keydown=${() => this.drag(false)}
        @input=${(event: Event) => this.slide(Number(textOf(event)), value, numbers)}
      />
      ${this.field(value, numbers, setup.exact(label), "")}
    `;
  }

  private drag(dragging: boolean): void {
    this.dragging = dragging;
  }

  /** A drag gives the value under the pointer; a key always another one. */
  private slide(position: number, value: number | null, numbers: Numbers): void {
    const keyed = value !== null && !this.dragging;
    this.write(keyed ? nudged(value, position, numbers) : toValue(position, numbers));
  }

  private field(value: number | null, numbers: Numbers, label: string, width: string): TemplateResult {
    const text = value === null ? "" : setting(value);
    return html`<input
      type="text"
      class="number ${width}"
      ${styled({ "--digits": String(text.length) })}
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
      @blur=${this.draft.discard}
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
    this.draft.discard();
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
      @blur=${this.draft.discard}
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
    this.draft.discard();
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
    // Loaded when it is first needed.
    void import("./entry-details.ts");
  }

  private putBack(): void {
    emit(this, "experiment-edited", this.control.putBack());
  }

  private write(value: Parameters<Control["write"]>[0]): void {
    emit(this, "experiment-edited", this.control.write(value));
  }
}

function textOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}
