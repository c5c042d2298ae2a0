import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { withPowers } from "../panels/powers.ts";
import "../panels/setup/control-row.ts";
import { worded } from "../panels/worded.ts";
import type { Control } from "../state/controls.ts";
import type { Snapshot } from "../state/figures.ts";
import { toHash } from "../state/link.ts";
import type { JsonObject } from "../state/path.ts";
import { toolbar } from "../text/en.ts";
import { elementWords as words } from "../text/en-element.ts";
import { count } from "../text/numbers.ts";
import type { ACTIONS } from "./api.ts";
import type { Command } from "./command-queue.ts";
import { lossLine } from "./loss-line.ts";

type Action = (typeof ACTIONS)[number];

/** What the bar shows. */
export interface Bar {
  /** The names that the author has chosen. */
  readonly names: readonly string[];
  readonly controls: readonly Control[];
  /** The figures in text, which are updated no faster than they can be read. */
  readonly snapshot: Snapshot | null;
  /** The status of the run; null without one. */
  readonly status: Snapshot["status"]["kind"] | null;
  readonly running: boolean;
  /** The page to open the experiment in, if there is one. */
  readonly page: URL | null;
  readonly experiment: JsonObject | null;
  press(command: Command): void;
  edited(event: HTMLElementEventMap["experiment-edited"]): void;
}

/** The buttons and settings that the author has chosen, the loss, and the way to the page. */
export function bar({ names, controls, snapshot, status, running, page, experiment, press, edited }: Bar) {
  const ended = status !== "ready";
  const button = (action: Action, label: string, hint: string, command: Command, disabled: boolean) =>
    names.includes(action)
      ? html`<button
          type="button"
          part=${action}
          class=${action === "train" ? "primary" : ""}
          title=${hint}
          ?disabled=${disabled}
          @click=${() => press(command)}
        >
          ${label}
        </button>`
      : nothing;
  const [label, hint] = running
    ? [toolbar.pause, words.pauseHint]
    : status !== null && ended
      ? [toolbar.again, toolbar.againHint]
      : [toolbar.train, words.trainHint];
  return html`
    <div class="bar" part="bar" @experiment-edited=${edited}>
      <div class="run">
        ${button("train", label, hint, { kind: running ? "pause" : "train" }, status === null)}
        ${button("step", toolbar.step, toolbar.stepHint, { kind: "step", steps: 1 }, ended)}
        ${button("reset", toolbar.reset, toolbar.resetHint, { kind: "reset" }, status === null)}
        ${lossLine(snapshot)}
      </div>
      ${repeat(
        controls,
        ({ id }) => id,
        (control) =>
          html`<gradient-lab-control-row brief .control=${worded(control)}></gradient-lab-control-row>`,
      )}
    </div>
    <div class="foot">
      <span>${withPowers(words.step(snapshot ? count(snapshot.step) : "–"))}</span>
      ${
        page && experiment
          ? html`<a
              part="link"
              href="${page.href}#${toHash(JSON.stringify(experiment))}"
              target="_blank"
              rel="noopener"
              title=${words.openHint}
              >${words.open}</a
            >`
          : nothing
      }
    </div>
  `;
}
