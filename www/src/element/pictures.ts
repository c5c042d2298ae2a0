import { html, nothing } from "lit";
import "../panels/columns/columns-panel.ts";
import "../panels/verdict/verdict-panel.ts";
import type { CurrentRun } from "../state/run.ts";
import type { Gradient } from "../state/sentence.ts";

/** What the panels show. */
export interface Pictures {
  /** The panels that the author has chosen. */
  readonly panels: readonly string[];
  /** The run on show; null until there is one. */
  readonly current: CurrentRun | null;
  /** The text until then. */
  readonly waiting: string;
  readonly gradient: Gradient;
  chosen(event: HTMLElementEventMap["gradient-chosen"]): void;
}

/** The rows of the columns, by whether units and columns are shown; the same lists from frame to frame. */
const ROWS: Readonly<Record<string, readonly ("units" | "gradient")[]>> = {
  "true true": ["units", "gradient"],
  "true false": ["units"],
  "false true": ["gradient"],
};

/** Panels that not every element has. */
const LATE: Readonly<Record<string, () => Promise<unknown>>> = {
  curves: () => import("../panels/curves/curves-panel.ts"),
  outcome: () => import("../panels/outcome/outcome-panel.ts"),
};

/** Loads what some panels need. */
export function loadPanels(panels: readonly string[]): void {
  for (const panel of panels) void LATE[panel]?.();
}

/** The panels: the verdict, the columns, and beside or below them the outcome and the curves. */
export function pictures({ panels, current, waiting, gradient, chosen }: Pictures) {
  const { runInfo = null, snapshot = null, traits } = current ?? {};
  const shows = (panel: string) => panels.includes(panel);
  const rows = ROWS[`${shows("units")} ${shows("columns")}`] ?? null;
  const side = shows("curves") || shows("outcome");
  return html`
    ${
      shows("verdict")
        ? html`<gradient-lab-verdict-panel
            part="verdict"
            brief
            .waiting=${waiting}
            .runInfo=${runInfo}
            .snapshot=${snapshot}
            .traits=${traits}
            .gradient=${gradient}
          ></gradient-lab-verdict-panel>`
        : nothing
    }
    <div class="pictures ${side && rows ? "two" : ""}">
      ${
        rows
          ? html`<gradient-lab-columns-panel
              part="columns"
              .only=${rows}
              .runInfo=${runInfo}
              .snapshot=${snapshot}
              .gradient=${gradient}
              @gradient-chosen=${chosen}
            ></gradient-lab-columns-panel>`
          : nothing
      }
      ${side ? html`<div>${shows("outcome") ? outcome(current) : nothing} ${shows("curves") ? curves(current) : nothing}</div>` : nothing}
    </div>
  `;
}

function outcome(current: CurrentRun | null) {
  return html`<gradient-lab-outcome-panel
    part="outcome"
    .runInfo=${current?.runInfo ?? null}
    .snapshot=${current?.snapshot ?? null}
  ></gradient-lab-outcome-panel>`;
}

function curves(current: CurrentRun | null) {
  return html`<gradient-lab-curves-panel
    part="curves"
    .runInfo=${current?.runInfo ?? null}
    .snapshot=${current?.snapshot ?? null}
  ></gradient-lab-curves-panel>`;
}
