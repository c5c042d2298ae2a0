import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { TableDescription } from "../../state/figures.ts";
import type { JsonObject } from "../../state/path.ts";
import {
  type Role,
  rolesOf,
  shownColumns,
  shownRows,
  textFeatures,
  withoutColumns,
  withoutTexts,
  withRole,
  withStandardizedTarget,
} from "../../state/table.ts";
import { ROLES, tableWords as words } from "../../text/en-table.ts";
import { define, emit } from "../element.ts";
import "../file-choice.ts";
import { tableStyles } from "./styles.ts";

/** What the dialog is opened with. */
export interface OpenedTable {
  readonly file: { readonly name: string; readonly bytes: ArrayBuffer };
  /** The `data` of the document. */
  readonly data: JsonObject;
  /** Whether the file is new to the document, so that what suits any file is turned on. */
  readonly fresh: boolean;
  /** What the file holds under `data`, or why it is no table. */
  readonly describe: (data: JsonObject) => Promise<TableDescription | string>;
}

/** The reader's table: its first rows, what each column is for, and what becomes of gaps and texts. */
@define("gradient-lab-table-dialog")
export class TableDialog extends LitElement {
  static override styles = tableStyles;

  @property({ attribute: false }) table: OpenedTable | null = null;
  @state() private data: JsonObject = {};
  @state() private described: TableDescription | null = null;
  /** Why the file is no table. */
  @state() private refusal = "";
  @state() private standardizesTarget = false;
  @state() private waiting = true;

  @query("dialog") private dialog!: HTMLDialogElement;
  private requests = 0;

  /** Opens the dialog on a table. */
  async show(table: OpenedTable): Promise<void> {
    this.table = table;
    this.described = null;
    this.standardizesTarget = table.fresh || table.data.standardize_target === true;
    const read = this.choose(table.data);
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await read;
    await this.updateComplete;
    if (this.trainable) this.renderRoot.querySelector<HTMLElement>(".primary")?.focus();
  }

  /** Takes other choices, and has the file described under them. */
  private async choose(data: JsonObject): Promise<void> {
    const { table } = this;
    if (!table) return;
    this.requests += 1;
    const request = this.requests;
    this.data = data;
    this.waiting = true;
    const described = await table.describe(withStandardizedTarget(data, null, false));
    if (request !== this.requests) return;
    this.waiting = false;
    this.refusal = typeof described === "string" ? described : "";
    this.described = typeof described === "string" ? null : described;
  }

  private get trainable(): boolean {
    return !this.waiting && !!this.described?.report;
  }

  private set(field: string, value: JsonObject[string]): void {
    void this.choose({ ...this.data, [field]: value });
  }

  override render() {
    const { table, described } = this;
    if (!table) return nothing;
    return html`<dialog aria-labelledby="title" aria-describedby="found">
      <h2 id="title">${table.file.name}</h2>
      <p class="soft" id="found">${described ? words.found(described) : this.refusal === "" ? words.reading : nothing}</p>
      ${described ? this.renderTable(described) : nothing}
      <div role="status">${this.renderOutcome()}</div>
      ${described ? this.renderChoices(described) : nothing}
      <div class="ways">
        <button class="primary" ?disabled=${!this.trainable} @click=${this.train}>${words.train}</button>
        <gradient-lab-file-choice .label=${words.other}></gradient-lab-file-choice>
        <button @click=${() => this.dialog.close()}>${words.cancel}</button>
      </div>
      <p class="soft small">${words.kept}</p>
    </dialog>`;
  }

