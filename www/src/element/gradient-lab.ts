import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { watchAppearance } from "../charts/palette.ts";
import { Throttle } from "../charts/throttle.ts";
import "../panels/columns/columns-panel.ts";
import { controlStyles } from "../panels/controls.ts";
import { powerStyles, withPowers } from "../panels/powers.ts";
import "../panels/setup/control-row.ts";
import "../panels/verdict/verdict-panel.ts";
import { ChangeDetector } from "../change-detector.ts";
import { worded } from "../panels/worded.ts";
import { type ChosenControls, chosenControls } from "../state/chosen-controls.ts";
import type { Snapshot } from "../state/figures.ts";
import { toHash } from "../state/link.ts";
import type { JsonObject } from "../state/path.ts";
import { canTrain, experimentOf, isOpening } from "../state/run.ts";
import { startingExperiment } from "../state/start.ts";
import { Announcer } from "../store/announcer.ts";
import { loading, toolbar } from "../text/en.ts";
import { elementWords as words } from "../text/en-element.ts";
import { count } from "../text/numbers.ts";
import { ACTIONS, type ElementEvents, type ElementSnapshot, type GradientLabElement, PANELS } from "./api.ts";
import { type Command, CommandQueue } from "./command-queue.ts";
import { ElementRun } from "./element-run.ts";
import { isDocument, readDocument } from "./given-experiment.ts";
import { lossLine } from "./loss-line.ts";
import { currentPlatform } from "./platform.ts";
import { publicSnapshot } from "./public-snapshot.ts";
import { Sight } from "./sight.ts";
import { styles } from "./styles.ts";
import { pageTheme } from "./theme.ts";
import { tokens } from "./tokens.ts";

/** Milliseconds between updates of the figures in text. */
const READING_INTERVAL = 150;

type Action = (typeof ACTIONS)[number];
type Panel = (typeof PANELS)[number];

/** `<gradient-lab>`: a run with its verdict and columns, for any page. */
export class GradientLab extends LitElement implements GradientLabElement {
  static override styles = [tokens, controlStyles, powerStyles, styles];

  @property() panels = "verdict columns";
  @property() controls = "train activation init";
  @property() theme = "";
  @property() lesson: string | null = null;
  @property() height = "";
  @property({ type: Boolean }) autoplay = false;
  @property() pace = "";
  /** The attribute `experiment`. */
  @property({ attribute: "experiment" }) source: string | null = null;

  /** What is wrong with what the author has given. */
  @state() private fault = "";
  @state() private announced = "";

  private run: ElementRun | null = null;
  /** The text of the document that is to be opened. */
  private text = JSON.stringify(startingExperiment);
  /** Whether a program has set it before the attributes were read. */
  private programmed = false;
  private check: ((experiment: object) => void) | null = null;
  private readonly queue = new CommandQueue();
  private readonly sight = new Sight(this, () => this.sightChanged());
  /** Whether it is to train while it is seen. */
  private wanted = false;
  private isReady = false;
  /** Whether a document has been given to the run. */
  private hasOpened = false;
  /** Reads the document that an attribute names. */
  private reading: AbortController | null = null;
  private unwatch = () => {};
  private readonly size = new CSSStyleSheet();
  private readonly announcer = new Announcer();
  private readonly sourceInputs = new ChangeDetector();
  private chosen: ChosenControls = { controls: [], unknown: [] };
  /** The snapshot that the figures in text are of. */
  private readSnapshot: Snapshot | null = null;
  private readonly throttle = new Throttle(READING_INTERVAL, () => {
    this.readSnapshot = this.current?.snapshot ?? null;
    this.requestUpdate();
  });
  /** Whether the verdict of the next run is told in any case, since it is of another document. */
  private rejudged = true;
  /** What events have told last. */
  private told: { snapshot: Snapshot | null; verdict: string; run: number; fault: string } = nothingTold;

  get experiment(): JsonObject | null {
    const experiment = this.run && experimentOf(this.run.state);
    return experiment && structuredClone(experiment);
  }

