import { html, LitElement, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { TableDescription } from "../../state/figures.ts";
import type { JsonObject } from "../../state/path.ts";
import {
  isRead,
  namesOf,
  namesOthers,
  type Role,
  rolesOf,
  shownColumns,
  shownRows,
  textFeatures,
  withoutColumns,
  withoutFeatures,
  withRole,
  withStandardizedTarget,
} from "../../state/table.ts";
import { ROLES, tableWords as words } from "../../text/en-table.ts";
import { define, emit } from "../element.ts";
import "../file-choice.ts";
import { tableStyles } from "./styles.ts";

/** More different numbers than these are not offered as classes. */
const MANY_CLASSES = 20;

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
  /** Why the engine can say nothing about the file. */
  @state() private failure = "";
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
    this.focusNext();
  }

  /** Focuses what has to be chosen, else what is left to do. */
  private focusNext(): void {
    const place = this.renderRoot.querySelector(this.trainable ? ".primary" : "fieldset:has(b) input");
    if (place instanceof HTMLElement) place.focus();
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
    this.failure = typeof described === "string" ? described : "";
    this.described = typeof described === "string" ? null : described;
    await this.updateComplete;
    this.renderRoot
      .querySelector("td.refused, tr.refused")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
    // What was chosen may be no choice any more.
    if (this.dialog.open && !this.shadowRoot?.activeElement) this.focusNext();
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
    const isShown = described !== null && described.columns.length > 0;
    return html`<dialog aria-labelledby="title" aria-describedby="found">
      <h2 id="title">${table.file.name}</h2>
      <p class="soft" id="found">${described ? (isShown ? words.found(described) : nothing) : this.failure === "" ? words.reading : nothing}</p>
      ${described && isShown ? this.renderTable(described) : nothing}
      <div role="status">${this.renderOutcome()}</div>
      ${described && isRead(described) ? this.renderChoices(described) : nothing}
      <p class="soft small">${words.kept}</p>
      <div class="ways">
        <div>
        <button class="primary" ?disabled=${!this.trainable} @click=${this.train}>${words.train}</button>
        <gradient-lab-file-choice .label=${words.other}></gradient-lab-file-choice>
        <button @click=${() => this.dialog.close()}>${words.cancel}</button>
        </div>
      </div>
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
              ({
                line,
                afterGap,
                refused,
                cells,
              }) => html`<tr class="${afterGap ? "apart" : ""} ${refused ? "refused" : ""}">
                <th scope="row" class="line">${line}</th>
                ${[...shown.map((at) => cells[at]), ...cells.slice(columns.length)].map((cell, index) => {
                  const column = columns[shown[index] ?? -1];
                  const kind = [
                    column?.isNumeric ? "number" : "",
                    column?.role ?? "",
                    cell?.refused ? "refused" : "",
                  ];
                  const empty = isRead(described) ? words.gap : cell?.refused ? words.empty : "";
                  const text = cell?.text === "" ? empty : cell?.text;
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
    if (!isRead(described)) {
      return html`<th scope="col"><span class="name">${column.name === "" ? words.nth(at + 1) : column.name}</span></th>`;
    }
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
    if (this.failure !== "") return html`<p class="refusal">${this.failure}</p>`;
    if (described?.refusal) {
      const { message, mend } = described.refusal;
      // The fields of the document that mend it are controls here.
      const told = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
      return html`<p class="refusal">${mend === "" ? told : `${told}. ${words.mendable}`}</p>
        ${namesOthers(this.data, described) ? html`<button @click=${() => void this.choose(withoutColumns(this.data))}>${words.ownColumns}</button>` : nothing}`;
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
    const names = namesOf(described);
    const others = texts.filter((column) => !names.includes(column));
    const { missing, categories } = data;
    const leave = (columns: typeof texts, others: JsonObject) =>
      void this.choose({ ...withoutFeatures(data, described, columns), ...others });
    return html`<div class="choices">
      ${
        described.rowsWithGaps === 0
          ? nothing
          : html`<fieldset>
              ${this.legend(words.gaps, missing === "drop" || missing === "mean")}
              ${this.radio("missing", missing === "drop", words.drop(described), () => this.set("missing", "drop"))}
              ${this.radio("missing", missing === "mean", words.mean(described), () => this.set("missing", "mean"))}
            </fieldset>`
      }
      ${
        texts.length === 0
          ? nothing
          : html`<fieldset>
              ${this.legend(words.texts, categories === "one_hot")}
              ${this.radio("texts", categories === "one_hot", words.oneHot(texts), () => this.set("categories", "one_hot"))}
              ${
                names.length === 0 || others.length === 0
                  ? nothing
                  : this.radio("texts", false, words.onlyOthers(names, others), () =>
                      leave(names, { categories: "one_hot" }),
                    )
              }
              ${this.radio("texts", false, words.leaveOut(texts), () => leave(texts, {}))}
            </fieldset>`
      }
      ${this.renderTask(described)}
      <fieldset class="all">
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
    if (!target || others.length > 0 || isClassification === null) return nothing;
    // Text is classes, unless something says that it is a number.
    if (isClassification ? !target.isNumeric : target.distinct > MANY_CLASSES) return nothing;
    return html`<fieldset>
      <legend>${words.task}</legend>
      ${this.radio("task", isClassification, words.classes(target.name, target.distinct), () => this.set("task", "classification"))}
      ${this.radio("task", !isClassification, words.number(target.name), () => this.set("task", "regression"))}
    </fieldset>`;
  }

  /** The heading of a choice, which has to be made. */
  private legend(text: string, made: boolean) {
    return html`<legend>${text}${made ? nothing : html` <b>${words.toChoose}</b>`}</legend>`;
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
    if (!described?.rows || !table) return;
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
