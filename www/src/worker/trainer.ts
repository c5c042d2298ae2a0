import type { RunInfo, Snapshot } from "../engine/generated/types.ts";
import type { Engine, Session } from "../engine/index.ts";
import { EngineFailure, isRefusal } from "../engine/index.ts";
import { Budget } from "./budget.ts";
import { GrowingPace, type Pace } from "./pace.ts";
import { type Axes, TablePlane } from "./plane.ts";
import type { FromWorker, ToWorker, VisualsSize } from "./protocol.ts";
import { transferables } from "./transfer.ts";

/** A slice of training ends soon enough that a message never waits longer. */
const SLICE_MS = 6;

/** Shares of the time that snapshots and, within them, visuals may take from training. */
const SNAPSHOT_SHARE = 0.06;
const VISUALS_SHARE = 0.06;

/** Multiply-adds for which a picture of the plane is evaluated in a few milliseconds, so that training misses no frame. */
const VISUALS_WORK = 4e7;

/** Points along a side of the decision surface, however large the network is. */
const MIN_SIDE = 24;

/** Units drawn in each layer, whatever its share of all would be. */
const MIN_UNITS = 4;
const MAX_UNITS = 24;

type RunMessage = Exclude<ToWorker, { kind: "load" | "recordTrace" | "close" }>;
type OpenMessage = Extract<ToWorker, { kind: "open" }>;
type Question = Extract<ToWorker, { kind: "describe" | "predict" | "exportModel" }>;

/** What the trainer needs of its environment. */
interface Environment {
  post(message: FromWorker, transfer: Transferable[]): void;
  /** Calls back once the messages that wait have been handled. */
  yield(next: () => void): void;
  /** Calls back after about a frame's time. */
  later(next: () => void): void;
  now(): number;
}

/** Runs one session at a time in slices, and answers between them. */
export class Trainer {
  private session: Session | null = null;
  private run = -1;
  private visuals: VisualsSize = { units: 0, side: 0 };
  /** The same while the run trains. */
  private liveVisuals: VisualsSize = { units: 0, side: 0 };
  /** The plane that a table is shown over. */
  private plane: TablePlane | null = null;
  private training = false;
  private pace: Pace = "full";
  /** What is due of a run that trains at a growing pace. */
  private growing: GrowingPace | null = null;
  /** Steps that the run has done. */
  private done = 0;
  /** Steps that a resumed run has still to do before it rests. */
  private stepsToResume = 0;
  private wanted: OpenMessage | null = null;
  /** The wanted run whose data is on its way, which may take as long as it likes. */
  private loading: { readonly run: number; readonly controller: AbortController } | null = null;
  private ticking = false;
  /** Whether the page waits for a snapshot, whether it lacks figures, and whether those must come with visuals. */
  private credit = false;
  private dirty = false;
  private final = false;
  private snapshotBudget = new Budget(SNAPSHOT_SHARE);
  private visualsBudget = new Budget(VISUALS_SHARE);

  constructor(
    private readonly engine: Engine,
    private readonly environment: Environment,
  ) {}

  /** Takes a message from the page. */
  receive(message: RunMessage): void {
    if ("request" in message) {
      void this.answer(message);
      return;
    }
    if (message.kind === "open") {
      this.wanted = message;
    } else if (this.wanted?.run === message.run) {
      // The run is still to be opened: it begins as the page now wants it.
      this.wanted = beginning(this.wanted, message);
    } else if (message.run === this.run) {
      this.control(message);
    }
    this.tick();
  }

  /** Stops for good, and frees the session. */
  end(): void {
    this.wanted = null;
    this.loading?.controller.abort();
    this.training = false;
    this.stepsToResume = 0;
    this.dirty = false;
    this.session?.free();
    this.session = null;
  }

  private get trains(): boolean {
    return this.training || this.stepsToResume > 0;
  }

  private async answer(question: Question): Promise<void> {
    const { kind, request } = question;
    if (kind === "describe") {
      const described = await this.engine.describeTable(question.experiment, question.csv).catch(messageOf);
      this.environment.post({ kind: "described", request, described }, []);
    } else if (kind === "exportModel") {
      this.environment.post({ kind: "modelExported", request, model: this.exportModel() }, []);
    } else {
      let outputs: Float32Array | null = null;
      try {
        outputs = this.session?.predict(question.inputs) ?? null;
      } catch {
        // The run on show has inputs of another size by now.
      }
      this.environment.post({ kind: "predicted", request, outputs }, []);
    }
  }

