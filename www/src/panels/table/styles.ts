import { css } from "lit";
import { dialogStyles } from "../dialog.ts";

/** The dialog of the reader's table. */
export const tableStyles = [
  dialogStyles,
  css`
    dialog {
      --width: 62rem;
    }

    h2 {
      overflow-wrap: anywhere;
    }

    p {
      margin: var(--space-1) 0;
      max-width: 60em;
    }

    .soft {
      color: var(--soft);
    }

    .small {
      font-size: var(--text-small);
    }

    .scroll {
      width: fit-content;
      max-width: 100%;
      max-height: 24rem;
      margin: var(--space-3) 0;
      overflow: auto;
      background: var(--raised);
      border: var(--hairline);
      border-radius: var(--radius);
    }

    table {
      border-collapse: collapse;
      font-size: var(--text-small);
      font-variant-numeric: tabular-nums;
    }

    th,
    td {
      padding: var(--space-1) var(--space-2);
      text-align: left;
      font-weight: inherit;
      white-space: nowrap;
    }

    thead th {
      position: sticky;
      top: 0;
      padding: var(--space-2);
      vertical-align: top;
      background: var(--raised);
      box-shadow: inset 0 -1px var(--line);
    }

    th.target {
      box-shadow: inset 0 -2px var(--ink);
    }

    .name {
      display: block;
      max-width: 14em;
      margin-bottom: var(--space-1);
      overflow: hidden;
      font-size: var(--text);
      font-weight: var(--weight-strong);
      text-overflow: ellipsis;
    }

    th.unused .name,
    td.unused {
      color: var(--faint);
    }

    td {
      max-width: 18em;
      overflow: hidden;
      text-overflow: ellipsis;
    }

    td.number {
      text-align: right;
    }

    td.target {
      font-weight: var(--weight-strong);
    }

    tbody tr + tr {
      border-top: var(--hairline);
    }

    tr.apart {
      border-top: 3px double var(--faint);
    }

    td.gap {
      color: var(--faint);
      font-style: italic;
      font-weight: inherit;
    }

    .line {
      color: var(--faint);
      text-align: right;
    }

    .facts {
      display: block;
      margin-top: var(--space-1);
      color: var(--soft);
    }

    .facts span + span::before {
      content: " · ";
    }

    td.refused {
      color: var(--ink);
      font-style: normal;
      font-weight: var(--weight-strong);
      box-shadow: inset 0 0 0 2px var(--too-large);
    }

    tr.refused {
      outline: 2px solid var(--too-large);
      outline-offset: -2px;
    }

    th.refused .name {
      color: var(--too-large);
    }

    .refusal {
      padding-left: var(--space-3);
      border-left: 2px solid var(--too-large);
      font-weight: var(--weight-strong);
      overflow-wrap: anywhere;
    }

    .warning {
      padding-left: var(--space-3);
      border-left: 2px solid var(--ink);
    }

    .choices {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
      gap: var(--space-3) var(--space-4);
      margin-top: var(--space-3);
    }

    fieldset {
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }

    .all {
      grid-column: 1 / -1;
    }

    legend {
      padding: 0;
      color: var(--faint);
      font-size: var(--text-small);
      font-weight: var(--weight-strong);
      letter-spacing: 0.06em;
      text-transform: uppercase;
    }

    label {
      display: flex;
      align-items: baseline;
      gap: var(--space-2);
      min-height: var(--target);
      padding: 0.15em 0;
    }

    input {
      flex: none;
      width: 1em;
      height: 1em;
      min-height: 0;
      accent-color: var(--ink);
      transform: translateY(0.1em);
    }

    legend b {
      color: var(--ink);
      text-transform: none;
      letter-spacing: normal;
    }

    /* Always at hand, however far down the choices go. */
    .ways {
      position: sticky;
      bottom: -1.5rem;
      margin: var(--space-3) -1.5rem -1.5rem;
      padding: var(--space-3) 1.5rem;
      background: var(--paper);
      border-top: var(--hairline);
    }

    .ways div {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
  `,
];
