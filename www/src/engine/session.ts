import type { Session as RawSession } from "./generated/gradient_lab_wasm.js";
import type { Description, Evaluation, Snapshot, TraceRecord } from "./generated/types.ts";
import type { Guard } from "./guard.ts";
import { recordsOf } from "./trace.ts";

/** What a snapshot contains beyond the figures. */
export interface SnapshotRequest {
  /** Whether to evaluate the pictures, which costs a pass over the plane. */
  pictures: boolean;
  /** Units pictured a layer. */
  units: number;
  /** Points along a side of the decision surface. */
  side: number;
}

/** One run. Memory is given back by `free`, after which every call throws. */
export class Session {
  private session: RawSession | null;
  /** The layers' names, once a trace has asked for them. */
  private layers: readonly string[] | null = null;

  /** @internal */
  constructor(
    private readonly guard: Guard,
    session: RawSession,
  ) {
    this.session = session;
  }

  /** Does `n` optimizer steps and gives how many were done: fewer when the run finished or diverged. */
  step(n = 1): number {
    return this.use((session) => session.step(n));
  }

  /** The trace's records since the last call, the step and epoch objects of the command line. */
  trace(): TraceRecord[] {
    return this.use((session) => {
      this.layers ??= session.describe().layers.map(({ name }) => name);
      return recordsOf(session.trace(), this.layers);
    });
  }

  /** Whether steps leave records for `trace`; a run that nobody traces needs no memory for them. */
  setTracing(on: boolean): void {
    this.use((session) => session.setTracing(on));
  }

  /** Loss and accuracy over the training and the validation part, in inference mode. */
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

  /** What stays the same for the whole run. */
  describe(): Description {
    return this.use((session) => session.describe());
  }

  /** The run's figures now. */
  snapshot({ pictures, units, side }: SnapshotRequest): Snapshot {
    return this.use((session) => session.snapshot(pictures, units, side));
  }

  /** Gives the memory back; a second call does nothing. */
  free(): void {
    const session = this.session;
    this.session = null;
    if (session) this.guard.run(() => session.free());
  }

  private use<T>(call: (session: RawSession) => T): T {
    const session = this.session;
    if (!session) throw new Error("this session has been freed");
    return this.guard.run(() => call(session));
  }
}
