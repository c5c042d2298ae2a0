import { html, LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { Description, Snapshot } from "../../state/figures.ts";
import { columnWords as words } from "../../text/en-panels.ts";
import { define } from "../define.ts";
import { columnName, readings } from "./readout.ts";

/** A table for screen readers need not follow every frame. */
const INTERVAL = 2000;

/** The figures of every layer as a table, behind the chart that shows them. */
@define("gradient-lab-figures-table")
export class FiguresTable extends LitElement {
  @property({ attribute: false }) description: Description | null = null;
  @property({ attribute: false }) snapshot: Snapshot | null = null;

  #due = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  override shouldUpdate(changed: PropertyValues<this>): boolean {
    if (changed.has("description")) return true;
    const wait = this.#due - performance.now();
    if (wait <= 0) return true;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.requestUpdate();
    }, wait);
    return false;
  }

  override render() {
    this.#due = performance.now() + INTERVAL;
    const { description, snapshot } = this;
    if (!description || !snapshot || snapshot.layers.deltaRms.length !== description.layers.length)
      return html``;
    const rows = description.layers.map((layer, column) => ({
      layer,
      name: columnName(description, column),
      figures: readings(description, snapshot, column),
    }));
    const { figures: names } = words;
    return html`
      <table>
        <caption>${words.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">${names.layer}</th>
            <th scope="col">${names.units}</th>
            <th scope="col">${names.activation}</th>
            <th scope="col">${names.delta}</th>
            <th scope="col">${names.kernelGradient}</th>
            <th scope="col">${names.update}</th>
            <th scope="col">${names.mean}</th>
            <th scope="col">${names.std}</th>
            <th scope="col">${names.saturated} / ${names.dead}</th>
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
