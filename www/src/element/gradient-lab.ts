import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { ChangeDetector } from "../change-detector.ts";
import { watchAppearance } from "../charts/palette.ts";
import { Throttle } from "../charts/throttle.ts";
import { controlStyles } from "../panels/controls.ts";
import { powerStyles } from "../panels/powers.ts";
import { type ChosenControls, chosenControls } from "../state/chosen-controls.ts";
import type { Snapshot } from "../state/figures.ts";
import type { JsonObject } from "../state/path.ts";
import { canTrain, experimentOf, isOpening } from "../state/run.ts";
import type { Gradient } from "../state/sentence.ts";
import { startingExperiment } from "../state/start.ts";
import { Announcer } from "../store/announcer.ts";
import { loading } from "../text/en.ts";
import { elementWords as words } from "../text/en-element.ts";
import { ACTIONS, type ElementEvents, type ElementSnapshot, type GradientLabElement, PANELS } from "./api.ts";
import { bar } from "./bar.ts";
import { type Command, CommandQueue } from "./command-queue.ts";
import { ElementRun } from "./element-run.ts";
import { isDocument, readDocument } from "./given-experiment.ts";
import { loadPanels, pictures } from "./pictures.ts";
import { currentPlatform } from "./platform.ts";
import { publicSnapshot } from "./public-snapshot.ts";
import { Sight } from "./sight.ts";
import { styles } from "./styles.ts";
import { Teller } from "./teller.ts";
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
  /** The gradient that bars and words are about. */
  @state() private gradient: Gradient = "delta";

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
  private teller = this.newTeller();

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
    this.teller = this.newTeller();
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
        this.teller.expectVerdict();
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
    if (this.isReady && opened && state.current) this.teller.figures(state.current);
    this.teller.problem(this.problem);
    this.throttle.request();
    this.requestUpdate();
    // Not while the store is in the middle of what it does.
    queueMicrotask(() => this.advance());
    return this.updateComplete;
  }

  /** What is wrong; empty if nothing is. */
  private get problem(): string {
    const { failure = null, refusal = null } = this.run?.state ?? {};
    if (this.fault !== "" || !this.run) return this.fault;
    return failure?.message ?? (this.run.needsFile ? words.noFile : refusal?.message) ?? "";
  }

  private newTeller(): Teller {
    return new Teller((type, detail) => this.tell(type, detail));
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
    if (this.run) this.announced = this.announcer.next(this.run.state, this.gradient) ?? this.announced;
  }

  protected override updated(): void {
    this.teller.problem(this.problem);
    loadPanels(this.named(this.panels));
  }

  private named(list: string): string[] {
    return list.split(/[\s,]+/).filter((name) => name !== "");
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
    const waiting = this.run?.state.catalogue ? loading.opening : loading.loadingEngine;
    return html`
      ${pictures({
        panels: this.named(this.panels),
        current,
        waiting: current ? "" : waiting,
        gradient: this.gradient,
        chosen: (event) => {
          event.stopPropagation();
          this.gradient = event.detail;
        },
      })}
      ${bar({
        names: this.named(this.controls),
        controls: this.chosen.controls,
        snapshot: this.readSnapshot,
        status: current?.snapshot.status.kind ?? null,
        running: this.wanted,
        page: currentPlatform().page,
        experiment: this.run && experimentOf(this.run.state),
        press: (command) => this.press(command),
        edited: (event) => this.edited(event),
      })}
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
    this.teller.expectVerdict();
    this.run?.edit(event.detail);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
