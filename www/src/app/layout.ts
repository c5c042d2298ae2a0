import { css } from "lit";

/** The page's layout: three columns; on narrower screens the outcome below the stage; then one column. */
export const layout = css`
  :host {
    display: block;
    color: var(--ink);
    background: var(--paper);
    font: var(--text) / var(--leading) var(--font);
    font-variant-numeric: tabular-nums;
  }

  .page {
    display: flex;
    flex-direction: column;
    min-height: 100dvh;
  }

  header {
    position: sticky;
    top: 0;
    z-index: 1;
    background: var(--paper);
    border-bottom: var(--hairline);
  }

  main {
    flex: 1;
    display: grid;
    grid-template: "setup stage outcome" minmax(0, 1fr) / 19rem minmax(0, 1fr) max(19rem, 20vw);
    min-height: 0;
  }

  .setup {
    grid-area: setup;
    padding: 0.9rem 0.9rem 1.25rem 1.25rem;
    border-right: var(--hairline);
    min-height: 0;
  }

  .stage {
    grid-area: stage;
    position: relative;
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    padding: 1rem 1.5rem 0.6rem;
    min-width: 0;
    min-height: 0;
  }

  /* So that a change in one of them does not repaint the others. */
  .setup,
  .stage,
  .outcome {
    isolation: isolate;
  }

  gradient-lab-columns-panel {
    flex: 1;
  }

  .outcome {
    grid-area: outcome;
    display: flex;
    flex-direction: column;
    gap: 1rem;
    padding: 0.9rem 1.25rem;
    border-left: var(--hairline);
    min-width: 0;
    min-height: 0;
  }

  /* A run that does not match the setup: an older one, or one that was refused. */
  .stale > :not(gradient-lab-notice-panel) {
    opacity: 0.45;
    transition: opacity var(--motion) 250ms;
  }

  /* A notice takes the place of the verdict, so that nothing below it moves. */
  .over {
    position: absolute;
    inset: 0.75rem 1rem auto;
    z-index: 1;
    padding: var(--space-3) var(--space-4);
    background: var(--raised);
    border: 1px solid var(--ink);
    border-radius: var(--radius);
  }

  .drop {
    position: fixed;
    inset: 0.75rem;
    z-index: 2;
    display: grid;
    place-items: center;
    background: color-mix(in srgb, var(--paper) 85%, transparent);
    border: 2px dashed var(--ink);
    border-radius: var(--radius);
    font-size: var(--text-lead);
    pointer-events: none;
  }

  .skip {
    position: absolute;
    left: 0.5rem;
    top: 0.5rem;
    z-index: 3;
    padding: 0.3rem 0.6rem;
    background: var(--paper);
    color: var(--ink);
  }

  .skip:not(:focus) {
    clip-path: inset(50%);
    pointer-events: none;
  }

  .jump {
    display: none;
  }

  /* The link back to the network scrolls to the top of the page. */
  .stage {
    scroll-margin-top: 100vh;
  }

  .unseen {
    position: fixed;
    top: 0;
    margin: 0;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* If there is room, the page does not scroll; a long setup has its own scroll bar. */
  @media (width >= 75em) and (height >= 47.5em) {
    .page {
      height: 100dvh;
    }

    .setup,
    .stage,
    .outcome {
      overflow-y: auto;
      scrollbar-width: thin;
      scrollbar-color: var(--line) transparent;
    }
  }

  @media (width >= 75em) and (height >= 62.5em) {
    gradient-lab-curves-panel {
      flex: 1;
    }
  }

  @media (width < 75em) {
    main {
      grid-template:
        "setup stage" auto
        "setup outcome" 1fr / 19rem minmax(0, 1fr);
    }

    .outcome {
      display: grid;
      grid-template-columns: minmax(0, 19rem) minmax(0, 1fr);
      gap: 1.5rem;
      align-items: start;
      padding: 0.75rem 1.5rem 1.25rem;
      border-left: 0;
      border-top: var(--hairline);
    }
  }

  /* Curves beside the outcome would be too narrow to read. */
  @media (width < 56.25em) {
    .outcome {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (width < 47.5em) {
    main {
      display: flex;
      flex-direction: column;
    }

    .stage,
    .outcome {
      padding: 0.875rem;
    }

    .setup {
      padding: 0 0.875rem;
      border-right: 0;
      border-top: var(--hairline);
    }

    header {
      --title-line: 1.85rem;
      top: calc(-0.4rem - var(--title-line));
    }

    /* Links from the top to the settings far below, and back. */
    .jump {
      display: flex;
      align-items: center;
      height: var(--target);
      color: var(--soft);
      font-size: var(--text-small);
      text-decoration: none;
    }

    header .jump {
      position: absolute;
      top: 0;
      right: 0.875rem;
      /* Aligns it with the title. */
      padding-bottom: 0.5rem;
    }

    /* Across the whole page, like the header, so that it covers no control in part. */
    .setup .jump {
      position: sticky;
      bottom: 0;
      gap: 0.75rem;
      justify-content: space-between;
      margin: 0.5rem -0.875rem 0;
      padding-inline: 0.875rem;
      background: var(--paper);
      border-top: var(--hairline);
    }

    .brief {
      color: var(--ink);
      font-weight: var(--weight-strong);
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    /* Space for that link, which covers the last line of the window. */
    gradient-lab-setup-panel {
      padding-top: calc(var(--target) + 0.25rem);
    }

    .setup {
      scroll-margin-top: 3.25rem;
    }

    .alone .jump,
    :host([presenting]) .jump {
      display: none;
    }

    :host([presenting]) header {
      top: 0;
    }
  }

  /* In a window of only a few lines, such as at high zoom, the header scrolls away. */
  @media (width < 47.5em) and (height < 18.75em) {
    header {
      position: static;
    }
  }

  /* A notice that replaces the run takes the whole window, or what the setup leaves of it. */
  .alone .setup,
  .filled .outcome {
    display: none;
  }

  .filled main {
    display: flex;
  }

  .filled .setup {
    order: -1;
    flex: 0 0 19rem;
  }

  .filled .stage {
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 46rem);
    place-content: safe center;
    padding-block: 2rem;
  }

  @media (width < 47.5em) {
    .filled .setup {
      order: 0;
      flex: none;
    }
  }

  /* In a lecture the page is one screen high; what does not fit scrolls below the toolbar. */
  @media (width >= 47.5em), (height >= 18.75em) {
    :host([presenting]) .page {
      height: 100dvh;
    }
  }

  :host([presenting]) main {
    display: flex;
  }

  :host([presenting]) .setup,
  :host([presenting]) .outcome {
    display: none;
  }

  :host([presenting]) .stage {
    flex: 1;
    overflow-y: auto;
    padding: 0.75rem 2.75rem 0.5rem;
  }

  @media (width < 62.5em) {
    :host([presenting]) .stage {
      padding-inline: 1.5rem;
    }
  }

  @media (width < 47.5em) {
    :host([presenting]) .stage {
      padding-inline: 0.875rem;
    }
  }
`;
