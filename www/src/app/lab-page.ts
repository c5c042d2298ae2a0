import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { controlStyles } from "../panels/controls.ts";
import { define } from "../panels/define.ts";
import type { HelpDialog } from "../panels/help/help-dialog.ts";
import type { LinkDialog, LinkNews } from "../panels/notice/link-dialog.ts";
import type { Source } from "../state/controls.ts";
import type { Snapshot, Verdict } from "../state/figures.ts";
import { fillsTheStage, hidesSetup, type Notice } from "../state/notice.ts";
import type { JsonObject } from "../state/path.ts";
import { keepPreferences, loadPreferences, type Preferences } from "../state/preferences.ts";
import { type Remedy, remediesFor } from "../state/remedies.ts";
import { experimentOf, isOpening } from "../state/run.ts";
import { isSameSource } from "../state/setup.ts";
import { announcement, frame, restartAnnouncement, setup, standing } from "../text/en.ts";
import { Lab } from "./lab.ts";
import { layout } from "./layout.ts";
import { PageInput } from "./page-input.ts";
import type { Surroundings } from "./surroundings.ts";
import typeUrl from "./type.css?url";
import "../panels/columns/columns-panel.ts";
import "../panels/curves/curves-panel.ts";
import "../panels/outcome/outcome-panel.ts";
import "../panels/setup/setup-panel.ts";
import "../panels/toolbar/page-actions.ts";
import type { ToolbarPanel } from "../panels/toolbar/toolbar-panel.ts";
import "../panels/toolbar/toolbar-panel.ts";
import "../panels/verdict/verdict-panel.ts";

const COPIED_MS = 2000;

/** The first frames of a run are drawn before what can wait is asked for. */
const REST_AFTER_MS = 200;

/** The changes on offer, and what they are offered for. */
interface Offer {
  readonly verdict: Verdict | null;
  readonly experiment: JsonObject | null;
  readonly trained: boolean;
  readonly remedies: readonly Remedy[];
}

/** The page: puts the panels in their places and hands their wishes to the {@link Lab}. */
@define("gradient-lab-page")
export class LabPage extends LitElement {
  @state() private preferences: Preferences;
  /** Whether the page is in lecture mode: large type, side panels hidden. */
  @property({ type: Boolean, reflect: true }) presenting = false;

  @state() private copied = false;
  @state() private announced = "";

  @query("gradient-lab-toolbar-panel") private toolbar!: ToolbarPanel;
  @query("gradient-lab-help-dialog") private help!: HelpDialog;
  @query("gradient-lab-link-dialog") private linkDialog!: LinkDialog;

  private readonly lab: Lab;
  private readonly input = new PageInput(this, {
    trainingToggled: () => this.lab.toggleTraining(),
    helpOpened: () => void this.openHelp(),
    escaped: () => {
      this.presenting = false;
    },
    fileDropped: (file) => void this.lab.useFile(file),
    shortcuts: () => this.preferences.shortcuts,
  });
  private readonly darkness = matchMedia("(prefers-color-scheme: dark)");
  private source: Source | null = null;
  private restAsked = false;
  private announcedVerdict: Verdict | undefined;
  private announcedRestart = false;
  private offer: Offer = { verdict: null, experiment: null, trained: false, remedies: [] };
  private copiedTimer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [controlStyles, layout];

  private unwatchAddress = () => {};

