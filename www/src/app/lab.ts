import type { Axes } from "../state/figures.ts";
import { fromHash, toHash } from "../state/link.ts";
import { type LoggedRun, logged } from "../state/log.ts";
import { nameOf } from "../state/name.ts";
import { type Notice, noticeOf } from "../state/notice.ts";
import { getAt, type JsonObject, kindAt } from "../state/path.ts";
import { experimentOf, type Origin, parsedDocument, type RunEvent, writtenDocument } from "../state/run.ts";
import { startingExperiment } from "../state/start.ts";
import { loadTab, type Tab } from "../state/tab.ts";
import { RunStore } from "../store/run-store.ts";
import type { FromWorker } from "../worker/protocol.ts";
import { AddressWriter } from "./address-writer.ts";
import type { Environment } from "./environment.ts";
import { type DataFile, fits, type Model, type ReadFile } from "./files.ts";
import { type Described, Questions } from "./questions.ts";
import { TablePlane } from "./table-plane.ts";

/** The number of seeds, from 0 on. */
const SEED_COUNT = 2 ** 53;

/** The page's store: the state of the run, and what the reader can do with it. */
export class Lab extends RunStore {
  file: DataFile | null = null;
  linkDamaged = false;
  /** What has been run since the link was opened. */
  log: readonly LoggedRun[] = [];
  /** How far the run had got that was on show before. */
  private stepBefore = 0;
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
  /** The plane over which a table is shown. */
  readonly plane = new TablePlane((message) => void this.worker?.send(message));
  /** What is asked about files. */
  readonly questions = new Questions((message) => void this.worker?.send(message));
  private readonly address: AddressWriter;

  /** `changed` draws the state, and resolves when it is drawn. */
  constructor(
    private readonly environment: Environment,
    changed: () => Promise<unknown>,
  ) {
    super(environment.startWorker, changed);
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
  override end(): void {
    this.address.cancel();
    super.end();
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

  /** Goes back to the current run from a refused change, and to its file. */
  override undoEdit(): void {
    this.file = this.openedFile;
    this.model = this.openedModel;
    this.unreadable = null;
    super.undoEdit();
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

  /** A link to the document. */
  link(): string {
    const experiment = experimentOf(this.state) ?? this.start;
    return this.environment.address.link(toHash(JSON.stringify(experiment)));
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

  protected override isBlocked(): boolean {
    return this.notice !== null;
  }

  protected override open(...[document, ...rest]: Parameters<RunStore["open"]>): void {
    this.linkDamaged = false;
    this.unreadable = null;
    super.open(document, ...rest);
  }

  /** What the run on show is given beside its document; null while its table is missing. */
  override givenFiles() {
    if (this.needsFile()) return null;
    const weights = this.usedModel()?.bytes ?? null;
    this.sentModel = weights !== null;
    return { csv: this.usedFile()?.bytes ?? null, weights };
  }

  protected override takes(message: FromWorker): message is Exclude<FromWorker, RunEvent> {
    if (message.kind === "opened") this.stepBefore = this.state.current?.snapshot.step ?? 0;
    if ("request" in message) {
      this.questions.answered(message);
      return true;
    }
    // Those are a recorder's.
    if (message.kind === "traceRecorded" || message.kind === "traceEnded") return true;
    if (message.kind !== "planed") return false;
    if (message.run === this.state.current?.run) this.plane.drawn(message);
    void this.changed();
    return true;
  }

  protected override documentChanged(
    experiment: JsonObject,
    opened?: Extract<FromWorker, { kind: "opened" }>,
  ): void {
    if (opened) {
      const log = this.state.requested?.origin === "link" ? [] : this.log;
      this.log = logged(log, experiment, this.stepBefore);
      this.openedFile = this.file;
      this.plane.opened(opened);
      // The engine writes the document its own way.
      if (this.model && this.sentModel && opened.run === this.sent)
        this.model = { ...this.model, document: experiment };
      this.openedModel = this.model;
      if (this.state.requested?.origin === "link") {
        this.address.keep();
        return;
      }
    }
    this.address.write(JSON.stringify(experiment));
  }
}
