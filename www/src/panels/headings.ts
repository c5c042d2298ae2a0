import { css } from "lit";

/** Headings of groups and figures, in small, pale capitals. */
export const headingStyles = css`
  h2,
  h3 {
    font-size: var(--text-small);
    font-weight: var(--weight-strong);
    color: var(--faint);
    text-transform: uppercase;
    letter-spacing: 0.06em;
    margin: 0;
  }
`;

/** The title of a text, such as a dialog. */
export const titleStyles = css`
  h2 {
    margin: 0;
    font-size: var(--text-lead);
    font-weight: var(--weight-strong);
    color: var(--ink);
    text-transform: none;
    letter-spacing: normal;
  }
`;

/** Keeps the reader's letter spacing out of canvases, whose texts are measured without it. */
export const canvasStyles = css`
  canvas {
    letter-spacing: normal !important;
    word-spacing: normal !important;
  }
`;

/** A panel of figures with headings. */
export const figureStyles = [
  headingStyles,
  canvasStyles,
  css`
    :host {
      display: block;
      color: var(--ink);
      font: var(--text) / var(--leading) var(--font);
      font-variant-numeric: tabular-nums;
    }
  `,
];