  private renderTable(described: TableDescription) {
    const { columns } = described;
    const shown = shownColumns(described);
    const more = columns.length - shown.length;
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${words.table}>
        <table>
          <thead>
            <tr>
              <th scope="col" class="line">${words.line}</th>
              ${shown.map((at) => this.renderHeader(described, at))}
            </tr>
          </thead>
          <tbody>
            ${shownRows(described).map(
              ({ line, afterGap, cells }) => html`<tr class=${afterGap ? "apart" : ""}>
                <th scope="row" class="line">${line}</th>
                ${shown.map((at) => {
                  const cell = cells[at];
                  const column = columns[at];
                  const kind = [
                    column?.isNumeric ? "number" : "",
                    column?.role ?? "",
                    cell?.refused ? "refused" : "",
                  ];
                  const text = cell?.text === "" ? words.gap : cell?.text;
                  return html`<td class="${kind.join(" ")} ${cell?.gap ? "gap" : ""}">${text}</td>`;
                })}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${more === 0 ? nothing : html`<p class="soft small">${words.moreColumns(more)}</p>`}`;
  }

  private renderHeader(described: TableDescription, at: number) {
    const column = described.columns[at];
    if (!column) return nothing;
    const name = column.name === "" ? words.unnamed : column.name;
    const roles = rolesOf(described, at);
    const facts = words.column(column.isNumeric, column.missing, column.distinct);
    return html`<th scope="col" class="${column.role} ${described.refusedCell?.column === at ? "refused" : ""}">
      <span class="name" title=${name}>${name}</span>
      <select
        aria-label=${words.role(name)}
        ?disabled=${column.name === ""}
        @change=${(event: Event) => this.roleChosen(described, at, event)}
      >
        ${roles.map((role) => html`<option value=${role} .selected=${role === column.role}>${ROLES[role]}</option>`)}
      </select>
      <span class="facts">${facts.map((fact) => html`<span>${fact}</span>`)}</span>
    </th>`;
  }

  private roleChosen(described: TableDescription, at: number, { target }: Event): void {
    const role = (target as HTMLSelectElement).value as Role;
    void this.choose(withRole(this.data, described, at, role));
  }

  /** What will be learnt, or why nothing can be. */
  private renderOutcome() {
    const { described } = this;
    const refusal = described ? described.refusal : this.refusal;
    if (refusal) {
      const foreign = described?.isClassification === null;
      return html`<p class="refusal">${refusal.replace(/^data: /, "")}</p>
        ${foreign ? html`<button @click=${() => void this.choose(withoutColumns(this.data))}>${words.ownColumns}</button>` : nothing}`;
    }
    if (!described?.report) return nothing;
    const { classes, constant } = described.report;
    const heldBack = classes.filter(({ rows, trainingRows }) => rows > 0 && trainingRows === 0);
    return html`<p>${words.report(described.report)}</p>
      ${heldBack.length === 0 ? nothing : html`<p class="warning">${words.heldBack(heldBack.map(({ name }) => name))}</p>`}
      ${constant.length === 0 ? nothing : html`<p class="warning">${words.constant(constant)}</p>`}`;
  }

  private renderChoices(described: TableDescription) {
    const { data } = this;
    const texts = textFeatures(described);
    const { missing, categories } = data;
    return html`<div class="choices">
      ${
        described.rowsWithGaps === 0
          ? nothing
          : html`<fieldset>
              <legend>${words.gaps}</legend>
              ${this.radio("missing", missing === "drop", words.drop(described), () => this.set("missing", "drop"))}
              ${this.radio("missing", missing === "mean", words.mean(described), () => this.set("missing", "mean"))}
            </fieldset>`
      }
      ${
        texts.length === 0
          ? nothing
          : html`<fieldset>
              <legend>${words.texts}</legend>
              ${this.radio("texts", categories === "one_hot", words.oneHot(texts), () => this.set("categories", "one_hot"))}
              ${this.radio("texts", false, words.leaveOut(texts), () => void this.choose(withoutTexts(data, described)))}
            </fieldset>`
      }
      ${this.renderTask(described)}
      <fieldset>
        <legend>${words.more}</legend>
        ${this.check(data.mix === true, words.mix(splitOf(data)), "", (on) => this.set("mix", on))}
        ${this.check(
          data.standardize === true,
          words.standardize,
          this.table?.fresh ? words.standardizeHint : "",
          (on) => this.set("standardize", on),
        )}
        ${
          described.isClassification === false
            ? this.check(
                this.standardizesTarget,
                words.standardizeTarget(targetsOf(described).join(", ")),
                this.table?.fresh ? words.standardizeTargetHint : "",
                (on) => {
                  this.standardizesTarget = on;
                },
              )
            : nothing
        }
      </fieldset>
    </div>`;
  }

  /** Whether numbers are classes, where they may be either. */
  private renderTask(described: TableDescription) {
    const { columns, isClassification } = described;
    const [target, ...others] = columns.filter(({ role }) => role === "target");
    if (!target?.isNumeric || others.length > 0 || isClassification === null) return nothing;
    return html`<fieldset>
      <legend>${words.task}</legend>
      ${this.radio("task", isClassification, words.classes(target.name, target.distinct), () => this.set("task", "classification"))}
      ${this.radio("task", !isClassification, words.number(target.name), () => this.set("task", "regression"))}
    </fieldset>`;
  }

  private radio(name: string, checked: boolean, text: string, chosen: () => void) {
    return html`<label><input type="radio" name=${name} .checked=${checked} @change=${chosen} />${text}</label>`;
  }

  private check(checked: boolean, text: string, hint: string, chosen: (on: boolean) => void) {
    return html`<label
      ><input
        type="checkbox"
        .checked=${checked}
        @change=${({ target }: Event) => chosen((target as HTMLInputElement).checked)}
      /><span>${text}${hint === "" ? nothing : html` <span class="soft">${hint}</span>`}</span></label
    >`;
  }

  private train(): void {
    const { described, table } = this;
    if (!described || !table) return;
    this.dialog.close();
    const data = withStandardizedTarget(this.data, described, this.standardizesTarget);
    emit(this, "table-chosen", { file: { ...table.file, rows: described.rows }, data });
  }
}

function targetsOf({ columns }: TableDescription): string[] {
  return columns.filter(({ role }) => role === "target").map(({ name }) => name);
}

function splitOf({ validation_split: split }: JsonObject): number {
  return typeof split === "number" ? split : 0.2;
}
