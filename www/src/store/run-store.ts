import { inheritedName, type NameOrigin, nameOf, renamed } from "../state/name.ts";
import type { JsonObject } from "../state/path.ts";
import {
  type CurrentRun,
  canTrain,
  experimentOf,
  type GivenDocument,
  initialRunState,
  isOpening,
  type Origin,
  type RunEvent,
  type RunState,
  reduce,
  writtenDocument,
} from "../state/run.ts";
import { trainsAlike } from "../state/same-training.ts";
import { startingExperiment } from "../state/start.ts";
import { frame } from "../text/en.ts";
import type { WorkerClient } from "../worker/client.ts";
import type { Pace } from "../worker/pace.ts";
import type { FromWorker, VisualsSize } from "../worker/protocol.ts";

/** The size of the visuals that the worker is asked for. */
const VISUALS: VisualsSize = { units: 48, side: 72 };

/** Starts a worker with an engine. */
export type StartWorker = () => Pick<WorkerClient, "listen" | "send" | "terminate">;

/** What a run is given beside its document. */
interface GivenFiles {
  readonly csv: ArrayBuffer | null;
  readonly weights: ArrayBuffer | null;
}

/** A run, its document and its worker: what the page and the element have in common. */
export class RunStore {
  state: RunState = initialRunState;
  /** The document that controls are compared with: the one that was opened from outside. */
  start: JsonObject = startingExperiment;
  /** How fast runs train that are opened from now on. */
  pace: Pace = "full";
  protected worker: ReturnType<StartWorker> | null = null;
  private runs = 0;
  /** The run that the worker was last asked to open. */
  protected sent = 0;
  private readonly marked = new Set<string>();

  /** `changed` draws the state, and resolves when it is drawn. */
  constructor(
    private readonly startsWorker: StartWorker,
    protected readonly changed: () => Promise<unknown>,
  ) {}

  /** Stops the engine. */
  end(): void {
    this.worker?.terminate();
  }

  /** Changes the document. The run goes on if it is not affected; else a new one starts, which trains if this one did. */
  edit(experiment: JsonObject): void {
    const { state } = this;
    const document = this.named(experiment);
    if (
      !this.isBlocked() &&
      !isOpening(state) &&
      trainsAlike(document, experimentOf(state), state.catalogue)
    ) {
      this.apply({ kind: "renamed", document });
      this.documentChanged(document);
      return;
    }
    this.open(writtenDocument(document), "page", state.training);
  }

  /** Goes back to the current run from a refused change. */
  undoEdit(): void {
    const { refusal, current } = this.state;
    // The worker may have replaced the current run by one that was requested after it and is still to come.
    const replaced = this.sent !== current?.run && this.sent !== refusal?.run;
    this.apply({ kind: "refusalDropped" });
    if (replaced && current) {
      this.reopen(false, current.snapshot.step);
      return;
    }
    const run = this.state.requested?.run;
    if (run !== undefined) void this.worker?.send({ kind: "drawn", run });
  }

  /** Trains, pauses, or trains again from the first step; does nothing while something is wrong. */
  toggleTraining(): void {
    const { state } = this;
    if (this.isBlocked()) return;
    if (state.training) this.pause();
    else this.train();
  }

  /** Trains until paused; a run that has ended, again from the first step. */
  train(): void {
    if (!canTrain(this.state)) {
      this.reopen(true);
      return;
    }
    this.apply({ kind: "trainingChosen", training: true });
    this.send({ kind: "train" });
  }

  pause(): void {
    this.apply({ kind: "trainingChosen", training: false });
    this.send({ kind: "pause" });
  }

  /** Does so many steps and pauses. */
  step(steps = 1): void {
    this.apply({ kind: "trainingChosen", training: false });
    this.send({ kind: "step", steps });
  }

  /** Goes back to before the first step. */
  reset(): void {
    this.reopen(false);
  }

  /** Starts a new engine and trains the same run up to the step where it was. */
  restart(): void {
    this.worker?.terminate();
    this.startWorker();
    this.apply({ kind: "restarted" });
    const { requested, current } = this.state;
    this.reopen(false, current && current.run === requested?.run ? current.snapshot.step : 0);
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

  /** Whether something is wrong that has to be put right first. */
  protected isBlocked(): boolean {
    return this.state.failure !== null || this.state.refusal !== null;
  }

  /** The files of the run that is to be opened; null while one is missing. */
  givenFiles(): GivenFiles | null {
    return { csv: null, weights: null };
  }

  /** Called when the current run has another document than before, with `opened` when it has been opened. */
  protected documentChanged(
    _experiment: JsonObject,
    _opened?: Extract<FromWorker, { kind: "opened" }>,
  ): void {}

  /** Whether a message is none about the run; its taker acts on it. */
  protected takes(_message: FromWorker): _message is Exclude<FromWorker, RunEvent> {
    return false;
  }

  /** An edited document with the name that it inherits, unless the reader typed one. */
  protected named(experiment: JsonObject): JsonObject {
    const before = experimentOf(this.state) ?? this.start;
    const origin = this.nameOrigin();
    return origin ? renamed(experiment, before, origin) : experiment;
  }

  private nameOrigin(): NameOrigin | null {
    const { catalogue } = this.state;
    return catalogue && { start: this.start, catalogue, suffix: frame.changed };
  }

  protected startWorker(): void {
    this.worker = this.startsWorker();
    this.worker.listen((message) => this.receive(message));
  }

  protected reopen(training: boolean, resumeAt = 0): void {
    const { requested } = this.state;
    if (requested) this.open(requested, requested.origin, training, resumeAt);
  }

  protected open({ text, document }: GivenDocument, origin: Origin, training: boolean, resumeAt = 0): void {
    this.runs += 1;
    const run = this.runs;
    const before = this.state.requested;
    this.apply({ kind: "requested", run, text, document, origin });
    if (origin === "link") this.start = experimentOf(this.state) ?? this.start;
    const files = this.givenFiles();
    if (!files) {
      // The run is sent to the worker when it has its file; until then the previous one is paused.
      if (before) void this.worker?.send({ kind: "pause", run: before.run });
      this.apply({ kind: "trainingChosen", training: false });
      return;
    }
    this.apply({ kind: "trainingChosen", training });
    this.sent = run;
    const { pace } = this;
    const visuals = VISUALS;
    void this.worker?.send({
      kind: "open",
      run,
      experiment: text,
      ...files,
      visuals,
      training,
      pace,
      resumeAt,
    });
  }

  private send(command: { kind: "train" | "pause" } | { kind: "step"; steps: number }): void {
    const run = this.state.requested?.run;
    if (run !== undefined) void this.worker?.send({ ...command, run });
  }

  private receive(message: FromWorker): void {
    if (this.takes(message)) return;
    this.apply(message as RunEvent);
    const { current } = this.state;
    if (message.kind === "opened" && message.run === current?.run) this.opened(current, message);
    if (message.kind === "opened" || message.kind === "snapshot") void this.grant(message.run);
  }

  private opened({ experiment }: CurrentRun, message: Extract<FromWorker, { kind: "opened" }>): void {
    if (this.state.requested?.origin === "link") this.start = experiment;
    this.documentChanged(experiment, message);
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

  protected apply(event: RunEvent): void {
    this.state = reduce(this.state, event);
    void this.changed();
  }
}
