import type { ReadTable } from "./files.ts";
import type { Session as RawSession } from "./generated/gradient_lab_wasm.js";
import type {
  DiagnosisRecord,
  Evaluation,
  Experiment,
  RunInfo,
  Snapshot,
  SnapshotRequest,
  TableReport,
  TraceRecord,
} from "./generated/types.ts";
import type { Guard } from "./guard.ts";
import { refusal } from "./refusal.ts";

/** The most steps that one call can ask for. */
const MAX_STEPS = 2 ** 32 - 1;

/** The most records of layers, one a layer in each step, that can wait for `trace`: 300 MB. */
const MAX_WAITING_RECORDS = 2_000_000;

/** What of the run info tracing needs. */
interface Traced {
  readonly layers: number;
  readonly totalSteps: number;
}

/** One run. Memory is given back by `free`, after which every call throws. */
export class Session {
  private session: RawSession | null;
  private described: Traced | null = null;
  private tracing = true;
  private steps = 0;
  /** Steps whose records wait for `trace`. */
  private waiting = 0;

  /** @internal */
  constructor(
    private readonly guard: Guard,
    session: RawSession,
    /** The table that the run learns from. */
    readonly table: ReadTable | null = null,
  ) {
    this.session = session;
  }

  /** What was read from the table that the run learns from. */
  get tableReport(): TableReport | null {
    return this.table?.report ?? null;
  }

  /**
   * Does `n` optimizer steps and gives how many were done: fewer when the run finished or diverged. Throws, without a
   * step, where more of their records would wait for `trace` than two million layers' (100,000 steps of 20 layers).
   */
  step(n = 1): number {
    if (!Number.isInteger(n) || n < 0 || n > MAX_STEPS) {
      const hint = "for a whole run give it describe().totalSteps";
      const message = `n must be a whole number from 0 to ${MAX_STEPS}; found ${n}; ${hint}`;
      throw refusal("request", "step", message);
    }
    return this.use((session) => {
      if (this.tracing) this.checkRoom(this.describedBy(session), n);
      const done = session.step(n);
      this.steps += done;
      if (this.tracing) this.waiting += done;
      return done;
    });
  }

  /**
   * Does as many optimizer steps as fit into `milliseconds`, at least one and at most `most`, and gives how many were done:
   * 0 when the run has ended. Their records do not wait for `trace`: it throws while the run is traced.
   */
  trainFor(milliseconds: number, most = MAX_STEPS): number {
    if (this.tracing) {
      throw refusal(
        "request",
        "trainFor",
        "records may wait for trace; call setTracing(false) first, or use step",
      );
    }
    return this.use((session) => {
      const done = session.trainFor(milliseconds, Math.min(most, MAX_STEPS));
      this.steps += done;
      return done;
    });
  }

  /** The trace's records since the last call, the step and epoch objects of the command line. */
  trace(): TraceRecord[] {
    const records = this.use((session) => session.trace());
    this.waiting = 0;
    return records;
  }

  /** The verdict on the gradients and how the run learns, as in the first and the last line of the command line's trace. */
  diagnosis(): DiagnosisRecord {
    return this.use((session) => session.diagnosis());
  }

  /** Whether steps leave records for `trace`, as they do at first; a run that nobody traces needs no memory for them. */
  setTracing(on: boolean): void {
    this.use((session) => session.setTracing(on));
    this.tracing = on;
  }

  /**
   * Whether the last step of a call is measured for a snapshot, as it is at first: a program that takes single steps and
   * looks at no layer is faster without. A snapshot then has the layers' figures of the latest step that was measured.
   */
  setMeasuring(on: boolean): void {
    this.use((session) => session.setMeasuring(on));
  }

  /** The mean loss of the latest step's batch, penalties included: the first batch's before the first step, NaN once lost. */
  loss(): number {
    return this.use((session) => session.loss());
  }

  /** Loss and accuracy over the training and the validation split, in inference mode. */
  evaluate(): Evaluation {
    return this.use((session) => session.evaluate());
  }

  /** The network's outputs `[rows × outputs]` for `[rows × features]` inputs. */
  predict(inputs: Float32Array): Float32Array {
    return this.use((session) => session.predict(inputs));
  }

  /** The weights and the document as a safetensors file. */
  exportWeights(): Uint8Array {
    return this.use((session) => session.exportWeights());
  }

  /**
   * Sets values, by their paths in the document, from the next step on: `{"training.optimizer.learning_rate": 0.01}`. The
   * document then has that among its changes; before the first step, in the place itself.
   */
  change(set: Readonly<Record<string, unknown>>): void {
    this.use((session) => session.change(set));
  }

  /** The document, with only what differs from the defaults. */
  experiment(): Experiment {
    return this.use((session) => session.experiment());
  }

  /** What stays the same for the whole run. */
  describe(): RunInfo {
    return this.use((session) => session.describe());
  }

  /** The run's figures now. */
  snapshot(request: SnapshotRequest): Snapshot {
    return this.use((session) => session.snapshot(request));
  }

  /** Gives the memory back; a second call does nothing. */
  free(): void {
    const session = this.session;
    this.session = null;
    if (session) this.guard.run(() => session.free());
  }

  private describedBy(session: RawSession): Traced {
    if (!this.described) {
      const { layers, totalSteps } = session.describe();
      this.described = { layers: layers.length, totalSteps };
    }
    return this.described;
  }

  /** The engine's memory holds the records until they are read, and ends the engine when there is none left. */
  private checkRoom({ layers, totalSteps }: Traced, n: number): void {
    const most = Math.floor(MAX_WAITING_RECORDS / layers);
    const toCome = Math.min(n, totalSteps - this.steps);
    if (this.waiting + toCome <= most) return;
    const waiting = `the records of ${this.waiting + toCome} steps would wait for trace(), and of ${most} can`;
    throw refusal(
      "request",
      "step",
      `${waiting}; call trace() in between, or setTracing(false) to do without`,
    );
  }

  private use<T>(call: (session: RawSession) => T): T {
    const session = this.session;
    if (!session) throw new Error("this session has been freed");
    return this.guard.run(() => call(session));
  }
}