  set experiment(experiment: object | null) {
    if (experiment === null) return;
    try {
      this.check?.(experiment);
    } catch (error) {
      this.fault = messageOf(error);
      throw error;
    }
    this.reading?.abort();
    this.programmed = !this.hasUpdated;
    this.openText(JSON.stringify(experiment));
  }

  get running(): boolean {
    return this.wanted;
  }

  get snapshot(): ElementSnapshot | null {
    const { current } = this;
    return current && this.isReady ? publicSnapshot(current.runInfo, current.snapshot) : null;
  }

  train(): void {
    this.command({ kind: "train" });
  }

  pause(): void {
    this.command({ kind: "pause" });
  }

  /** Does `n` steps and stops. */
  step(n = 1): void {
    const steps = Number(n);
    if (!Number.isInteger(steps) || steps < 0)
      throw new Error(`step: n must be a whole number from 0; found ${n}`);
    if (steps > 0) this.command({ kind: "step", steps });
  }

  reset(): void {
    this.command({ kind: "reset" });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unwatch = watchAppearance(() => this.setTheme());
    this.setTheme();
    // An element that is only moved keeps its run.
    if (!this.run) this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unwatch();
    this.throttle.cancel();
    queueMicrotask(() => {
      if (!this.isConnected) this.end();
    });
  }

  private begin(): void {
    this.takeUp();
    const { startWorker, loadCheck } = currentPlatform();
    const run = new ElementRun(startWorker, () => this.stateChanged(run), {
      documentChanged: (experiment, edited) => {
        this.text = JSON.stringify(experiment);
        if (edited) queueMicrotask(() => this.tell("change", { experiment: structuredClone(experiment) }));
      },
    });
    this.run = run;
    this.setPace();
    void loadCheck()
      .then((check) => {
        this.check = check;
      })
      // What cannot be loaded is told by the worker, which needs it too.
      .catch(() => {
        this.check = () => {};
      })
      .then(() => this.run === run && this.stateChanged(run));
    if (this.hasUpdated && this.lesson === null) this.openText(this.text);
  }

  /** A document that was set before the element was defined hides its property. */
  private takeUp(): void {
    if (!Object.hasOwn(this, "experiment")) return;
    const given = this.experiment;
    Reflect.deleteProperty(this, "experiment");
    this.experiment = given;
  }

  private end(): void {
    this.reading?.abort();
    this.run?.end();
    this.run = null;
    this.hasOpened = false;
    this.queue.clear();
    this.wanted = false;
    this.isReady = false;
    this.readSnapshot = null;
    this.told = nothingTold;
    this.requestUpdate();
  }

  private get current() {
    return this.run?.state.current ?? null;
  }

  private command(command: Command): void {
    this.queue.add(command);
    this.advance();
  }

  private openText(text: string): void {
    this.text = text;
    this.fault = "";
    if (!this.run) return;
    if (this.hasOpened) this.queue.add({ kind: "open", text });
    else this.queue.addFirst({ kind: "open", text });
    this.hasOpened = true;
    this.advance();
  }

  /** Opens what the attributes name. */
  private openSource(): void {
    this.reading?.abort();
    const { source, lesson } = this;
    if (lesson !== null) {
      this.fault = words.unknownLesson(lesson);
      return;
    }
    const given = this.programmed || source === null || source.trim() === "" ? this.text : source;
    if (isDocument(given)) {
      this.openText(given);
      return;
    }
    const reading = new AbortController();
    this.reading = reading;
    readDocument(given, reading.signal).then(
      (text) => !reading.signal.aborted && this.openText(text),
      (error) => {
        if (!reading.signal.aborted) this.fault = messageOf(error);
      },
    );
  }

