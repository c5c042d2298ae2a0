import { html, LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { Throttle } from "../../charts/throttle.ts";
import type { RunInfo, Snapshot } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { define } from "../element.ts";
import { columnName, readings } from "./readout.ts";

/** Milliseconds between updates of the table, which is for screen readers. */
const INTERVAL = 2000;

/** The figures of every layer as a table, for screen readers. */
@define("gradient-lab-figures-table")
export class FiguresTable extends LitElement {
  @property({ attribute: false }) runInfo: RunInfo | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  readonly #throttle = new Throttle(INTERVAL, () => queueMicrotask(() => this.requestUpdate()));

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#throttle.cancel();
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.size !== 1 || !changed.has("snapshot")) return true;
    this.#throttle.request();
    return false;
  }

  override render() {
    this.#throttle.restart();
    const { runInfo, snapshot } = this;
    if (!runInfo || !snapshot || snapshot.layers.deltaRms.length !== runInfo.layers.length) return html``;
    const rows = runInfo.layers.map((layer, column) => ({
      layer,
      name: columnName(runInfo, column),
      figures: readings(runInfo, snapshot, column),
    }));
    const { layer, units, activation, saturated, dead } = words.figures;
    const names = rows[0]?.figures.slice(0, -1).map(({ name }) => name) ?? [];
    const heads = [layer, units, activation, ...names, `${saturated} / ${dead}`];
    return html`
      <table>
        <caption>${words.tableCaption}</caption>
        <thead>
          <tr>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ layer, name, figures }) => html`
              <tr>
                <th scope="row">${name}</th>
                <td>${layer.units}</td>
                <td>${layer.activation}</td>
                ${figures.map(({ value }) => html`<td>${value}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}
