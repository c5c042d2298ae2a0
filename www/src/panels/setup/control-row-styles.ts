import { css } from "lit";

/** The style of a setting: its name, its control and the button to put it back in three columns. */
export const controlRowStyles = css`
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

  /* More room for the name, since the button beside it is larger. */
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
    /* Not as a shorthand, which Safari does not support. */
    text-decoration-line: underline;
    text-decoration-style: dotted;
    text-decoration-color: transparent;
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

  /* Fits its figure with any letter spacing that the reader has set. */
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

  /* The name small within the field. */
  :host([brief]) .row {
    display: flex;
    gap: 0.35em;
    min-height: var(--control);
    padding-left: 0.5em;
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  :host([brief]) .row > span {
    flex: none;
    font-size: var(--text-small);
    color: var(--faint);
  }

  :host([brief]) .value {
    flex: 1;
    color: var(--ink);
  }

  :host([brief]) select {
    border: 0;
    background: none;
  }

  :host([brief]) .refusal:empty {
    display: none;
  }

  .parts {
    color: var(--soft);
    padding-left: 0.65rem;
    border-left: 1px solid var(--line);
  }
`;
