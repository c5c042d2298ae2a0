import { fromHash, toHash } from "../state/link.ts";
import { inheritedName, nameOf, type Origins, renamed } from "../state/name.ts";
import { type Notice, noticeOf } from "../state/notice.ts";
import { getAt, type JsonObject, kindAt } from "../state/path.ts";
import type { Remedy, RemedyId } from "../state/remedies.ts";
import {
  canTrain,
  experimentOf,
  initialRunState,
  isOpening,
  type Origin,
  type RunEvent,
  type RunState,
  reduce,
} from "../state/run.ts";
import { trainsAlike } from "../state/same-training.ts";
import { startingExperiment } from "../state/start.ts";
import { frame } from "../text/en.ts";
import type { FromWorker, PictureSize } from "../worker/protocol.ts";
import type { Surroundings } from "./surroundings.ts";

/** A file of the reader's own; it stays in memory. */
export interface DataFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
  /** Rows under the header. */
  readonly rows: number;
}

const PICTURES: PictureSize = { units: 48, side: 72 };

/** Largest seed a document may have. */
const SEEDS = 2 ** 53;

/** Rests between writes of the address: browsers refuse too many. */
const ADDRESS_REST_MS = 300;

/** The page's one store: the run's state, and everything the reader can ask of it. */
export class Lab {
  state: RunState = initialRunState;
  file: DataFile | null = null;
  /** The document that controls are compared with: the link's, or the page's own start. */
  start: JsonObject = startingExperiment;
  linkDamaged = false;
  /** Why the file that was chosen last could not be read. */
  private unreadable: string | null = null;

  /** The file as it was when the run on show was opened. */
  private openedFile: DataFile | null = null;
  private worker: ReturnType<Surroundings["startWorker"]> | null = null;
  private runs = 0;
  /** The run that the worker was asked for last. */
  private sent = 0;
  private readonly marked = new Set<string>();
  private addressTimer: ReturnType<typeof setTimeout> | undefined;

  /** `changed` draws the state and resolves when that is done. */
  constructor(
    private readonly surroundings: Surroundings,
    private readonly changed: () => Promise<unknown>,
  ) {}

  /** What stands between the reader and the run on show. */
  get notice(): Notice | null {
    return noticeOf(this.state, this.linkDamaged, this.needsFile(), this.unreadable);
  }

  /** Starts the engine and opens what the address says. */
  begin(): void {
    this.startWorker();
    this.openAddress();
  }

  /** Stops the engine. */
  end(): void {
    clearTimeout(this.addressTimer);
    this.worker?.terminate();
  }

  /** Opens the document of the address, or the page's own where there is none. */
  openAddress(): void {
    const linked = fromHash(this.surroundings.address.hash());
    if (!linked) {
      this.startAfresh();
      return;
    }
    this.forget();
    this.linkDamaged = linked.kind === "damaged";
    if (linked.kind === "text") this.open(linked.text, "link", false);
    else this.pause();
  }

  /** Forgets the link, and opens the page's own document. */
  startAfresh(): void {
    this.forget();
    this.start = startingExperiment;
    const { address } = this.surroundings;
    if (address.hash() !== "") address.replace("");
    this.open(JSON.stringify(startingExperiment), "link", false);
  }

  /** What was there for another link is not for the next: its file, and its address that was still to be written. */
  private forget(): void {
    clearTimeout(this.addressTimer);
    this.file = null;
    this.unreadable = null;
  }

  /** Opens a document that the reader has typed. */
  openText(text: string): void {
    this.open(text, "link", false);
    this.writeAddress(text);
  }

  /** Changes the document; if the run was training, the new one goes on with it. What changes no run leaves it alone. */
  edit(experiment: JsonObject): void {
    const { state } = this;
    const document = this.named(experiment);
    if (!this.notice && !isOpening(state) && trainsAlike(document, experimentOf(state), state.catalogue)) {
      this.apply({ kind: "renamed", experiment: document });
      this.writeAddress(JSON.stringify(document));
      return;
    }
    this.open(JSON.stringify(document), "page", state.training);
  }

  /** Changes the document as a remedy does. */
  mend({ id, experiment }: Remedy): void {
    this.open(JSON.stringify(this.named(experiment)), "page", this.state.training, 0, id);
  }

  /** What an edit has made of the document on the page, called as it is to be called. */
  private named(experiment: JsonObject): JsonObject {
    const before = experimentOf(this.state) ?? this.start;
    const origins = this.origins();
    return origins ? renamed(experiment, before, origins) : experiment;
  }

  /** Goes back to the run that was there before a refused change, and to the file it had. */
  undoEdit(): void {
    const { refusal, shown } = this.state;
    // A run that was asked for in between, and neither came nor was refused, has taken the place of the one on show.
    const replaced = this.sent !== shown?.run && this.sent !== refusal?.run;
    this.file = this.openedFile;
    this.unreadable = null;
    this.apply({ kind: "refusalDropped" });
    if (replaced && shown) {
      this.reopen(false, shown.snapshot.step);
      return;
    }
    const run = this.state.asked?.run;
    if (run !== undefined) this.worker?.send({ kind: "drawn", run });
  }

  /** Trains, pauses, or trains again from the first step; nothing of it where a notice hides the run. */
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

  /** One step, after which the run rests. */
  step(): void {
    this.apply({ kind: "trainingChosen", training: false });
    this.send("step");
  }

  /** Back to before the first step. */
  reset(): void {
    this.reopen(false);
  }