  private exportModel(): Uint8Array<ArrayBuffer> | string {
    try {
      return this.session?.exportWeights().slice() ?? "";
    } catch (error) {
      return messageOf(error);
    }
  }

  private control(message: Exclude<RunMessage, OpenMessage | Question>): void {
    switch (message.kind) {
      case "train":
        this.train();
        break;
      case "pause":
        if (this.trains) this.rest();
        break;
      case "step":
        if (message.steps > 1) {
          this.training = false;
          this.growing = null;
          this.stepsToResume = message.steps;
          break;
        }
        this.done += this.session?.step() ?? 0;
        this.rest();
        // Asked for by hand, so it is shown at once.
        this.credit = true;
        break;
      case "plane":
        this.show(message.axes);
        break;
      case "drawn":
        this.credit = true;
        break;
    }
  }

  private show(axes: Axes | null): void {
    const table = this.session?.table;
    this.plane = axes && table ? new TablePlane(table, axes) : null;
    if (this.plane) this.environment.post({ kind: "planed", run: this.run, points: this.plane.points }, []);
    this.dirty = true;
    this.final = true;
    this.credit = true;
  }

  /** A snapshot; its visuals have the plane that a table is shown over. */
  private snapshot(session: Session, visuals: boolean, size: VisualsSize): Snapshot {
    const snapshot = session.snapshot({ visuals, ...size });
    if (!this.plane || !snapshot.visuals) return snapshot;
    return { ...snapshot, visuals: { ...snapshot.visuals, surface: this.plane.surface(session, size.side) } };
  }

  /** Goes on with whatever there is to do, one piece at a time. */
  private tick(): void {
    if (this.ticking || !this.busy) return;
    this.ticking = true;
    const { environment } = this;
    const next = () => {
      this.guarded(() => {
        if (this.wanted) this.load(this.wanted);
        else if (this.trains) this.slice();
        this.report();
      });
      this.ticking = false;
      this.tick();
    };
    if (this.isEarly) environment.later(next);
    else environment.yield(next);
  }

  /** Whether there is nothing to do but to wait until the next step is due. */
  private get isEarly(): boolean {
    const { wanted, growing, done } = this;
    const reports = this.dirty && this.credit;
    return !wanted && !reports && growing !== null && growing.due(done, this.environment.now()) === 0;
  }

  /** Trains from now on. */
  private train(): void {
    if (this.training) return;
    this.training = true;
    if (this.pace === "growing") this.growing = new GrowingPace(this.done, this.environment.now());
  }

  /** Whether there is anything to do; a run that is to be replaced trains no more. */
  private get busy(): boolean {
    const { wanted, loading } = this;
    return (wanted ? wanted.run !== loading?.run : this.trains) || (this.dirty && this.credit);
  }

