import type { Axes } from "../state/figures.ts";
import { fromHash, toHash } from "../state/link.ts";
import { inheritedName, type NameOrigin, nameOf, renamed } from "../state/name.ts";
import { type Notice, noticeOf } from "../state/notice.ts";
import { getAt, type JsonObject, kindAt } from "../state/path.ts";
import {
  canTrain,
  experimentOf,
  type GivenDocument,
  initialRunState,
  isOpening,
  type Origin,
  parsedDocument,
  type RunEvent,
  type RunState,
  reduce,
  writtenDocument,
} from "../state/run.ts";
import { trainsAlike } from "../state/same-training.ts";
import { startingExperiment } from "../state/start.ts";
import { loadTab, type Tab } from "../state/tab.ts";
import { frame } from "../text/en.ts";
import type { FromWorker, VisualsSize } from "../worker/protocol.ts";
import { AddressWriter } from "./address-writer.ts";
import type { Environment } from "./environment.ts";
import { type DataFile, fits, type Model, type ReadFile } from "./files.ts";
import { type Described, Questions } from "./questions.ts";
import { TablePlane } from "./table-plane.ts";

/** The size of the visuals that the worker is asked for. */
const VISUALS: VisualsSize = { units: 48, side: 72 };

/** The number of seeds, from 0 on. */
const SEED_COUNT = 2 ** 53;

/** The page's store: the state of the run, and what the reader can do with it. */
export class Lab {
  state: RunState = initialRunState;
  file: DataFile | null = null;
  /** The document that controls are compared with: the link's, or the default one. */
  start: JsonObject = startingExperiment;
  linkDamaged = false;
  /** Why the file chosen last could not be read. */
  private unreadable: string | null = null;
  /** The name of the file that a reload has lost. */
  private lostFile: string | null = null;
  /** A model file that the reader has opened. */
  private model: Model | null = null;
  /** Whether the run that was sent last begins from that. */
  private sentModel = false;
  /** The file and the model that the current run was opened with. */
  private openedModel: Model | null = null;
  private openedFile: DataFile | null = null;
  private worker: ReturnType<Environment["startWorker"]> | null = null;
  private runs = 0;
  /** The run that the worker was last asked to open. */
  private sent = 0;
  private readonly marked = new Set<string>();
  /** The plane over which a table is shown. */
  readonly plane = new TablePlane((message) => void this.worker?.send(message));
  /** What is asked about files. */
  readonly questions = new Questions((message) => void this.worker?.send(message));
  private readonly address: AddressWriter;

  /** `changed` draws the state, and resolves when it is drawn. */
  constructor(
    private readonly environment: Environment,
    private readonly changed: () => Promise<unknown>,
  ) {
    const unsaid = () => ({ start: this.start, file: this.usedFile()?.name ?? null });
    this.address = new AddressWriter(environment, unsaid);
  }

  /** The notice that covers or replaces the current run. */
  get notice(): Notice | null {
    return noticeOf(this.state, this.linkDamaged, this.needsFile(), this.unreadable, this.lostFile);
  }

  /** Starts the engine and opens the document in the address. */
  begin(): void {
    this.startWorker();
    this.openAddress(loadTab(this.environment.address.hash(), this.environment.tabStorage));
  }

  /** Stops the engine. */
  end(): void {
    this.address.cancel();
    this.worker?.terminate();
  }

  /** Opens the document in the address, or the default one; after a reload with what the tab has kept. */
  openAddress(kept: Tab | null = null): void {
    const linked = fromHash(this.environment.address.hash());
    if (!linked) {
      this.startAfresh();
      return;
    }
    this.forget();
    this.linkDamaged = linked.kind === "damaged";
    if (linked.kind !== "text") {
      this.pause();
      return;
    }
    this.lostFile = kept?.file ?? null;
    this.start = kept?.start ?? this.start;
    this.open(parsedDocument(linked.text), kept ? "page" : "link", false);
  }

  /** Opens the default document instead of the link's. */
  startAfresh(): void {
    this.forget();
    this.start = startingExperiment;
    const { address } = this.environment;
    if (address.hash() !== "") address.replace("");
    this.open(writtenDocument(startingExperiment), "link", false);
  }

  /** Drops the previous link's data file and pending change of the address. */
  private forget(): void {
    this.address.cancel();
    this.file = null;
    this.model = null;
    this.unreadable = null;
    this.lostFile = null;
  }

  /** Opens a document that the reader has typed or dropped. */
  openText(text: string): void {
    this.forget();
    this.open(parsedDocument(text), "link", false);
    this.address.write(text);
  }

