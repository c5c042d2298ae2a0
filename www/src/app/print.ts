import { css } from "lit";

/** The page on paper: what runs as text, the verdict, the columns and the curves one below the other, and no controls. */
export const print = css`
  .printed {
    display: none;
  }

  @media print {
    main,
    .outcome,
    .outcome > * {
      display: block !important;
    }

    .page {
      height: auto !important;
      min-height: 0;
    }

    header {
      position: static;
      border: 0;
    }

    .setup,
    .skip,
    .jump {
      display: none !important;
    }

    .stage,
    .outcome {
      overflow: visible !important;
      border: 0 !important;
      padding: 0.5rem 0 !important;
    }

    .outcome {
      columns: 2;
    }

    .outcome > * {
      break-inside: avoid;
    }

    .printed {
      display: block;
      margin: 0;
      font: var(--text-small) / 1.4 var(--font);
      overflow-wrap: anywhere;
    }
  }
`;
