/** The state of the run on the page, and how messages and the reader's actions change it. */

import type { FailureReason, FromRecorder, FromWorker } from "../worker/protocol.ts";
import type { Catalogue, Input, RunInfo, Snapshot } from "./figures.ts";
import { isObject, type JsonObject } from "./path.ts";
import { trainsAlike } from "./same-training.ts";
import { type Traits, traitsOf } from "./traits.ts";

/** Where a document came from: a link, or a control on the page. */
export type Origin = "link" | "page";

/** A document as text, and parsed: null if it is not a JSON object. */
export interface GivenDocument {
  readonly text: string;
  readonly document: JsonObject | null;
}

/** A run that was requested. */
interface RunRequest extends GivenDocument {
  readonly run: number;
  readonly origin: Origin;
  /** Whether it changes a run that had done steps, which therefore starts again. */
  readonly restarts: boolean;
}

/** A request that was refused, and why. */
export interface Refusal extends RunRequest {
  readonly message: string;
  /** What is wrong, if known. */
  readonly input: Input | null;
}

export interface RunState {
  readonly catalogue: Catalogue | null;
  /** The latest request. */
  readonly requested: RunRequest | null;
  /** Whether the run is to be trained; false once it has ended. */
  readonly training: boolean;
  /** The run on show: an older one while the requested one is being opened or was refused. */
  readonly current: CurrentRun | null;
  readonly refusal: Refusal | null;
  readonly failure: { readonly reason: FailureReason; readonly message: string } | null;
}

export interface CurrentRun {
  readonly run: number;
  /** The document without what equals the defaults. */
  readonly experiment: JsonObject;
  readonly runInfo: RunInfo;
  readonly traits: Traits;
  /** The figures before the first step. */
  readonly initial: Snapshot;
  /** The latest figures, with the latest visuals. */
  readonly snapshot: Snapshot;
  /** Whether a change restarted it, with the same seed. */
  readonly restarted: boolean;
}

export const initialRunState: RunState = {
  catalogue: null,
  requested: null,
  training: false,
  current: null,
  refusal: null,
  failure: null,
};

/** What changes the state: the reader's actions and the worker's messages. */
export type RunEvent =
  | Exclude<FromWorker, FromRecorder | { request: number } | { kind: "planed" }>
  | ({ kind: "requested" } & Omit<RunRequest, "restarts">)
  /** The document has changed in a way that does not affect its run. */
  | { kind: "renamed"; document: JsonObject }
  | { kind: "trainingChosen"; training: boolean }
  | { kind: "refusalDropped" }
  | { kind: "restarted" };

/** The state after `event`. */
export function reduce(state: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case "loaded":
      return { ...state, catalogue: event.catalogue };
    case "requested": {
      const { kind: _, ...request } = event;
      const isSame = trainsAlike(request.document, state.requested?.document ?? null, state.catalogue);
      return {
        ...state,
        requested: { ...request, restarts: !isSame && restarts(state, request) },
        refusal: null,
      };
    }
    case "renamed":
      return withDocument(state, event.document);
    case "trainingChosen":
      return { ...state, training: event.training && canTrain(state) };
    case "opened": {
      if (event.run !== state.requested?.run) return state;
      const { run, runInfo, snapshot } = event;
      // The engine's documents are JSON, which their type does not show.
      const experiment = event.experiment as unknown as JsonObject;
      const traits = traitsOf(experiment);
      const restarted = state.requested.restarts;
      const current = {
        run,
        experiment,
        runInfo,
        traits,
        initial: snapshot,
        snapshot,
        restarted,
      };
      return {
        ...state,
        current,
        refusal: null,
        training: state.training && snapshot.status.kind === "ready",
      };
    }
    case "snapshot":
      return withSnapshot(state, event.run, event.snapshot);
    case "refused":
      if (event.run !== state.requested?.run) return state;
      return {
        ...state,
        training: false,
        refusal: { ...state.requested, message: event.message, input: event.input },
      };
    case "failed":
      return { ...state, training: false, failure: { reason: event.reason, message: event.message } };
    case "refusalDropped":
      return { ...state, refusal: null, requested: state.current && requestOf(state.current) };
    case "restarted":
      return { ...state, failure: null };
  }
}

/** A document from a link or a text field. */
export function parsedDocument(text: string): GivenDocument {
  try {
    const document: unknown = JSON.parse(text);
    return { text, document: isObject(document) ? document : null };
  } catch {
    return { text, document: null };
  }
}

/** A document from the page. */
export function writtenDocument(document: JsonObject): GivenDocument {
  return { text: JSON.stringify(document), document };
}

/** The current run goes on, as a run of `document`. */
function withDocument(state: RunState, document: JsonObject): RunState {
  const { requested, current } = state;
  if (!requested || !current) return state;
  return {
    ...state,
    requested: { ...requested, ...writtenDocument(document), origin: "page" },
    current: { ...current, experiment: document },
  };
}

function withSnapshot(state: RunState, run: number, latest: Snapshot): RunState {
  const { current } = state;
  if (!current || run !== current.run || run !== state.requested?.run) return state;
  const training = state.training && latest.status.kind === "ready";
  const snapshot = latest.visuals ? latest : { ...latest, visuals: current.snapshot.visuals };
  return { ...state, training, current: { ...current, snapshot } };
}

/** Whether the request of another document is a change of the current run, and that had done steps. */
function restarts({ current }: RunState, { document, origin }: Omit<RunRequest, "restarts">): boolean {
  // Whoever asks for another seed wants another run.
  if (!current || origin === "link" || document?.seed !== current.experiment.seed) return false;
  return current.snapshot.step > 0 || current.restarted;
}

/** The request that leads to the current run. */
function requestOf({ run, experiment, restarted }: CurrentRun): RunRequest {
  return { run, ...writtenDocument(experiment), origin: "page", restarts: restarted };
}

/** The document on the page: the current run's, or the requested one while that is being opened or was refused. */
export function experimentOf({ requested, current }: RunState): JsonObject | null {
  if (current && (!requested || requested.run === current.run)) return current.experiment;
  return requested?.document ?? null;
}

/** Whether the requested run is still being opened. */
export function isOpening(state: RunState): boolean {
  const { requested, current, refusal, failure } = state;
  return !failure && !refusal && requested !== null && requested.run !== current?.run;
}

/** Whether Train and Step have anything to do. */
export function canTrain(state: RunState): boolean {
  if (state.failure || state.refusal) return false;
  return isOpening(state) || state.current?.snapshot.status.kind === "ready";
}