  /** Opens the document in a model file; its runs begin from the weights there. */
  openModel(file: ReadFile, text: string): void {
    this.forget();
    const given = parsedDocument(text);
    this.model = { ...file, document: given.document };
    this.open(given, "link", false);
    this.address.write(text);
  }

  /** The model file that runs of the document begin from: those with its data and network. */
  usedModel(): ReadFile | null {
    return this.model && fits(this.model, experimentOf(this.state)) ? this.model : null;
  }

  /** Changes the document. The run goes on if it is not affected; else a new one starts, which trains if this one did. */
  edit(experiment: JsonObject): void {
    const { state } = this;
    const document = this.named(experiment);
    if (!this.notice && !isOpening(state) && trainsAlike(document, experimentOf(state), state.catalogue)) {
      this.apply({ kind: "renamed", document });
      this.address.write(JSON.stringify(document));
      return;
    }
    this.open(writtenDocument(document), "page", state.training);
  }

  /** An edited document with the name that it inherits, unless the reader typed one. */
  private named(experiment: JsonObject): JsonObject {
    const before = experimentOf(this.state) ?? this.start;
    const origin = this.nameOrigin();
    return origin ? renamed(experiment, before, origin) : experiment;
  }

  /** Goes back to the current run from a refused change, and to its file. */
  undoEdit(): void {
    const { refusal, current } = this.state;
    // The worker may have replaced the current run by one that was requested after it and is still to come.
    const replaced = this.sent !== current?.run && this.sent !== refusal?.run;
    this.file = this.openedFile;
    this.model = this.openedModel;
    this.unreadable = null;
    this.apply({ kind: "refusalDropped" });
    if (replaced && current) {
      this.reopen(false, current.snapshot.step);
      return;
    }
    const run = this.state.requested?.run;
    if (run !== undefined) this.worker?.send({ kind: "drawn", run });
  }

  /** Trains, pauses, or trains again from the first step; does nothing while there is a notice. */
  toggleTraining(): void {
    const { state } = this;
    if (this.notice) return;
    if (!state.training && !canTrain(state)) {
      this.reopen(true);
      return;
    }
    if (state.training) {
      this.pause();
      return;
    }
    this.apply({ kind: "trainingChosen", training: true });
    this.send("train");
  }

  private pause(): void {
    this.apply({ kind: "trainingChosen", training: false });
    this.send("pause");
  }

  /** Does one step and pauses. */
  step(): void {
    this.apply({ kind: "trainingChosen", training: false });
    this.send("step");
  }

  /** Goes back to before the first step. */
  reset(): void {
    this.reopen(false);
  }

  /** Starts a run with another seed. */
  reseed(): void {
    const experiment = experimentOf(this.state);
    if (experiment) this.edit({ ...experiment, seed: Math.floor(Math.random() * SEED_COUNT) });
  }

  /** Says why a file that the reader has given is of no use. */
  refuseFile(why: string): void {
    this.unreadable = why;
    this.pause();
  }

  /** What `file` holds, and what a run with `data` would make of it; a message where it is no table. */
  describe({ bytes }: ReadFile, data: JsonObject): Promise<Described> {
    const seed = getAt(experimentOf(this.state) ?? undefined, ["seed"]) ?? 42;
    return this.questions.describe(JSON.stringify({ version: 1, seed, data }), bytes);
  }

  /** Shows the run on a table over the plane of `axes`; null for its predictions alone. */
  chooseAxes(axes: Axes | null): void {
    this.plane.choose(axes, this.state.current?.run);
    void this.changed();
  }

  /** Trains on the reader's table as `data`, the document's from now on, says. */
  useTable(file: DataFile, data: JsonObject): void {
    this.file = file;
    const experiment = { ...(experimentOf(this.state) ?? startingExperiment), data };
    this.open(writtenDocument(this.named(experiment)), this.fileOrigin(), true);
  }

  /** The origin of a run that has got its file: still the link, if it waited for one. */
  private fileOrigin(): Origin {
    return this.state.current === null ? (this.state.requested?.origin ?? "page") : "page";
  }

  /** Starts a new engine and trains the same run up to the step where it was. */
  restart(): void {
    this.worker?.terminate();
    this.startWorker();
    this.apply({ kind: "restarted" });
    const { requested, current } = this.state;
    this.reopen(false, current && current.run === requested?.run ? current.snapshot.step : 0);
  }

