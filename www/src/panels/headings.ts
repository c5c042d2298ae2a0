import { css } from "lit";

/** Headings of groups and figures: small, pale capitals. */
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

/** The title of something that is read, such as a dialog. */
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

/** Canvases write as tightly as they measure, however far apart the reader has the letters of the page. */
export const canvasStyles = css`
  canvas {
    letter-spacing: normal !important;
    word-spacing: normal !important;
  }
`;

/** A panel of figures, each under its heading. */
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
