import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { ChangeDetector } from "../change-detector.ts";
import { controlStyles } from "../panels/controls.ts";
import { define } from "../panels/element.ts";
import { HeldFocus } from "../panels/held-focus.ts";
import type { HelpDialog } from "../panels/help/help-dialog.ts";
import type { LinkDialog } from "../panels/notice/link-dialog.ts";
import type { PictureDialog } from "../panels/picture/picture-dialog.ts";
import { powerStyles, withPowers } from "../panels/powers.ts";
import type { SaveMenu } from "../panels/save/save-menu.ts";
import type { TableDialog } from "../panels/table/table-dialog.ts";
import type { Source } from "../state/controls.ts";
import { fillsTheStage, hidesSetup, type Notice } from "../state/notice.ts";
import type { JsonObject } from "../state/path.ts";
import { loadPreferences, type Preferences, savePreferences } from "../state/preferences.ts";
import { experimentOf, isOpening } from "../state/run.ts";
import type { Gradient } from "../state/sentence.ts";
import { Announcer } from "../store/announcer.ts";
import { frame, loading, setup, verdictBrief } from "../text/en.ts";
import type { Environment } from "./environment.ts";
import { Lab } from "./lab.ts";
import { layout } from "./layout.ts";
import { Offers } from "./offers.ts";
import { PageInput } from "./page-input.ts";
import { print } from "./print.ts";
import { Sharing } from "./sharing.ts";
import "../panels/columns/columns-panel.ts";
import "../panels/curves/curves-panel.ts";
import "../panels/outcome/outcome-panel.ts";
import "../panels/setup/setup-panel.ts";
import type { PageActions } from "../panels/toolbar/page-actions.ts";
import "../panels/toolbar/page-actions.ts";
import type { ToolbarPanel } from "../panels/toolbar/toolbar-panel.ts";
import "../panels/toolbar/toolbar-panel.ts";
import "../panels/verdict/verdict-panel.ts";

/** How long after the first run is shown the remaining parts of the page are loaded. */
const LOAD_REST_AFTER_MS = 200;

/** The page: lays out the panels and passes their events on to the {@link Lab}. */
@define("gradient-lab-page")
export class LabPage extends LitElement {
  @state() private preferences: Preferences;
  /** Whether the page is in lecture mode: large type, side panels hidden. */
  @property({ type: Boolean, reflect: true }) presenting = false;

  @state() private announced = "";
  /** The gradient that bars and words are about. */
  @state() private gradient: Gradient = "delta";

  @query("gradient-lab-toolbar-panel") private toolbar!: ToolbarPanel;
  @query("gradient-lab-help-dialog") private help!: HelpDialog;
  @query("gradient-lab-picture-dialog") private pictureDialog!: PictureDialog;
  @query("gradient-lab-table-dialog") private tableDialog!: TableDialog;
  @query("gradient-lab-page-actions") private actions!: PageActions;
  @query("gradient-lab-save-menu") private saveMenu!: SaveMenu;
  @query("gradient-lab-link-dialog") private linkDialog!: LinkDialog;

  private readonly lab: Lab;
  private readonly input = new PageInput(this, {
    trainingToggled: () => this.lab.toggleTraining(),
    helpOpened: () => void this.openHelp(),
    escapePressed: () => {
      this.presenting = false;
    },
    fileDropped: (file) => void this.openFile(file),
    shortcutsEnabled: () => this.preferences.shortcuts,
  });
  private readonly printing = matchMedia("print");
  private readonly darkness = matchMedia("(prefers-color-scheme: dark)");
  private readonly sourceInputs = new ChangeDetector();
  private source: Source | null = null;
  private readonly offers = new Offers(
    () => this.requestUpdate(),
    () => this.environment.remedies?.(),
  );
  private restLoading = false;
  private readonly sharing = new Sharing(this, () => this.lab);
  private readonly announcer = new Announcer();

  static override styles = [controlStyles, powerStyles, layout, print];

  private unwatchAddress = () => {};