  /** Lets the commands take effect that can. */
  private advance(): void {
    const { run } = this;
    while (run) {
      const { current } = run.state;
      const opening = isOpening(run.state) || !this.isReady;
      const step = this.isReady && current ? current.snapshot.step : null;
      const command = this.queue.next({ opening, step, ended: current?.snapshot.status.kind !== "ready" });
      if (!command) return;
      this.act(run, command);
    }
  }

  private act(run: ElementRun, command: Command): void {
    const { isSeen } = this.sight;
    switch (command.kind) {
      case "open":
        this.isReady = false;
        this.rejudged = true;
        this.wanted = this.autoplay;
        run.openText(command.text);
        return;
      case "train":
        this.wanted = true;
        if (isSeen) run.train();
        else if (!canTrain(run.state)) run.reset();
        return;
      case "reset":
        this.wanted = false;
        run.reset();
        return;
      case "pause":
        this.wanted = false;
        run.pause();
        return;
      case "step":
        this.wanted = false;
        run.step(command.steps);
    }
  }

  private sightChanged(): void {
    const { run } = this;
    if (!run || !this.wanted || !this.isReady) return;
    if (this.sight.isSeen && !run.state.training && canTrain(run.state)) run.train();
    else if (!this.sight.isSeen && run.state.training) run.pause();
  }

  /** Draws what has changed, tells of it, and goes on with what waits for it. */
  private stateChanged(run: ElementRun): Promise<unknown> {
    if (this.run !== null && this.run !== run) return Promise.resolve();
    const { state } = run;
    const opened = state.current !== null && !isOpening(state) && state.refusal === null;
    if (opened && this.check && !this.isReady) {
      this.isReady = true;
      this.tell("ready", {});
      this.sightChanged();
    }
    if (state.refusal || state.failure) this.queue.clear();
    const ended = opened && state.current?.snapshot.status.kind !== "ready";
    if (ended) this.wanted = false;
    if (this.isReady && opened) this.tellFigures();
    this.tellFault();
    this.throttle.request();
    this.requestUpdate();
    // Not while the store is in the middle of what it does.
    queueMicrotask(() => this.advance());
    return this.updateComplete;
  }

  private tellFigures(): void {
    const { current } = this;
    if (!current) return;
    const { run, snapshot } = current;
    const { step, epoch, loss, diagnosis, learning, status } = snapshot;
    const isNew = this.told.run !== run;
    const before = isNew && this.rejudged ? { ...this.told, verdict: "" } : this.told;
    if (isNew) this.rejudged = false;
    const verdict = `${diagnosis.verdict} ${learning?.kind}`;
    if (before.snapshot === snapshot && before.verdict === verdict) return;
    this.told = { ...before, snapshot, verdict, run };
    if (step > 0 && (isNew || before.snapshot?.step !== step)) this.tell("step", { step, epoch, loss });
    if (before.verdict !== verdict) {
      this.tell("verdict", {
        verdict: diagnosis.verdict,
        rho: diagnosis.rho,
        learning: learning?.kind ?? null,
      });
    }
    if (status.kind === "diverged" && (isNew || before.snapshot?.status.kind !== "diverged")) {
      this.tell("diverged", { step: status.step, layer: status.layer });
    }
  }

  /** What is wrong; empty if nothing is. */
  private get problem(): string {
    const { failure = null, refusal = null } = this.run?.state ?? {};
    if (this.fault !== "" || !this.run) return this.fault;
    return failure?.message ?? (this.run.needsFile ? words.noFile : refusal?.message) ?? "";
  }

  private tellFault(): void {
    const { problem } = this;
    if (this.told.fault === problem) return;
    this.told = { ...this.told, fault: problem };
    if (problem !== "") this.tell("error", { message: problem });
  }

  private tell<Type extends keyof ElementEvents>(type: Type, detail: ElementEvents[Type]): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  private setTheme(): void {
    const theme = this.theme === "light" || this.theme === "dark" ? this.theme : pageTheme(this);
    if (this.dataset.theme !== theme) this.dataset.theme = theme;
  }

