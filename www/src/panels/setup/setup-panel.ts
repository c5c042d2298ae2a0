import { css, html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Control, Source } from "../../state/controls.ts";
import { hiddenOf } from "../../state/hidden.ts";
import type { JsonObject } from "../../state/path.ts";
import { type Group, isBlock, type SetupBlock, setupOf } from "../../state/setup.ts";
import { setup } from "../../text/en.ts";
import { controlStyles } from "../controls.ts";
import { define, emit } from "../element.ts";
import "../file-choice.ts";
import { headingStyles } from "../headings.ts";
import { HeldFocus } from "../held-focus.ts";
import { RovingFocus } from "../roving-focus.ts";
import { worded } from "../worded.ts";
import "./control-row.ts";

/** The reader's file. */
interface ShownFile {
  readonly name: string;
  readonly rows: number;
}

/** Every setting of the experiment, made from the catalogue. */
@define("gradient-lab-setup-panel")
export class SetupPanel extends LitElement {
  @property({ attribute: false }) source: Source | null = null;
  /** The reader's file if one has been chosen. */
  @property({ attribute: false }) file: ShownFile | null = null;

  /** The model file that the run begins from; empty if there is none. */
  @property() model = "";

  @state() private block = 0;
  @query(".blocks") private blocks!: HTMLElement | null;
  /** The groups whose "More" is open. */
  private readonly opened = new Set<string>();
  private readonly roving = new RovingFocus(this, () => this.blocks);

  constructor() {
    super();
    new HeldFocus(this, () => this.renderRoot.querySelector("h2"));
  }

  static override styles = [
    controlStyles,
    headingStyles,
    css`
      :host {
        display: block;
      }

      section + section {
        margin-top: 0.9rem;
      }

      h2 {
        margin-bottom: 0.25rem;
      }

      details {
        margin-top: 0.1rem;
      }

      summary {
        color: var(--soft);
        min-height: var(--target);
        display: flex;
        align-items: center;
        gap: 0.4em;
        cursor: pointer;
        width: max-content;
      }

      summary::before {
        content: "+";
        width: 0.7em;
      }

      details[open] > summary::before {
        content: "−";
      }

      .blocks {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: 0.25rem;
        margin: 0 0 0.3rem;
      }

      .blocks div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
      }

      .blocks button {
        min-height: var(--target);
        padding: 0 0.55em;
        font-size: var(--text-small);
        color: var(--soft);
      }

      .blocks button[aria-pressed="true"] {
        color: var(--ink);
        border-color: var(--ink);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin-top: 0.5rem;
      }

      .file {
        margin: 0.3rem 0 0.5rem;
      }

      .file p {
        margin: 0.3rem 0 0;
        font-size: var(--text-small);
        color: var(--soft);
        overflow-wrap: anywhere;
      }
    `,
  ];

  override render() {
    if (!this.source) return nothing;
    const { data, blocks, network, training, anyChanged } = setupOf(this.source, this.block);
    return html`
      <section aria-labelledby="data">
        <h2 id="data" tabindex="-1">${setup.groups.data}</h2>
        ${this.rows("data", data)}
        ${data.usesFile ? this.filePicker() : nothing}
      </section>
      <section aria-labelledby="network">
        <h2 id="network">${setup.groups.network}</h2>
        ${this.blockPicker(blocks)}
        <div @experiment-edited=${this.follow}>${this.rows("network", network)}</div>
        ${this.removal(blocks)}
        ${this.model === "" ? nothing : html`<div class="file"><p>${setup.fromModel(this.model)}</p></div>`}
      </section>
      <section aria-labelledby="training">
        <h2 id="training">${setup.groups.training}</h2>
        ${this.rows("training", training)}
      </section>
      ${
        anyChanged
          ? html`<div class="ways"><button @click=${this.putAllBack}>${setup.putAllBack}</button></div>`
          : nothing
      }
    `;
  }

  private rows(group: string, { first, more }: Group) {
    const row = (control: Control) =>
      html`<gradient-lab-control-row .control=${worded(control)}></gradient-lab-control-row>`;
    const rows = (controls: readonly Control[]) => repeat(controls, ({ id }) => id, row);
    if (more.length === 0) return rows(first);
    return html`
      ${rows(first)}
      <details
        ?open=${this.opened.has(group) || more.some((control) => control.changed)}
        @toggle=${(event: Event) => this.toggled(group, event)}
      >
        <summary>${setup.more}</summary>
        ${rows(more)}
      </details>
    `;
  }

  /** Remembers what the reader opened, so that it stays open when the last change in it is put back. */
  private toggled(group: string, event: Event): void {
    if ((event.target as HTMLDetailsElement).open) this.opened.add(group);
    else this.opened.delete(group);
  }

  private blockPicker(blocks: readonly SetupBlock[]) {
    return html`<div
      class="blocks"
      role="toolbar"
      aria-label=${setup.blocks}
      @keydown=${this.roving.keyPressed}
      @focusin=${this.roving.focused}
    >
      <div>
        ${blocks.map(
          (block, index) => html`<button
            aria-pressed=${block.chosen}
            title=${isBlock(block) ? setup.blockHint(index) : setup.outputHint}
            @click=${() => this.choose(index)}
          >
            ${isBlock(block) ? setup.block(block.units, block.repeat) : setup.output}
          </button>`,
        )}
      </div>
      <button title=${setup.addBlockHint} aria-label=${setup.addBlockHint} @click=${() => this.add(blocks)}>
        ${setup.addBlock}
      </button>
    </div>`;
  }

  private removal(blocks: readonly SetupBlock[]) {
    const chosen = blocks.find((block) => block.chosen);
    if (!chosen || !isBlock(chosen) || blocks.length < 3) return nothing;
    return html`<div class="ways">
      <button @click=${() => this.edit(chosen.remove())}>${setup.removeBlock}</button>
    </div>`;
  }

  private filePicker() {
    const { file } = this;
    return html`<div class="file">
      ${file ? html`<button @click=${() => emit(this, "table-opened")}>${setup.table}</button>` : nothing}
      <gradient-lab-file-choice .label=${file ? setup.changeFile : setup.chooseFile}></gradient-lab-file-choice>
      <p>${file ? setup.fileRows(file.name, file.rows) : setup.fileHelp}</p>
    </div>`;
  }

  private choose(index: number): void {
    this.block = index;
  }

  private add(blocks: readonly SetupBlock[]): void {
    const chosen = blocks.find((block) => block.chosen);
    if (!chosen) return;
    this.block = chosen.addAt;
    this.edit(chosen.add());
  }

  /** If an edit splits the block in two, selects the second one. */
  private follow({ detail }: HTMLElementEventMap["experiment-edited"]): void {
    const before = this.source ? hiddenOf(this.source.experiment).length : 0;
    this.block += Math.max(0, hiddenOf(detail).length - before);
  }

  private edit(experiment: JsonObject): void {
    emit(this, "experiment-edited", experiment);
  }

  private putAllBack(): void {
    if (this.source) this.edit(this.source.start);
  }
}