  constructor(private readonly environment: Environment) {
    super();
    new HeldFocus(this, () => this.renderRoot.querySelector("#stage"));
    this.preferences = loadPreferences(environment.storage);
    this.lab = new Lab(environment, () => {
      this.requestUpdate();
      return this.updateComplete;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatchAddress = this.environment.address.watch(() => this.lab.openAddress());
    for (const media of [this.darkness, this.printing]) media.addEventListener("change", this.redraw);
    this.lab.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatchAddress();
    for (const media of [this.darkness, this.printing]) media.removeEventListener("change", this.redraw);
    this.lab.end();
  }

  /** Loads the page's typeface and rarely needed parts last, since a run can be read without them. */
  protected override updated(): void {
    const { lab } = this;
    const { notice } = lab;
    if (notice) void loadNotices();
    if (this.restLoading || !(lab.state.current || notice)) return;
    this.restLoading = true;
    setTimeout(() => {
      void loadNotices();
      this.environment.loadLater();
      this.offers.mayLoad();
    }, LOAD_REST_AFTER_MS);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Only when they change: observers of these attributes would react to every frame of training.
    const root = document.documentElement;
    const { theme } = this.preferences;
    if (theme && root.getAttribute("data-theme") !== theme) root.setAttribute("data-theme", theme);
    if (changed.has("presenting")) {
      if (this.presenting) root.setAttribute("data-mode", "present");
      else root.removeAttribute("data-mode");
    }
    const title = frame.documentTitle(this.lab.name());
    if (document.title !== title) document.title = title;
    this.announced = this.announcer.next(this.lab.state, this.gradient) ?? this.announced;
  }

  override render() {
    const { lab } = this;
    const { state, notice } = lab;
    const filled = fillsTheStage(notice);
    const experiment = experimentOf(state);
    const ready = state.current !== null && notice === null;
    const covered = notice !== null && !filled;
    const opening = isOpening(state) && notice === null;
    const alone = filled && (hidesSetup(notice) || !state.catalogue);
    const stale = opening || covered ? "stale" : "";
    return html`
      <div
        class="page ${filled ? "filled" : ""} ${alone ? "alone" : ""}"
        @link-shared=${() => this.sharing.share(this.linkDialog)}
        @save-opened=${this.openSaveMenu}
        @presentation-toggled=${this.togglePresentation}
        @theme-toggled=${this.toggleTheme}
        @help-opened=${this.openHelp}
        @experiment-edited=${(event: HTMLElementEventMap["experiment-edited"]) => lab.edit(event.detail)}
        @gradient-chosen=${(event: HTMLElementEventMap["gradient-chosen"]) => {
          this.gradient = event.detail;
        }}
        @remedy-chosen=${(event: HTMLElementEventMap["remedy-chosen"]) => lab.edit(event.detail.experiment)}
        @file-chosen=${(event: HTMLElementEventMap["file-chosen"]) => this.openFile(event.detail)}
        @table-opened=${() => this.openTable()}
      >
        <header>
          <a class="skip" href="#stage" @click=${this.jump}>${frame.skip}</a>
          <a class="jump" href="#setup" @click=${this.jump}>${frame.toSettings}</a>
          ${this.renderToolbar(notice, ready)}
        </header>
        ${this.printing.matches && experiment ? html`<p class="printed">${inLines(experiment)}</p>` : nothing}
        <main>
          <section
            class="stage ${stale}"
            id="stage"
            tabindex="-1"
            aria-label=${frame.network}
            aria-busy=${opening}
          >
            ${notice ? this.renderNotice(notice) : nothing}
            ${filled ? nothing : this.renderStage(covered)}
          </section>
          <aside class="outcome ${stale}" aria-label=${frame.outcome} ?inert=${covered}>
            ${filled ? nothing : this.renderOutcome()}
          </aside>
          <aside class="setup" id="setup" tabindex="-1" aria-label=${frame.setup}>
            <gradient-lab-setup-panel
              .source=${this.setupSource(experiment)}
              .file=${lab.shownFile()}
              .model=${lab.usedModel()?.name ?? ""}
            ></gradient-lab-setup-panel>
            <a class="jump" href="#stage" @click=${this.jump}
              ><span class="brief" aria-hidden="true">${state.current ? withPowers(verdictBrief(state.current.snapshot.diagnosis)) : nothing}</span
              >${frame.toNetwork}</a
            >
          </aside>
        </main>
      </div>
      <p class="unseen" role="status">${this.announced}</p>
      ${this.input.dragging ? html`<div class="drop">${setup.dropHere}</div>` : nothing}
      <gradient-lab-help-dialog .shortcuts=${this.preferences.shortcuts} @shortcuts-switched=${this.shortcutsSwitched}></gradient-lab-help-dialog>
      <gradient-lab-link-dialog></gradient-lab-link-dialog>
      <gradient-lab-save-menu
        .curves=${(state.current?.snapshot.step ?? 0) > 1}
        @save-chosen=${this.save}
        @file-chosen=${(event: HTMLElementEventMap["file-chosen"]) => this.openFile(event.detail)}
      ></gradient-lab-save-menu>
      <gradient-lab-picture-dialog></gradient-lab-picture-dialog>
      <gradient-lab-table-dialog
        @file-chosen=${(event: HTMLElementEventMap["file-chosen"]) => this.openFile(event.detail)}
        @table-chosen=${({ detail }: HTMLElementEventMap["table-chosen"]) => lab.useTable(detail.file, detail.data)}
      ></gradient-lab-table-dialog>
    `;
  }

  private renderOutcome() {
    const { runInfo = null, snapshot = null } = this.lab.state.current ?? {};
    return html`
      <gradient-lab-outcome-panel
        .runInfo=${runInfo}
        .snapshot=${snapshot}
        .view=${this.lab.plane.view}
        @axes-chosen=${({ detail }: HTMLElementEventMap["axes-chosen"]) => this.lab.chooseAxes(detail)}
      ></gradient-lab-outcome-panel>
      <gradient-lab-curves-panel .runInfo=${runInfo} .snapshot=${snapshot}></gradient-lab-curves-panel>
    `;
  }

  private renderToolbar(notice: Notice | null, ready: boolean) {
    const { lab } = this;
    const { state } = lab;
    const current = notice ? null : state.current;
    return html`<gradient-lab-toolbar-panel
      .name=${lab.name()}
      .firstName=${lab.firstName()}
      .snapshot=${current?.snapshot ?? null}
      .training=${state.training}
      .restarted=${current?.restarted ?? false}
      .presenting=${this.presenting}
      @training-toggled=${() => lab.toggleTraining()}
      @stepped=${this.step}
      @run-reset=${() => lab.reset()}
      @reseeded=${() => lab.reseed()}
    >
      <gradient-lab-page-actions .ready=${ready} .theme=${this.theme} .copied=${this.sharing.copied}></gradient-lab-page-actions>
    </gradient-lab-toolbar-panel>`;
  }

  /** The panel's content, the bare message, is shown until the panel itself is loaded. */
  private renderNotice(notice: Notice) {
    const { lab } = this;
    return html`<gradient-lab-notice-panel
      role="alert"
      class=${fillsTheStage(notice) ? "whole" : "over"}
      .notice=${notice}
      @document-opened=${(event: HTMLElementEventMap["document-opened"]) => lab.openText(event.detail)}
      @started-afresh=${() => lab.startAfresh()}
      @edit-undone=${() => lab.undoEdit()}
      @engine-restarted=${() => lab.restart()}
      >${"message" in notice ? notice.message : nothing}</gradient-lab-notice-panel
    >`;
  }

  /** The current run, which cannot be used while it is `covered` by a notice. */
  private renderStage(covered: boolean) {
    const { current, catalogue } = this.lab.state;
    if (!current) {
      return html`
        <gradient-lab-verdict-panel
          .waiting=${covered ? "" : catalogue ? loading.opening : loading.loadingEngine}
        ></gradient-lab-verdict-panel>
        <gradient-lab-columns-panel ?inert=${covered}></gradient-lab-columns-panel>
      `;
    }
    return html`
      <gradient-lab-verdict-panel
        ?inert=${covered}
        .runInfo=${current.runInfo}
        .snapshot=${current.snapshot}
        .traits=${current.traits}
        .gradient=${this.gradient}
        .offers=${this.offers.of(current, catalogue)}
      ></gradient-lab-verdict-panel>
      <gradient-lab-columns-panel
        ?inert=${covered}
        .runInfo=${current.runInfo}
        .snapshot=${current.snapshot}
        .gradient=${this.gradient}
      ></gradient-lab-columns-panel>
    `;
  }

  /** Opens the help, which is loaded the first time. */
  private async openHelp(): Promise<void> {
    await import("../panels/help/help-dialog.ts");
    await this.help.updateComplete;
    this.help.show();
  }

  /** Opens a file that the reader has given; what that needs is loaded with the first one. */
  private async openFile(file: File): Promise<void> {
    const { openFile } = await import("./given-file.ts");
    await openFile(file, this.lab, { table: this.tableDialog, picture: this.pictureDialog });
  }

  /** Shows the table that is learnt from again. */
  private async openTable(): Promise<void> {
    const { showTable } = await import("./given-file.ts");
    const file = this.lab.file;
    if (file) await showTable(file, this.lab, this.tableDialog);
  }

  /** What the setup is made from; the same object until something in it changes, so that a frame costs nothing. */
  private setupSource(experiment: JsonObject | null): Source | null {
    const { start, state } = this.lab;
    const { catalogue, current } = state;
    const { features = null, task = null } = current?.runInfo ?? {};
    if (this.sourceInputs.hasChanged([catalogue, experiment, start, features, task])) {
      const inheritedName = experiment ? this.lab.inheritedName(experiment) : "";
      this.source = catalogue &&
        experiment && { catalogue, experiment, start, features, task, inheritedName };
    }
    return this.source;
  }

  private get theme(): "light" | "dark" {
    return this.preferences.theme ?? (this.darkness.matches ? "dark" : "light");
  }

  private step(): void {
    this.announcer.stepped();
    this.lab.step();
  }

  /** Opens the list of what can be saved, which is loaded the first time. */
  private async openSaveMenu(): Promise<void> {
    await import("../panels/save/save-menu.ts");
    await this.saveMenu.show(this.actions);
  }

  private async save({ detail: format }: HTMLElementEventMap["save-chosen"]): Promise<void> {
    const { save } = await import("./saving.ts");
    const { startWorker } = this.environment;
    await save(format, { lab: this.lab, menu: this.saveMenu, startWorker });
  }

  /** Focuses a button that stays, since the one that was pressed is removed. */
  private async togglePresentation(): Promise<void> {
    this.presenting = !this.presenting;
    await this.updateComplete;
    this.toolbar.focus();
  }

  private toggleTheme(): void {
    this.prefer({ theme: this.theme === "dark" ? "light" : "dark" });
  }

  private shortcutsSwitched({ detail: shortcuts }: HTMLElementEventMap["shortcuts-switched"]): void {
    this.prefer({ shortcuts });
  }

  private prefer(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    savePreferences(this.preferences, this.environment.storage);
  }

  /** Goes to the part of the page that a link names, without changing the address, which holds the document. */
  private jump(event: Event): void {
    event.preventDefault();
    const part = this.renderRoot.querySelector<HTMLElement>((event.currentTarget as HTMLAnchorElement).hash);
    part?.focus({ preventScroll: true });
    part?.scrollIntoView();
  }

  private readonly redraw = () => this.requestUpdate();
}

/** A document as text, a line for each of its parts. */
function inLines(experiment: JsonObject) {
  return Object.entries(experiment).map(([part, value]) => html`${part}: ${JSON.stringify(value)}<br />`);
}

/** Loads the notice panel; without a network it cannot be, and the message is shown without it. */
async function loadNotices(): Promise<void> {
  await import("../panels/notice/notice-panel.ts").catch(() => undefined);
}
