import { css } from "lit";

/** Buttons, lists and fields, the same in every panel. */
export const controlStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  button,
  select,
  input,
  textarea {
    font: inherit;
    font-variant-numeric: inherit;
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    min-height: var(--control);
    margin: 0;
  }

  button {
    padding: 0 0.65em;
    white-space: nowrap;
    cursor: pointer;
  }

  button:hover:not(:disabled) {
    border-color: var(--soft);
  }

  button[aria-disabled="true"],
  button:disabled {
    color: var(--faint);
    cursor: default;
  }

  button.quiet {
    border-color: transparent;
    background: none;
    padding: 0 0.3em;
  }

  button.primary {
    background: var(--ink);
    border-color: var(--ink);
    color: var(--paper);
    font-weight: var(--weight-strong);
  }

  button.primary:disabled {
    background: var(--faint);
    border-color: var(--faint);
    color: var(--paper);
  }

  @media (forced-colors: active) {
    button.primary:not(:disabled),
    button[aria-pressed="true"] {
      forced-color-adjust: none;
      color: HighlightText !important;
      background: Highlight !important;
    }

    /* Forced colours would remove the picture that is their filled part. */
    input[type="range"] {
      forced-color-adjust: none;
    }
  }

  :focus-visible {
    outline: var(--focus-ring);
    outline-offset: var(--focus-offset);
  }
`;
