import { css } from "lit";
import { controlStyles } from "./controls.ts";
import { titleStyles } from "./headings.ts";

/** A dialog over the page, `--width` wide if there is room. */
export const dialogStyles = [
  controlStyles,
  titleStyles,
  css`
    :host {
      display: contents;
    }

    dialog {
      width: min(var(--width), calc(100vw - 2rem));
      max-height: calc(100dvh - 4rem);
      padding: 1.25rem 1.5rem 1.5rem;
      color: var(--ink);
      background: var(--paper);
      border: var(--hairline);
      border-radius: var(--radius);
      overflow: auto;
    }

    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
  `,
];