  private setPace(): void {
    if (this.run) this.run.pace = this.pace === "full" ? "full" : "growing";
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot() as ShadowRoot;
    root.adoptedStyleSheets.push(this.size);
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("theme")) this.setTheme();
    this.setPace();
    if (changed.has("height")) {
      const pixels = Number.parseFloat(this.height);
      this.size.replaceSync(pixels > 0 ? `:host{height:${pixels}px}` : "");
    }
    if (changed.has("source") || changed.has("lesson") || !this.hasUpdated) {
      this.openSource();
      this.programmed = false;
    }
    this.chooseControls();
    if (this.run) this.announced = this.announcer.next(this.run.state, "delta") ?? this.announced;
  }

  protected override updated(): void {
    this.tellFault();
    for (const panel of this.named(this.panels)) if (panel in LATE) void LATE[panel as keyof typeof LATE]();
  }

  private named(list: string): string[] {
    return list.split(/[\s,]+/).filter((name) => name !== "");
  }

  private shows(panel: Panel): boolean {
    return this.named(this.panels).includes(panel);
  }

  /** Finds the controls again, only when what they are made from changes. */
  private chooseControls(): void {
    const { run } = this;
    if (!run) return;
    const { catalogue, current } = run.state;
    const experiment = experimentOf(run.state);
    const { features = null, task = null } = current?.runInfo ?? {};
    if (
      !this.sourceInputs.hasChanged([
        catalogue,
        experiment,
        run.start,
        features,
        task,
        this.controls,
        this.panels,
      ])
    )
      return;
    if (!catalogue || !experiment) return;
    const names = this.named(this.controls).filter((name) => !ACTIONS.includes(name as Action));
    const { start } = run;
    this.chosen = chosenControls({ catalogue, experiment, start, inheritedName: "", features, task }, names);
    const panel = this.named(this.panels).find((name) => !PANELS.includes(name as Panel));
    const [unknown] = this.chosen.unknown;
    if (unknown !== undefined)
      this.fault = words.unknownControl(unknown, "activation, training.optimizer.learning_rate");
    else if (panel !== undefined) this.fault = words.unknownPanel(panel, PANELS.join(", "));
  }

  override render() {
    const { problem } = this;
    const covered = problem !== "" && this.current !== null;
    return html`<div class="lab" part="base" lang="en" role="group" aria-label=${words.label}>
      <div class="inside ${covered ? "covered" : ""}" ?inert=${covered}>
        ${problem !== "" && !covered ? this.renderFault(problem) : this.renderRun()}
      </div>
      ${covered ? this.renderFault(problem) : nothing}
      <p class="unseen" role="status">${this.announced}</p>
    </div>`;
  }

  private renderFault(problem: string) {
    const { run } = this;
    const { failure = null, refusal = null, current = null } = run?.state ?? {};
    const way = (label: string, press: () => void) =>
      html`<button type="button" @click=${press}>${label}</button>`;
    const back = () => {
      this.fault = "";
    };
    return html`<div class="fault ${current ? "over" : ""}" part="error" role="alert">
      <p>${problem}</p>
      ${failure ? way(words.restart, () => run?.restart()) : this.fault !== "" ? (current ? way(words.back, back) : nothing) : refusal && current ? way(words.undo, () => run?.undoEdit()) : nothing}
    </div>`;
  }

  private renderRun() {
    const { current } = this;
    const { runInfo = null, snapshot = null, traits } = current ?? {};
    const rows = (["units", "gradient"] as const).filter((row) =>
      this.shows(row === "gradient" ? "columns" : row),
    );
    const side = this.shows("curves") || this.shows("outcome");
    const waiting = this.run?.state.catalogue ? loading.opening : loading.loadingEngine;
    return html`
      ${
        this.shows("verdict")
          ? html`<gradient-lab-verdict-panel
              part="verdict"
              brief
              .waiting=${current ? "" : waiting}
              .runInfo=${runInfo}
              .snapshot=${snapshot}
              .traits=${traits}
            ></gradient-lab-verdict-panel>`
          : nothing
      }
      <div class="pictures ${side && rows.length > 0 ? "two" : ""}">
        ${
          rows.length > 0
            ? html`<gradient-lab-columns-panel
                part="columns"
                .only=${this.onlyRows(rows)}
                .runInfo=${runInfo}
                .snapshot=${snapshot}
              ></gradient-lab-columns-panel>`
            : nothing
        }
        ${side ? html`<div>${this.renderSide()}</div>` : nothing}
      </div>
      ${this.renderBar()}
    `;
  }

  /** The same list while it holds the same rows. */
  private onlyRows = (() => {
    let kept: readonly ("units" | "gradient")[] = [];
    return (rows: typeof kept) => {
      if (rows.join() !== kept.join()) kept = rows;
      return kept;
    };
  })();

  private renderSide() {
    const { runInfo = null, snapshot = null } = this.current ?? {};
    return html`
      ${
        this.shows("outcome")
          ? html`<gradient-lab-outcome-panel part="outcome" .runInfo=${runInfo} .snapshot=${snapshot}></gradient-lab-outcome-panel>`
          : nothing
      }
      ${
        this.shows("curves")
          ? html`<gradient-lab-curves-panel part="curves" .runInfo=${runInfo} .snapshot=${snapshot}></gradient-lab-curves-panel>`
          : nothing
      }
    `;
  }

  private renderBar() {
    const names = this.named(this.controls);
    const shown = (action: Action) => names.includes(action);
    const snapshot = this.readSnapshot;
    const { page } = currentPlatform();
    const experiment = this.run && experimentOf(this.run.state);
    const ended = this.current?.snapshot.status.kind !== "ready";
    const button = (
      action: Action,
      label: string,
      hint: string,
      press: () => void,
      disabled = !this.current,
    ) =>
      shown(action)
        ? html`<button type="button" part=${action} class=${action === "train" ? "primary" : ""} title=${hint} ?disabled=${disabled} @click=${press}>${label}</button>`
        : nothing;
    const [label, hint] = this.wanted
      ? [toolbar.pause, toolbar.pauseHint]
      : this.current && ended
        ? [toolbar.again, toolbar.againHint]
        : [toolbar.train, toolbar.trainHint];
    return html`
      <div class="bar" part="bar" @experiment-edited=${this.edited}>
        <div class="run">
        ${button("train", label, hint, () => this.press(this.wanted ? { kind: "pause" } : { kind: "train" }))}
        ${button("step", toolbar.step, toolbar.stepHint, () => this.press({ kind: "step", steps: 1 }), !this.current || ended)}
        ${button("reset", toolbar.reset, toolbar.resetHint, () => this.press({ kind: "reset" }))}
        ${lossLine(snapshot)}
        </div>
        ${repeat(
          this.chosen.controls,
          ({ id }) => id,
          (control) =>
            html`<gradient-lab-control-row brief .control=${worded(control)}></gradient-lab-control-row>`,
        )}
      </div>
      <div class="foot">
        <span>${withPowers(words.step(snapshot ? count(snapshot.step) : "–"))}</span>
        ${
          page && experiment
            ? html`<a part="link" href="${page.href}#${toHash(JSON.stringify(experiment))}" target="_blank" rel="noopener" title=${words.openHint}>${words.open}</a>`
            : nothing
        }
      </div>
    `;
  }

  /** A reader takes over from what a program has asked for. */
  private press(command: Command): void {
    this.queue.clear();
    this.command(command);
  }

  private edited(event: HTMLElementEventMap["experiment-edited"]): void {
    event.stopPropagation();
    this.queue.clear();
    this.rejudged = true;
    this.run?.edit(event.detail);
  }
}

/** Before any event. */
const nothingTold = { snapshot: null, verdict: "", run: 0, fault: "" };

/** Panels that not every element has. */
const LATE = {
  curves: () => import("../panels/curves/curves-panel.ts"),
  outcome: () => import("../panels/outcome/outcome-panel.ts"),
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
