/** What page and worker say to each other. Every run has a number, so that what an older run still says is ignored. */

import type {
  Catalogue,
  Experiment,
  Input,
  RunInfo,
  Snapshot,
  SnapshotRequest,
  TableDescription,
} from "../engine/generated/types.ts";

import type { Pace } from "./pace.ts";
import type { Axes, TablePoints } from "./plane.ts";

/** What the visuals of a run should hold; its units are those of all hidden layers together. */
export type VisualsSize = Omit<SnapshotRequest, "visuals">;

/** From the page. */
export type ToWorker =
  /**
   * Load the engine, first of all; `engine` is its compiled wasm file where the page has one, `tables` the wasm file of the
   * reader of tables, `dataUrl` the folder of the image sets, null where there are none.
   */
  | {
      kind: "load";
      dataUrl: string | null;
      engine: WebAssembly.Module | null;
      tables: ArrayBuffer | null;
    }
  /** Open a new run in place of the present one; of several, only the newest is opened. */
  | {
      kind: "open";
      run: number;
      experiment: string;
      /** The reader's file. */
      csv: ArrayBuffer | null;
      /** A model file whose weights it begins from. */
      weights: ArrayBuffer | null;
      visuals: VisualsSize;
      training: boolean;
      pace: Pace;
      /** The step up to which it trains before it rests, for a run that has been there before. */
      resumeAt: number;
    }
  /** Train until paused, finished or diverged. */
  | { kind: "train"; run: number }
  /** Stop training. */
  | { kind: "pause"; run: number }
  /** Do so many steps and stop. */
  | { kind: "step"; run: number; steps: number }
  /** Show a run on a table over the plane of these axes; null for its predictions alone. */
  | { kind: "plane"; run: number; axes: Axes | null }
  /** Say what the reader's file holds, and what a run of the document would make of it. */
  | { kind: "describe"; request: number; experiment: string; csv: ArrayBuffer }
  /** Say what the present network makes of `inputs`, rows of features. */
  | { kind: "predict"; request: number; inputs: Float32Array }
  /** Give the run's weights and document as a safetensors file. */
  | { kind: "exportModel"; request: number }
  /** Train a document from its start, beside whatever else there is, and give its trace; in a worker of its own. */
  | TraceRequest
  /** The page has drawn the last snapshot and can take another. */
  | { kind: "drawn"; run: number }
  /** Nobody listens any more: free what the run takes. */
  | { kind: "close" };

/** A run whose trace is wanted as text. */
export interface TraceRequest {
  readonly kind: "recordTrace";
  readonly experiment: string;
  readonly csv: ArrayBuffer | null;
  readonly weights: ArrayBuffer | null;
  /** Steps to do. */
  readonly steps: number;
  readonly format: TraceFormat;
}

/** JSON lines as the command line writes them, or a table with a row a step. */
export type TraceFormat = "jsonl" | "csv";

/** Why the engine cannot go on: it never loaded, or it stopped. */
export type FailureReason = "loading" | "stopped";

/** From a worker that trains a run again for its trace. */
export type FromRecorder =
  /** The next part of the trace, up to `step`. */
  | { kind: "traceRecorded"; text: string; step: number }
  /** The trace is whole; a message where it cannot be. */
  | { kind: "traceEnded"; problem: string | null };

/** From a worker. */
export type FromWorker =
  | FromRecorder
  /** The engine is there. */
  | { kind: "loaded"; catalogue: Catalogue }
  /** The run is open, measured before its first step; `experiment` has only what differs from the defaults. */
  | {
      kind: "opened";
      run: number;
      experiment: Experiment;
      runInfo: RunInfo;
      snapshot: Snapshot;
      /** The names of a table's features; none of other data. */
      features: readonly string[];
    }
  /** The rows of a table on the plane that was asked for, over which the following snapshots have the network's outputs. */
  | { kind: "planed"; run: number; points: TablePoints }
  /** The document is not valid, or its data is not there; `input` is at fault, where that is known. */
  | { kind: "refused"; run: number; message: string; input: Input | null }
  /** What a file holds; a message where it is no table at all. */
  | { kind: "described"; request: number; described: TableDescription | string }
  /** The network's outputs; null where there is no network for such inputs. */
  | { kind: "predicted"; request: number; outputs: Float32Array | null }
  /** A safetensors file; a message where there can be none. */
  | { kind: "modelExported"; request: number; model: Uint8Array<ArrayBuffer> | string }
  /** Figures; without visuals where those would take too long. */
  | { kind: "snapshot"; run: number; snapshot: Snapshot }
  /** The worker has stopped for good. */
  | { kind: "failed"; reason: FailureReason; message: string };