  /** A link to the document. */
  link(): string {
    const experiment = experimentOf(this.state) ?? this.start;
    return this.environment.address.link(toHash(JSON.stringify(experiment)));
  }

  /** The document's name; empty if it has none, or before there is a run. */
  name(): string {
    return this.state.current ? nameOf(experimentOf(this.state)) : "";
  }

  /** The name of `experiment` unless the reader types another. */
  inheritedName(experiment: JsonObject): string {
    const origin = this.nameOrigin();
    return origin ? inheritedName(experiment, origin) : nameOf(experiment);
  }

  private nameOrigin(): NameOrigin | null {
    const { catalogue } = this.state;
    return catalogue && { start: this.start, catalogue, suffix: frame.changed };
  }

  /** The name that the page opened with. */
  firstName(): string {
    return nameOf(this.start);
  }

  /** Whether the document needs a file, and none has been chosen. */
  needsFile(): boolean {
    return !this.file && this.learnsFromFile();
  }

  /** The reader's file if the document uses it; no link can contain it. */
  usedFile(): DataFile | null {
    return this.learnsFromFile() ? this.file : null;
  }

  /** The file that the setup names: not one that was refused. */
  shownFile(): DataFile | null {
    return this.notice?.kind === "refusedFile" ? this.openedFile : this.file;
  }

  private learnsFromFile(): boolean {
    return kindAt(experimentOf(this.state) ?? undefined, ["data"]) === "csv";
  }

  private startWorker(): void {
    this.worker = this.environment.startWorker();
    this.worker.listen((message) => this.receive(message));
  }

  private reopen(training: boolean, resumeAt = 0): void {
    const { requested } = this.state;
    if (requested) this.open(requested, requested.origin, training, resumeAt);
  }

  private open({ text, document }: GivenDocument, origin: Origin, training: boolean, resumeAt = 0): void {
    this.runs += 1;
    const run = this.runs;
    const before = this.state.requested;
    this.linkDamaged = false;
    this.unreadable = null;
    this.apply({ kind: "requested", run, text, document, origin });
    if (origin === "link") this.start = experimentOf(this.state) ?? this.start;
    if (this.needsFile()) {
      // The run is sent to the worker when it has its file; until then the previous one is paused.
      if (before) this.worker?.send({ kind: "pause", run: before.run });
      this.apply({ kind: "trainingChosen", training: false });
      return;
    }
    this.apply({ kind: "trainingChosen", training });
    this.sent = run;
    const csv = this.usedFile()?.bytes ?? null;
    const weights = this.usedModel()?.bytes ?? null;
    this.sentModel = weights !== null;
    const visuals = VISUALS;
    this.worker?.send({ kind: "open", run, experiment: text, csv, weights, visuals, training, resumeAt });
  }

  private send(kind: "train" | "pause" | "step"): void {
    const run = this.state.requested?.run;
    if (run !== undefined) this.worker?.send({ kind, run });
  }

  private receive(message: FromWorker): void {
    if (message.kind === "described" || message.kind === "predicted") {
      this.questions.answered(message);
      return;
    }
    if (message.kind === "planed") {
      if (message.run === this.state.current?.run) this.plane.drawn(message);
      return void this.changed();
    }
    this.apply(message);
    const { requested, current } = this.state;
    if (message.kind === "opened" && message.run === current?.run) {
      this.openedFile = this.file;
      this.plane.opened(message);
      const { experiment } = current;
      // The engine writes the document its own way.
      if (this.model && this.sentModel && message.run === this.sent)
        this.model = { ...this.model, document: experiment };
      this.openedModel = this.model;
      if (requested?.origin === "link") {
        this.start = experiment;
        this.address.keep();
      } else this.address.write(JSON.stringify(experiment));
    }
    if (message.kind === "opened" || message.kind === "snapshot") void this.grant(message.run);
  }

  /** Asks for the next snapshot once this one is drawn, but not before the next frame. */
  private async grant(run: number): Promise<void> {
    await this.changed();
    this.mark("first-run");
    if ((this.state.current?.snapshot.step ?? 0) > 0) this.mark("first-step");
    requestAnimationFrame(() => this.worker?.send({ kind: "drawn", run }));
  }

  /** Records when something was first shown, for the browser's performance tools. */
  private mark(name: "first-run" | "first-step"): void {
    if (this.marked.has(name)) return;
    this.marked.add(name);
    performance.mark(name);
  }

  private apply(event: RunEvent): void {
    this.state = reduce(this.state, event);
    void this.changed();
  }
}
