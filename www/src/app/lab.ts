import { fromHash, toHash } from "../state/link.ts";
import { inheritedName, type NameOrigin, nameOf, renamed } from "../state/name.ts";
import { type Notice, noticeOf } from "../state/notice.ts";
import { getAt, type JsonObject, kindAt } from "../state/path.ts";
import type { Remedy, RemedyId } from "../state/remedies.ts";
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
import { loadTab, saveTab, type Tab } from "../state/tab.ts";
import { frame } from "../text/en.ts";
import type { FromWorker, VisualsSize } from "../worker/protocol.ts";
import type { Environment } from "./environment.ts";

/** The reader's own file, held in memory. */
interface DataFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  /** Rows below the header. */
  readonly rows: number;
}

/** The size of the visuals that the worker is asked for. */
const VISUALS: VisualsSize = { units: 48, side: 72 };

/** The number of seeds, from 0 on. */
const SEED_COUNT = 2 ** 53;

/** The delay of writing the address: browsers refuse to write it too often. */
const ADDRESS_DELAY_MS = 300;

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
  /** The file that the current run was opened with. */
  private openedFile: DataFile | null = null;
  private worker: ReturnType<Environment["startWorker"]> | null = null;
  private runs = 0;
  /** The run that the worker was last asked to open. */
  private sent = 0;
  private readonly marked = new Set<string>();
  private addressTimer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` draws the state, and resolves when it is drawn. */
  constructor(
    private readonly environment: Environment,
    private readonly changed: () => Promise<unknown>,
  ) {}

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
    clearTimeout(this.addressTimer);
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
    clearTimeout(this.addressTimer);
    this.file = null;
    this.unreadable = null;
    this.lostFile = null;
  }

  /** Opens a document that the reader has typed. */
  openText(text: string): void {
    this.open(parsedDocument(text), "link", false);
    this.writeAddress(text);
  }

  /** Changes the document. The run goes on if it is not affected; else a new one starts, which trains if this one did. */
  edit(experiment: JsonObject): void {
    const { state } = this;
    const document = this.named(experiment);
    if (!this.notice && !isOpening(state) && trainsAlike(document, experimentOf(state), state.catalogue)) {
      this.apply({ kind: "renamed", document });
      this.writeAddress(JSON.stringify(document));
      return;
    }
    this.open(writtenDocument(document), "page", state.training);
  }

  /** Changes the document as a remedy says. */
  applyRemedy({ id, experiment }: Remedy): void {
    this.open(writtenDocument(this.named(experiment)), "page", this.state.training, 0, id);
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

  /** Trains on the reader's file, and changes the document accordingly. */
  async useFile(file: Pick<File, "name" | "arrayBuffer">): Promise<void> {
    let bytes: ArrayBuffer;
    try {
      bytes = await file.arrayBuffer();
    } catch (error) {
      this.unreadable = `${file.name}: ${error instanceof Error ? error.message : error}`;
      this.pause();
      return;
    }
    this.file = { name: file.name, bytes, rows: rowsOf(bytes) };
    const experiment = experimentOf(this.state) ?? startingExperiment;
    const isCsv = kindAt(experiment, ["data"]) === "csv";
    const split = getAt(experiment, ["data", "validation_split"]);
    const data = {
      kind: "csv",
      standardize: true,
      ...(split === undefined ? {} : { validation_split: split }),
    };
    if (isCsv) this.open(writtenDocument(experiment), this.fileOrigin(), this.state.training);
    else this.edit({ ...experiment, data });
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

  private open(
    { text, document }: GivenDocument,
    origin: Origin,
    training: boolean,
    resumeAt = 0,
    remedy: RemedyId | null = null,
  ): void {
    this.runs += 1;
    const run = this.runs;
    const before = this.state.requested;
    this.linkDamaged = false;
    this.unreadable = null;
    this.apply({ kind: "requested", run, text, document, origin, remedy });
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
    this.worker?.send({ kind: "open", run, experiment: text, csv, visuals: VISUALS, training, resumeAt });
  }

  private send(kind: "train" | "pause" | "step"): void {
    const run = this.state.requested?.run;
    if (run !== undefined) this.worker?.send({ kind, run });
  }

  private receive(message: FromWorker): void {
    this.apply(message);
    const { requested, current } = this.state;
    if (message.kind === "opened" && message.run === current?.run) {
      this.openedFile = this.file;
      const { experiment } = current;
      if (requested?.origin === "link") {
        this.start = experiment;
        this.keep();
      } else this.writeAddress(JSON.stringify(experiment));
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

  private writeAddress(json: string): void {
    clearTimeout(this.addressTimer);
    const write = () => {
      this.environment.address.replace(toHash(json));
      this.keep();
    };
    this.addressTimer = setTimeout(write, ADDRESS_DELAY_MS);
  }

  /** Keeps for a reload what the address does not say. */
  private keep(): void {
    const { address, tabStorage } = this.environment;
    const file = this.usedFile()?.name ?? null;
    saveTab({ hash: address.hash(), start: this.start, file }, tabStorage);
  }

  private apply(event: RunEvent): void {
    this.state = reduce(this.state, event, performance.now());
    void this.changed();
  }
}

/** The number of lines below the header that are not empty. The engine refuses what is not text. */
function rowsOf(bytes: ArrayBuffer): number {
  const lines = new TextDecoder().decode(bytes).split("\n");
  return Math.max(0, lines.filter((line) => line.trim() !== "").length - 1);
}