  constructor(private readonly surroundings: Surroundings) {
    super();
    this.preferences = loadPreferences(surroundings.storage);
    this.lab = new Lab(surroundings, () => {
      this.requestUpdate();
      return this.updateComplete;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatchAddress = this.surroundings.address.watch(() => this.lab.openAddress());
    this.darkness.addEventListener("change", this.redraw);
    this.lab.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatchAddress();
    this.darkness.removeEventListener("change", this.redraw);
    this.lab.end();
  }

  /** The page's own type and what is seldom needed come last: a run can be read without them. */
  protected override updated(): void {
    const { lab } = this;
    const { notice } = lab;
    if (notice) void loadNotices();
    if (this.restAsked || !(lab.state.shown || notice)) return;
    this.restAsked = true;
    setTimeout(() => {
      loadType();
      void loadNotices();
    }, REST_AFTER_MS);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Others watch these, and a frame of training changes none of them.
    const root = document.documentElement;
    const { theme } = this.preferences;
    if (theme && root.getAttribute("data-theme") !== theme) root.setAttribute("data-theme", theme);
    if (changed.has("presenting")) {
      if (this.presenting) root.setAttribute("data-mode", "present");
      else root.removeAttribute("data-mode");
    }
    const title = frame.documentTitle(this.lab.name());
    if (document.title !== title) document.title = title;
    this.announce();
  }

  override render() {
    const { lab } = this;
    const { state, notice } = lab;
    const filled = fillsTheStage(notice);
    const experiment = experimentOf(state);
    const ready = state.shown !== null && notice === null;
    const covered = notice !== null && !filled;
    const opening = isOpening(state) && notice === null;
    const alone = filled && (hidesSetup(notice) || !state.catalogue);
    const stale = opening || covered ? "stale" : "";
    return html`
      <div
        class="page ${filled ? "filled" : ""} ${alone ? "alone" : ""}"
        @shared=${this.share}
        @presentation-toggled=${this.togglePresentation}
        @theme-toggled=${this.toggleTheme}
        @help-opened=${this.openHelp}
        @experiment-edited=${this.edited}
        @remedy-chosen=${this.remedyChosen}
        @file-chosen=${this.fileChosen}
      >
        <header>
          <a class="skip" href="#stage" @click=${this.jump}>${frame.skip}</a>
          <a class="jump" href="#setup" @click=${this.jump}>${frame.toSettings}</a>
          ${this.renderToolbar(notice, ready)}
        </header>
        <main>
          <section
            class="stage ${stale}"
            id="stage"
            tabindex="-1"
            aria-label=${frame.network}
            aria-busy=${opening}
          >
            ${notice ? this.renderNotice(notice) : nothing}
            ${filled ? nothing : this.renderStage(experiment, covered)}
          </section>
          <aside class="outcome ${stale}" aria-label=${frame.outcome} ?inert=${covered}>
            ${filled ? nothing : this.renderOutcome()}
          </aside>
          <aside class="setup" id="setup" tabindex="-1" aria-label=${frame.setup}>
            <gradient-lab-setup-panel
              .source=${this.setupSource(experiment)}
              .file=${lab.shownFile()}
            ></gradient-lab-setup-panel>
            <a class="jump" href="#stage" @click=${this.jump}>${frame.toNetwork}</a>
          </aside>
        </main>
      </div>
      <p class="unseen" role="status">${this.announced}</p>
      ${this.input.dropping ? html`<div class="drop">${setup.dropHere}</div>` : nothing}
      <gradient-lab-help-dialog .shortcuts=${this.preferences.shortcuts} @shortcuts-switched=${this.shortcutsSwitched}></gradient-lab-help-dialog>
      <gradient-lab-link-dialog></gradient-lab-link-dialog>
    `;
  }

  private renderOutcome() {
    const { description = null, snapshot = null } = this.lab.state.shown ?? {};
    return html`
      <gradient-lab-outcome-panel .description=${description} .snapshot=${snapshot}></gradient-lab-outcome-panel>
      <gradient-lab-curves-panel .description=${description} .snapshot=${snapshot}></gradient-lab-curves-panel>
    `;
  }

  private renderToolbar(notice: Notice | null, ready: boolean) {
    const { lab } = this;
    const { state } = lab;
    const shown = notice ? null : state.shown;
    const status = shown?.snapshot.status.kind ?? "ready";
    return html`<gradient-lab-toolbar-panel
      .name=${lab.name()}
      .firstName=${lab.firstName()}
      .snapshot=${shown?.snapshot ?? null}
      .ready=${shown !== null}
      .training=${state.training}
      .status=${status}
      .restarted=${shown?.restarted ?? false}
      .presenting=${this.presenting}
      @training-toggled=${() => lab.toggleTraining()}
      @stepped=${() => lab.step()}
      @reset=${() => lab.reset()}
      @reseeded=${() => lab.reseed()}
    >
      <gradient-lab-page-actions .ready=${ready} .theme=${this.theme} .copied=${this.copied}></gradient-lab-page-actions>
    </gradient-lab-toolbar-panel>`;
  }

  /** The message within stands there for as long as the panel itself cannot be loaded. */
  private renderNotice(notice: Notice) {
    const { lab } = this;
    return html`<gradient-lab-notice-panel
      role="alert"
      class=${fillsTheStage(notice) ? "whole" : "over"}
      .notice=${notice}
      @document-opened=${(event: CustomEvent<string>) => lab.openText(event.detail)}
      @started-afresh=${() => lab.startAfresh()}
      @edit-undone=${() => lab.undoEdit()}
      @engine-restarted=${() => lab.restart()}
      >${"message" in notice ? notice.message : nothing}</gradient-lab-notice-panel
    >`;
  }

  /** The latest run; `covered` where a notice lies over it, so that nothing of it can be used. */
  private renderStage(experiment: JsonObject | null, covered: boolean) {
    const { state } = this.lab;
    const { shown } = state;
    if (!shown) {
      return html`
        <gradient-lab-verdict-panel
          .waiting=${covered ? "" : state.catalogue ? standing.opening : standing.loadingEngine}
        ></gradient-lab-verdict-panel>
        <gradient-lab-columns-panel ?inert=${covered}></gradient-lab-columns-panel>
      `;
    }
    return html`
      <gradient-lab-verdict-panel
        ?inert=${covered}
        .description=${shown.description}
        .snapshot=${shown.settled.shown}
        .traits=${shown.traits}
        .remedies=${this.remedies(shown.settled.shown, shown.begun, experiment)}
      ></gradient-lab-verdict-panel>
      <gradient-lab-columns-panel
        ?inert=${covered}
        .description=${shown.description}
        .snapshot=${shown.snapshot}
      ></gradient-lab-columns-panel>
    `;
  }

  /** The help is loaded when it is first asked for. */
  private async openHelp(): Promise<void> {
    await import("../panels/help/help-dialog.ts");
    await this.help.updateComplete;
    this.help.show();
  }

  /** What the setup is made from: another object only when something in it is another, so that a frame costs nothing. */
  private setupSource(experiment: JsonObject | null): Source | null {
    const { catalogue, shown } = this.lab.state;
    const { start } = this.lab;
    const features = shown?.description.features ?? null;
    const next = catalogue && experiment ? { catalogue, experiment, start, features } : null;
    if (!isSameSource(this.source, next)) {
      this.source = next && { ...next, inheritedName: this.lab.inheritedName(next.experiment) };
    }
    return this.source;
  }

  /** The changes on offer, made anew only when the verdict or the document changes, or the first step is done. */
  private remedies(
    { step, diagnosis: { verdict } }: Snapshot,
    begun: Snapshot,
    experiment: JsonObject | null,
  ): readonly Remedy[] {
    const { catalogue, tried } = this.lab.state;
    const { offer } = this;
    const trained = step > 0;
    if (offer.verdict !== verdict || offer.experiment !== experiment || offer.trained !== trained) {
      const illness = experiment && { verdict, experiment, steps: step, begun, tried };
      const remedies = catalogue && illness ? remediesFor(illness, catalogue) : [];
      this.offer = { verdict, experiment, trained, remedies };
    }
    return this.offer.remedies;
  }

  private get theme(): "light" | "dark" {
    return this.preferences.theme ?? (this.darkness.matches ? "dark" : "light");
  }

  /**
   * Says the verdict when it is another one, and of changes in a row once that they begin the run anew: steps and figures
   * are not announced.
   */
  private announce(): void {
    const { shown } = this.lab.state;
    if (!shown) return;
    const told = shown.settled.shown;
    const news: string[] = [];
    if (shown.restarted && !this.announcedRestart) news.push(restartAnnouncement);
    this.announcedRestart = shown.restarted;
    if (told.diagnosis.verdict !== this.announcedVerdict) {
      news.push(announcement(told.diagnosis, shown.description, told, shown.traits));
      this.announcedVerdict = told.diagnosis.verdict;
    }
    if (news.length > 0) this.announced = news.join(" ");
  }

  private edited(event: CustomEvent<JsonObject>): void {
    this.lab.edit(event.detail);
  }

  private remedyChosen(event: CustomEvent<Remedy>): void {
    this.lab.mend(event.detail);
  }

  private fileChosen(event: CustomEvent<File>): void {
    void this.lab.useFile(event.detail);
  }

  private async share(): Promise<void> {
    const link = this.lab.link();
    const file = this.lab.usedFile();
    try {
      await navigator.clipboard.writeText(link);
      if (file) await this.showLink(link, { copied: true, file: file.name });
      this.copied = true;
      clearTimeout(this.copiedTimer);
      this.copiedTimer = setTimeout(() => {
        this.copied = false;
      }, COPIED_MS);
    } catch {
      await this.showLink(link, { copied: false, file: file?.name ?? null });
    }
  }

  /** This dialog too is loaded when there is something to say. */
  private async showLink(link: string, news: LinkNews): Promise<void> {
    await import("../panels/notice/link-dialog.ts");
    await this.linkDialog.show(link, news);
  }

  /** The button that was pressed goes, so the focus goes to one that stays. */
  private async togglePresentation(): Promise<void> {
    this.presenting = !this.presenting;
    await this.updateComplete;
    this.toolbar.focus();
  }

  private toggleTheme(): void {
    this.prefer({ theme: this.theme === "dark" ? "light" : "dark" });
  }

  private shortcutsSwitched({ detail: shortcuts }: CustomEvent<boolean>): void {
    this.prefer({ shortcuts });
  }

  private prefer(change: Partial<Preferences>): void {
    this.preferences = { ...this.preferences, ...change };
    keepPreferences(this.preferences, this.surroundings.storage);
  }

  /** To the part of the page that a link names: the address is the document's. */
  private jump(event: Event): void {
    event.preventDefault();
    const part = this.renderRoot.querySelector<HTMLElement>((event.currentTarget as HTMLAnchorElement).hash);
    part?.focus({ preventScroll: true });
    part?.scrollIntoView();
  }

  private readonly redraw = () => this.requestUpdate();
}

/** Not there without a network: what has gone wrong is said then without the panel. */
async function loadNotices(): Promise<void> {
  await import("../panels/notice/notice-panel.ts").catch(() => undefined);
}

function loadType(): void {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = typeUrl;
  document.head.append(link);
}
