import { css } from "lit";

/** The toolbar's style: one line with room for the longest figures, so that nothing moves while they change. */
export const toolbarStyles = css`
  :host {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    padding: var(--space-2) 1.25rem;
  }

  .title {
    flex: 0 1 auto;
    min-width: 7em;
    margin-right: var(--space-2);
    line-height: 1.25;
  }

  h1 {
    font-size: 1.15em;
    letter-spacing: -0.015em;
    margin: 0;
    white-space: nowrap;
  }

  .name,
  .title::after {
    max-width: 26ch;
    margin: 0;
    font-size: var(--text-small);
    white-space: nowrap;
  }

  .name {
    display: flex;
    color: var(--soft);
  }

  .name span {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  /* Reserves the space of the longest name, so that no button moves when the name changes. */
  .title::after {
    content: attr(data-longest);
    display: block;
    height: 0;
    overflow: hidden;
    visibility: hidden;
  }

  .run {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .primary {
    min-width: 7.2em;
    min-height: max(2rem, var(--control));
  }

  .figures,
  dl {
    display: flex;
    align-items: center;
    gap: var(--space-4);
    margin: 0;
  }

  .figures {
    position: relative;
    flex: 1;
    margin-left: var(--space-3);
  }

  dl div {
    display: flex;
    gap: 0.4em;
    white-space: nowrap;
  }

  dt {
    color: var(--soft);
  }

  dd {
    margin: 0;
    font-weight: var(--weight-strong);
    min-width: 3.4em;
  }

  .step dd {
    min-width: 4.2em;
  }

  /* Room for two digits and a power of ten. */
  .loss dd {
    min-width: 4.7em;
  }

  .ended {
    font-weight: var(--weight-strong);
  }

  .ended:empty {
    display: none;
  }

  /* Below the step, without taking up space. */
  .restart {
    position: absolute;
    top: 100%;
    left: 0;
    font-size: var(--text-small);
    line-height: 1;
    color: var(--soft);
    white-space: nowrap;
  }

  /* In a lecture it is beside the figures and of the same size. */
  :host([presenting]) .restart {
    position: static;
    font-size: inherit;
    line-height: inherit;
  }

  :host([presenting]) {
    padding-inline: 2.75rem;
  }

  @media (width < 80em) {
    .epoch,
    .rate,
    :host([presenting]) .seed {
      display: none;
    }
  }

  @media (47.5em <= width < 68.75em) {
    :host(:not([presenting])) dl {
      flex-direction: column;
      align-items: start;
      gap: 0;
      font-size: var(--text-small);
      line-height: 1.3;
    }

    :host(:not([presenting])) dt {
      min-width: 5.3em;
    }

    .run {
      flex: none;
    }

    .restart {
      position: static;
    }

    .seed {
      display: none;
    }
  }

  /* As high with a name as without one. */
  @media (width >= 47.5em) {
    :host(:not([presenting])) .title {
      display: grid;
      align-content: center;
      min-height: calc(1.25 * (1.15 * var(--text) + var(--text-small)));
    }
  }

  @media (47.5em <= width < 62.5em) {
    .title {
      max-width: 8.5em;
    }
  }

  @media (width < 75em) {
    :host([presenting]) .title {
      position: absolute;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (width < 62.5em) {
    :host([presenting]) {
      padding-inline: 1.5rem;
    }
  }

  @media (47.5em <= width < 62.5em) {
    :host([presenting]) dl {
      flex-direction: column;
      align-items: start;
      gap: 0;
      line-height: 1.2;
    }
  }

  @media (width < 47.5em) {
    :host,
    :host([presenting]) {
      flex-wrap: wrap;
      padding: var(--space-2) 0.875rem;
      gap: 0.4rem;
    }

    /* A separate line, which scrolls away: see the header in app/layout.ts. */
    .title {
      flex-basis: 100%;
      display: flex;
      gap: var(--space-2);
      align-items: baseline;
      height: var(--title-line);
      margin: 0;
      /* For the link to the settings. */
      padding-right: 6em;
      overflow: hidden;
    }

    .title::after {
      content: none;
    }

    .name {
      max-width: none;
      min-width: 0;
    }

    /* The buttons share a line with the menu; the figures are below. */
    .run {
      flex: 1 1 0;
      gap: 0.4rem;
    }

    .primary {
      min-width: 6.7em;
    }

    .figures,
    dl {
      margin: 0;
      gap: 0 var(--space-2);
      font-size: var(--text-small);
    }

    dl {
      flex-wrap: wrap;
    }

    .figures {
      flex-basis: 100%;
      order: 1;
    }

    dd {
      min-width: 2.8em;
    }

    .restart {
      position: static;
    }

    .seed {
      display: none;
    }

    .ready .rate,
    .epoch {
      display: flex;
    }
  }

  @media (width < 24.375em) {
    .epoch {
      display: none;
    }

    /* Labels of two words wrap, so that all buttons fit on a line. */
    .run button {
      flex: 1 1 0;
      min-width: min-content;
      padding: 0 0.5em;
      line-height: 1.15;
      white-space: normal;
    }

    .run .primary {
      min-width: 5em;
    }
  }

  @media print {
    :host {
      padding: 0;
    }

    button,
    .run,
    slot {
      display: none !important;
    }
  }
`;