  /** Does `work`; if the engine stops, so does everything. */
  private guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.training = false;
      this.stepsToResume = 0;
      this.dirty = false;
      this.wanted = null;
      this.environment.post({ kind: "failed", reason: "stopped", message: messageOf(error) }, []);
    }
  }

  /** Asks for the session of the newest document; what an older one still waits for is given up. */
  private load({ run, experiment, csv, weights }: OpenMessage): void {
    const { loading } = this;
    if (loading?.run === run) return;
    const controller = new AbortController();
    this.loading = { run, controller };
    const { signal } = controller;
    this.engine
      .createSession(experiment, { ...(csv && { data: csv }), ...(weights && { weights }), signal })
      .then(
        (session) => this.guarded(() => this.open(run, session)),
        (error: unknown) => this.guarded(() => this.refuse(run, error)),
      )
      .then(() => this.tick());
    // Not before: a file that both need is on its way already.
    loading?.controller.abort();
  }

  private refuse(run: number, error: unknown): void {
    if (error instanceof EngineFailure) throw error;
    if (this.wanted?.run !== run) return;
    this.wanted = null;
    this.rest();
    const input = isRefusal(error) ? error.input : null;
    this.environment.post({ kind: "refused", run, message: messageOf(error), input }, []);
  }

  private open(run: number, session: Session): void {
    const { wanted } = this;
    // While its data was loading a newer document may have come.
    if (wanted?.run !== run) {
      session.free();
      return;
    }
    this.wanted = null;
    this.session?.free();
    this.session = session;
    this.plane = null;
    session.setTracing(false);
    this.run = run;
    const runInfo = session.describe();
    this.visuals = { ...wanted.visuals, units: unitsALayer(wanted.visuals.units, runInfo) };
    this.liveVisuals = { ...this.visuals, side: liveSide(this.visuals.side, runInfo) };
    this.done = 0;
    this.pace = wanted.pace;
    this.training = false;
    this.growing = null;
    if (wanted.training) this.train();
    this.stepsToResume = wanted.training ? 0 : wanted.resumeAt;
    this.dirty = false;
    this.final = false;
    this.credit = false;
    this.snapshotBudget = new Budget(SNAPSHOT_SHARE);
    this.visualsBudget = new Budget(VISUALS_SHARE);
    const opened: FromWorker = {
      kind: "opened",
      run,
      experiment: session.experiment(),
      runInfo,
      snapshot: session.snapshot({ visuals: true, ...this.visuals }),
      features: session.tableReport?.features ?? [],
    };
    this.environment.post(opened, transferables(opened));
  }

  /** As many steps as fit into a slice. */
  private slice(): void {
    const due = this.growing?.due(this.done, this.environment.now());
    if (this.training && due === 0) return;
    const most = this.training ? due : this.stepsToResume;
    const done = this.session?.trainFor(SLICE_MS, most) ?? 0;
    this.done += done;
    this.stepsToResume = Math.max(0, this.stepsToResume - done);
    if (done > 0) this.dirty = true;
    // A run that has ended does no more steps.
    if (done === 0 || !this.trains) this.rest();
  }

  /** Stops; what the page sees of a run at rest has visuals. */
  private rest(): void {
    this.training = false;
    this.growing = null;
    this.stepsToResume = 0;
    this.dirty = true;
    this.final = true;
  }

  private report(): void {
    const { session, environment } = this;
    const start = environment.now();
    if (!session || !this.dirty || !this.credit) return;
    if (!this.final && !this.snapshotBudget.allows(start)) return;
    const visuals = this.final || this.visualsBudget.allows(start);
    const size = this.final ? this.visuals : this.liveVisuals;
    let snapshot = this.snapshot(session, visuals, size);
    const ended = snapshot.status.kind !== "ready";
    // What stays on the page has visuals, also where the last slice ended just at the run's end.
    if (ended && !this.final) snapshot = this.snapshot(session, true, this.visuals);
    const end = environment.now();
    if (visuals) this.visualsBudget.spent(start, end);
    else this.snapshotBudget.spent(start, end);
    this.dirty = false;
    this.final = false;
    this.credit = false;
    if (ended) {
      this.training = false;
      this.stepsToResume = 0;
    }
    environment.post({ kind: "snapshot", run: this.run, snapshot }, transferables(snapshot));
  }
}

/** How a run that is still to be opened begins once the page has sent `message`. */
function beginning(wanted: OpenMessage, message: RunMessage): OpenMessage {
  switch (message.kind) {
    case "train":
      return { ...wanted, training: true };
    case "pause":
      return { ...wanted, training: false };
    case "step":
      return { ...wanted, training: false, resumeAt: wanted.resumeAt + message.steps };
    default:
      return wanted;
  }
}

/** A layer's share of the units that are drawn; for images only the first layer is. */
function unitsALayer(units: number, { layers, dataPreview }: RunInfo): number {
  const drawn = dataPreview.kind === "images" ? 1 : Math.max(1, layers.length - 1);
  return Math.max(MIN_UNITS, Math.min(MAX_UNITS, Math.floor(units / drawn)));
}

/** Points along a side of the decision surface while training: an even number, fewer for a larger network. */
function liveSide(side: number, { features, layers }: RunInfo): number {
  let weights = 0;
  let inputs = features;
  for (const { units } of layers) {
    weights += inputs * units;
    inputs = units;
  }
  const affordable = 2 * Math.floor(Math.sqrt(VISUALS_WORK / weights) / 2);
  return Math.min(side, Math.max(MIN_SIDE, affordable));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
