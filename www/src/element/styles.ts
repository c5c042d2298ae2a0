import { css } from "lit";

/** The element's layout: verdict, pictures, a bar of controls; no frame but hairlines above and below. */
export const styles = css`
  :host {
    display: block;
    --size: 16px;
    height: 26.25rem;
    min-width: 0;
  }

  :host([hidden]) {
    display: none;
  }

  .lab {
    container: lab / size;
    position: relative;
    box-sizing: border-box;
    height: 100%;
    min-height: 18rem;
    color: var(--ink);
    background: var(--paper);
    border-block: var(--hairline);
    font: var(--text) / var(--leading) var(--font);
    font-variant-numeric: tabular-nums;
    text-align: start;
    overflow: hidden;
  }

  .inside {
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: 0.6em;
    height: 100%;
    padding: 0.75em 1.1em 0.5em;
    overflow: hidden auto;
    --text-display: calc(1.9 * var(--size));
    --control: calc(2 * var(--size));
    --target: calc(1.5 * var(--size));
    --text-lead: calc(0.95 * var(--size));
  }

  .pictures {
    flex: 1 0 auto;
    display: grid;
    gap: 1.5em;
    min-width: 0;
  }

  gradient-lab-columns-panel {
    min-height: 6.5em;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }

  .run {
    display: contents;
  }

  .bar button {
    flex: none;
    min-width: 5.2em;
  }

  .bar .primary {
    min-width: 7em;
  }

  gradient-lab-control-row {
    min-width: 0;
    --text-small: calc(0.6875 * var(--size));
  }

  .loss {
    flex: 1;
    order: 1;
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 0.6em;
    min-width: 0;
    margin: 0;
    white-space: nowrap;
  }

  .loss dt,
  .foot {
    color: var(--faint);
    font-size: var(--text-small);
  }

  .loss dd {
    flex: none;
    margin: 0;
    min-width: 3.2em;
    text-align: right;
    font-size: var(--text-small);
  }

  .loss svg {
    flex: 0 1 10em;
    min-width: 2.5em;
    height: 1.7em;
    border-bottom: var(--hairline);
    fill: none;
    stroke: var(--ink);
    stroke-width: 1.4;
  }

  .foot {
    display: flex;
    justify-content: space-between;
    gap: 1em;
    line-height: 1.5;
  }

  .foot a {
    color: inherit;
    text-underline-offset: 0.25em;
    /* A target of 24 pixels without a line of them. */
    padding-block: 0.25em;
    margin-block: -0.25em;
  }

  a:focus-visible,
  .inside:focus-visible {
    outline: var(--focus-ring);
    outline-offset: var(--focus-offset);
  }

  .fault {
    padding: var(--space-3) var(--space-4);
    background: var(--raised);
    border: 1px solid var(--ink);
    border-radius: var(--radius);
    overflow-wrap: anywhere;
  }

  .fault p {
    margin: 0;
    font-weight: var(--weight-strong);
  }

  .fault button {
    margin-top: var(--space-2);
  }

  /* Over the verdict, so that nothing below it moves. */
  .fault.over {
    position: absolute;
    inset: 0.75em 1em auto;
    z-index: 1;
  }

  .covered {
    opacity: 0.45;
  }

  .unseen {
    position: absolute;
    margin: 0;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @container lab (width >= 40rem) {
    .pictures.two {
      grid-template-columns: minmax(0, 1.6fr) minmax(0, 1fr);
    }
  }

  @container lab (width < 34rem) {
    .inside {
      padding-inline: 0.8em;
      gap: 0.45em;
      --text-display: calc(1.6 * var(--size));
      --text-lead: var(--text);
    }

    /* Train and the loss in one line, the settings below. */
    gradient-lab-control-row {
      flex: 1 1 8.5em;
      --text: calc(0.8125 * var(--size));
    }

    .run {
      flex: 1 1 100%;
      min-width: 0;
      display: flex;
      align-items: center;
      gap: 0.5em;
    }
  }

  @container lab (width < 34rem) and (height < 24rem) {
    .inside {
      --text: calc(0.8125 * var(--size));
      --text-display: calc(1.4 * var(--size));
      padding-block: 0.4em 0.25em;
      gap: 0.3em;
    }
  }

  @media (pointer: coarse) {
    .inside {
      --control: calc(2.75 * var(--size));
      --target: calc(2.75 * var(--size));
    }
  }

  @media (forced-colors: active) {
    .loss svg {
      stroke: CanvasText;
    }
  }
`;