  /** Another seed, and all that follows from it. */
  reseed(): void {
    const experiment = experimentOf(this.state);
    if (experiment) this.edit({ ...experiment, seed: Math.floor(Math.random() * SEEDS) });
  }

  /** Learns from the reader's file; the document changes to it if it learnt from something else. */
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
    if (isCsv) this.open(JSON.stringify(experiment), this.fileOrigin(), this.state.training);
    else this.edit({ ...experiment, data });
  }

  /** A link that waited for its file is opened as the link it is. */
  private fileOrigin(): Origin {
    return this.state.shown === null ? (this.state.asked?.origin ?? "page") : "page";
  }

  /** A new engine, and the same run, which trains again up to where it was: to the same figures. */
  restart(): void {
    this.worker?.terminate();
    this.startWorker();
    this.apply({ kind: "restarted" });
    const { asked, shown } = this.state;
    this.reopen(false, shown && shown.run === asked?.run ? shown.snapshot.step : 0);
  }

  /** A link that reproduces the run. */
  link(): string {
    const experiment = experimentOf(this.state) ?? this.start;
    return this.surroundings.address.link(toHash(JSON.stringify(experiment)));
  }

  /** What the document on the page is called, once there is a run; empty without a name. */
  name(): string {
    return this.state.shown ? nameOf(experimentOf(this.state)) : "";
  }

  /** What `experiment` is called unless the reader calls it otherwise. */
  inheritedName(experiment: JsonObject): string {
    const origins = this.origins();
    return origins ? inheritedName(experiment, origins) : nameOf(experiment);
  }

  private origins(): Origins | null {
    const { catalogue } = this.state;
    return catalogue && { start: this.start, catalogue, suffix: frame.changed };
  }

  /** What the document on the page was called where it began. */
  firstName(): string {
    return nameOf(this.start);
  }

  /** Whether the document needs a file that the reader has not chosen yet. */
  needsFile(): boolean {
    return !this.file && this.learnsFromFile();
  }

  /** The reader's file that the document learns from, and that no link can hold. */
  usedFile(): DataFile | null {
    return this.learnsFromFile() ? this.file : null;
  }

  /** The reader's file that the setup names: one that is refused is not learnt from. */
  shownFile(): DataFile | null {
    return this.notice?.kind === "refusedFile" ? this.openedFile : this.file;
  }

  private learnsFromFile(): boolean {
    return kindAt(experimentOf(this.state) ?? undefined, ["data"]) === "csv";
  }

  private startWorker(): void {
    this.worker = this.surroundings.startWorker();
    this.worker.listen((message) => this.receive(message));
  }

  private reopen(training: boolean, resumeAt = 0): void {
    const { asked } = this.state;
    if (asked) this.open(asked.text, asked.origin, training, resumeAt);
  }

  private open(
    text: string,
    origin: Origin,
    training: boolean,
    resumeAt = 0,
    remedy: RemedyId | null = null,
  ): void {
    this.runs += 1;
    const run = this.runs;
    const before = this.state.asked;
    this.linkDamaged = false;
    this.unreadable = null;
    this.apply({ kind: "asked", run, text, origin, remedy });
    if (origin === "link") this.start = experimentOf(this.state) ?? this.start;
    if (this.needsFile()) {
      // The worker hears of the run when it has its file; until then the one before rests.
      if (before) this.worker?.send({ kind: "pause", run: before.run });
      this.apply({ kind: "trainingChosen", training: false });
      return;
    }
    this.apply({ kind: "trainingChosen", training });
    this.sent = run;
    const csv = this.usedFile()?.bytes ?? null;
    this.worker?.send({ kind: "open", run, experiment: text, csv, pictures: PICTURES, training, resumeAt });
  }

  private send(kind: "train" | "pause" | "step"): void {
    const run = this.state.asked?.run;
    if (run !== undefined) this.worker?.send({ kind, run });
  }

  private receive(message: FromWorker): void {
    this.apply(message);
    const { asked, shown } = this.state;
    if (message.kind === "opened" && message.run === shown?.run) {
      this.openedFile = this.file;
      const { experiment } = shown;
      if (asked?.origin === "link") this.start = experiment;
      else this.writeAddress(JSON.stringify(experiment));
    }
    if (message.kind === "opened" || message.kind === "snapshot") void this.grant(message.run);
  }

  /** Asks for the next snapshot once this one is drawn, and no sooner than the next frame. */
  private async grant(run: number): Promise<void> {
    await this.changed();
    this.mark("first-run");
    if ((this.state.shown?.snapshot.step ?? 0) > 0) this.mark("first-step");
    requestAnimationFrame(() => this.worker?.send({ kind: "drawn", run }));
  }

  /** Notes when something was first on show, for the browser's performance tools. */
  private mark(name: "first-run" | "first-step"): void {
    if (this.marked.has(name)) return;
    this.marked.add(name);
    performance.mark(name);
  }

  private writeAddress(json: string): void {
    clearTimeout(this.addressTimer);
    const write = () => this.surroundings.address.replace(toHash(json));
    this.addressTimer = setTimeout(write, ADDRESS_REST_MS);
  }

  private apply(event: RunEvent): void {
    this.state = reduce(this.state, event, performance.now());
    void this.changed();
  }
}

/** Lines under the header that say something. What is no text is the engine's to refuse. */
function rowsOf(bytes: ArrayBuffer): number {
  const lines = new TextDecoder().decode(bytes).split("\n");
  return Math.max(0, lines.filter((line) => line.trim() !== "").length - 1);
}
