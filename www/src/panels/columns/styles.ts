import { css } from "lit";

/** The panel's style: labels beside or above rows, reserved space for figures, hairlines only. */
export const columnsStyles = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    position: relative;
    min-width: 0;
    color: var(--ink);
    font: var(--text) / var(--leading) var(--font);
    font-variant-numeric: tabular-nums;
  }
  .chart {
    position: relative;
    flex: 1 0 calc(var(--least) * var(--text));
    touch-action: pan-y;
    outline: none;
  }
  .chart:focus-visible {
    outline: var(--focus-ring);
    outline-offset: var(--focus-offset);
  }
  .picture,
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  .cursor {
    position: absolute;
    top: 0;
    bottom: 0;
    left: 0;
    pointer-events: none;
    box-sizing: border-box;
    border-inline: 1px solid var(--soft);
    background: color-mix(in srgb, var(--ink) 3%, transparent);
    forced-color-adjust: none;
  }
  .label {
    position: absolute;
    left: 0;
    pointer-events: none;
  }
  .label > * {
    pointer-events: auto;
  }
  .label.above {
    display: flex;
    align-items: baseline;
    gap: var(--space-2);
    transform: translateY(calc(-100% - 0.25rem));
  }
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  h3 {
    font-size: var(--text-small);
    font-weight: var(--weight-strong);
    line-height: 1.2;
  }
  .detail {
    font-size: var(--text-small);
    line-height: 1.3;
    color: var(--faint);
  }
  .beside {
    max-width: 7.2em;
  }
  :host([present]) .beside {
    max-width: 7.6em;
  }
  .toggle {
    display: flex;
    gap: var(--space-3);
  }
  /* As high as a line of text, although the buttons are larger. */
  .above .toggle {
    margin-block: calc((1.4 * var(--text-small) - var(--target)) / 2);
  }
  .choice {
    flex-wrap: wrap;
    gap: 0 var(--space-4);
  }
  button {
    min-width: var(--target);
    min-height: var(--target);
    padding: 0;
    border: 0;
    background: none;
    color: var(--faint);
    font: inherit;
    font-size: var(--text-small);
    text-align: left;
    cursor: pointer;
    text-underline-offset: 0.3em;
  }
  button[aria-pressed="true"] {
    color: var(--ink);
    font-weight: var(--weight-strong);
    /* Not as a shorthand, which Safari does not support. */
    text-decoration-line: underline;
    text-decoration-thickness: 2px;
  }
  /* Reserves the width of the bold label, so that the neighbours do not move. */
  button::after {
    content: attr(data-label);
    display: block;
    height: 0;
    overflow: hidden;
    visibility: hidden;
    font-weight: var(--weight-strong);
  }
  button:focus-visible {
    outline: var(--focus-ring);
  }
  .foot {
    border-top: var(--hairline);
    padding-top: var(--space-2);
    display: grid;
    gap: var(--space-1);
  }
  .readout {
    min-height: calc(2.7 * var(--text));
    line-height: 1.3;
  }
  /* In a lecture, figures replace the legend so that the picture fits the screen. */
  :host([present]) .foot > * {
    grid-area: 1 / 1;
  }
  :host([present]) .hint,
  :host([present]) .selected .legends {
    visibility: hidden;
  }
  /* Without space of its own: over the layer numbers, where bars seldom reach. */
  .foot.alone {
    position: absolute;
    inset: 0 0 auto;
    min-height: 0;
    padding: 0;
    border: 0;
    pointer-events: none;
    background: var(--paper);
  }
  .foot.alone .readout {
    min-height: 0;
  }
  .foot.alone dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    font-size: var(--text-small);
  }
  .foot.alone dl div {
    display: flex;
    gap: 0.4em;
  }
  .legends {
    display: grid;
  }
  .legend {
    grid-area: 1 / 1;
  }
  .unseen {
    visibility: hidden;
  }
  .hint {
    color: var(--faint);
    font-size: var(--text-small);
  }
  dl {
    display: grid;
    grid-template-columns: minmax(9em, 1.6fr) repeat(6, minmax(5em, 1fr));
    column-gap: var(--space-3);
  }
  dt {
    color: var(--faint);
    font-size: var(--text-small);
  }
  dd {
    white-space: nowrap;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-4);
    list-style: none;
    color: var(--soft);
    font-size: var(--text-small);
  }
  .legend svg {
    height: 0.75em;
    margin-right: 0.4em;
  }
  .small {
    fill: var(--too-small);
  }
  .large {
    fill: var(--too-large);
  }
  .band {
    stroke: var(--ghost);
  }
  .tint {
    fill: var(--band);
    stroke: none;
  }
  .dash {
    stroke: var(--ink);
    stroke-width: 1.5;
    stroke-dasharray: 4 2.5;
  }
  .moments,
  .mean {
    stroke: var(--ink);
    stroke-width: 1.5;
  }
  .still {
    stroke: var(--ink);
    stroke-width: 3;
  }
  .zero {
    fill: none;
    stroke: var(--too-small);
    stroke-width: 1.5;
  }
  .notFinite {
    stroke: var(--too-large);
    stroke-width: 1.5;
  }
  .notComputed {
    stroke: var(--faint);
    stroke-width: 2;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media print {
    :host {
      width: var(--drawn);
      zoom: var(--fit);
      break-inside: avoid;
    }
    .chart {
      flex: none;
      height: var(--tall);
    }
    .cursor,
    .readout,
    .choice,
    .unseen,
    button[aria-pressed="false"] {
      display: none;
    }
    .selected .legends {
      display: grid !important;
      visibility: visible !important;
    }
  }
  /* On one line, or on two that cover the choice of rows. */
  @container (min-width: 600.02px) {
    :host([present]) .readout {
      position: absolute;
      inset: auto 0 0;
      min-height: 0;
    }
    :host([present]) dl {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-4);
      background: var(--paper);
    }
    :host([present]) dl div {
      display: flex;
      gap: 0.4em;
    }
  }
  @container (max-width: 600px) {
    dl {
      grid-template-columns: repeat(4, 1fr);
      font-size: var(--text-small);
    }
    dl > :first-child {
      grid-column: span 2;
    }
    /* Figures replace the legend, so that neither leaves a gap. */
    .foot {
      min-height: calc(6 * var(--text-small));
      align-content: start;
    }
    .readout {
      min-height: 0;
    }
    /* In view wherever the tap was. */
    .foot.selected {
      position: sticky;
      bottom: 0;
      background: var(--paper);
    }
    .selected .legends,
    .unseen {
      display: none;
    }
  }
`;
