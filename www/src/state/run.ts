/** Where the run on the page stands, and how it gets from one message to the next. */

import type { FailureReason, FromWorker } from "../worker/protocol.ts";
import type { Catalogue, Description, Input, Snapshot } from "./figures.ts";
import { isObject, type JsonObject } from "./path.ts";
import { nothingTried, type RemedyId, type Tried, triedWith } from "./remedies.ts";
import { trainsAlike } from "./same-training.ts";
import { type Settled, settle } from "./settled.ts";
import { type Traits, traitsOf } from "./traits.ts";

/** Where a document came from: a link, or a control on the page. */
export type Origin = "link" | "page";

/** A document that was asked for, as it was given. */
export interface Asked {
  readonly run: number;
  readonly text: string;
  readonly origin: Origin;
  /** Whether it changes a run that had done steps, and so begins it anew. */
  readonly restarts: boolean;
}

/** A document that was refused, and why. */
export interface Refusal extends Asked {
  readonly message: string;
  /** What is at fault, where that is known. */
  readonly input: Input | null;
}

export interface RunState {
  readonly catalogue: Catalogue | null;
  /** The newest run asked for. */
  readonly asked: Asked | null;
  /** Whether the page has asked for training; a run that ends stops being trained. */
  readonly training: boolean;
  /** The run on show: an older one while the newest is being opened or was refused. */
  readonly shown: ShownRun | null;
  /** The remedies that led to the newest run. */
  readonly tried: Tried;
  readonly refusal: Refusal | null;
  readonly failure: { readonly reason: FailureReason; readonly message: string } | null;
}

export interface ShownRun {
  readonly run: number;
  /** The document with only what differs from the defaults. */
  readonly experiment: JsonObject;
  readonly description: Description;
  readonly traits: Traits;
  /** The figures before the first step. */
  readonly begun: Snapshot;
  /** The latest figures, with the latest pictures. */
  readonly snapshot: Snapshot;
  readonly settled: Settled;
  /** Whether a change began it anew, with the seed it had. */
  readonly restarted: boolean;
}

export const initialRunState: RunState = {
  catalogue: null,
  asked: null,
  training: false,
  shown: null,
  tried: nothingTried,
  refusal: null,
  failure: null,
};

/** What changes the state: the reader's wishes and the worker's messages. */
export type RunEvent =
  | FromWorker
  | ({ kind: "asked"; remedy: RemedyId | null } & Omit<Asked, "restarts">)
  /** The document on the page is another by what changes nothing in its run. */
  | { kind: "renamed"; experiment: JsonObject }
  | { kind: "trainingChosen"; training: boolean }
  | { kind: "refusalDropped" }
  | { kind: "restarted" };

/** The state after `event`, which came at `now` milliseconds. */
export function reduce(state: RunState, event: RunEvent, now: number): RunState {
  switch (event.kind) {
    case "loaded":
      return { ...state, catalogue: event.catalogue };
    case "asked":
      return {
        ...state,
        asked: { run: event.run, text: event.text, origin: event.origin, restarts: restarts(state, event) },
        tried: triedAfter(state, event.text, event.remedy),
        refusal: null,
      };
    case "renamed":
      return withDocument(state, event.experiment);
    case "trainingChosen":
      return { ...state, training: event.training && canTrain(state) };
    case "opened": {
      if (event.run !== state.asked?.run) return state;
      const { run, description, snapshot } = event;
      // What the engine has checked is JSON, which its type does not say.
      const experiment = event.experiment as unknown as JsonObject;
      const settled = settle(null, snapshot, true, now);
      const traits = traitsOf(experiment);
      const restarted = state.asked.restarts;
      const shown = { run, experiment, description, traits, begun: snapshot, snapshot, settled, restarted };
      return { ...state, shown, refusal: null, training: state.training && snapshot.status.kind === "ready" };
    }
    case "snapshot":
      return withSnapshot(state, event.run, event.snapshot, now);
    case "refused":
      if (event.run !== state.asked?.run) return state;
      return {
        ...state,
        training: false,
        refusal: { ...state.asked, message: event.message, input: event.input },
      };
    case "failed":
      return { ...state, training: false, failure: { reason: event.reason, message: event.message } };
    case "refusalDropped":
      return { ...state, refusal: null, asked: state.shown && askedAgain(state.shown) };
    case "restarted":
      return { ...state, failure: null };
  }
}

/** The run on show goes on, as a run of `document`. */
function withDocument(state: RunState, document: JsonObject): RunState {
  const { asked, shown } = state;
  if (!asked || !shown) return state;
  const text = JSON.stringify(document);
  return { ...state, asked: { ...asked, text, origin: "page" }, shown: { ...shown, experiment: document } };
}

function withSnapshot(state: RunState, run: number, latest: Snapshot, now: number): RunState {
  const { shown } = state;
  if (!shown || run !== shown.run || run !== state.asked?.run) return state;
  const training = state.training && latest.status.kind === "ready";
  const snapshot = latest.pictures ? latest : { ...latest, pictures: shown.snapshot.pictures };
  const settled = settle(shown.settled, snapshot, !training, now);
  return { ...state, training, shown: { ...shown, snapshot, settled } };
}

/** Whether what is asked for is the run on show, changed, and that run had come somewhere. */
function restarts(
  { asked, shown, catalogue }: RunState,
  { text, origin }: { text: string; origin: Origin },
): boolean {
  const next = parsed(text);
  if (!shown || origin === "link" || trainsAlike(next, documentOf(asked), catalogue)) return false;
  // Another seed is asked for to begin anew.
  if (next?.seed !== shown.experiment.seed) return false;
  return shown.snapshot.step > 0 || shown.restarted;
}

/** The same document again leaves what has been tried as it is; any other but a remedy begins anew. */
function triedAfter(
  { asked, shown, tried, catalogue }: RunState,
  text: string,
  remedy: RemedyId | null,
): Tried {
  if (trainsAlike(parsed(text), documentOf(asked), catalogue)) return tried;
  if (remedy === null || !shown) return nothingTried;
  const { verdict } = shown.settled.shown.diagnosis;
  return triedWith(tried, remedy, verdict, shown.experiment);
}

/** The run on show as if it had just been asked for. */
function askedAgain({ run, experiment, restarted }: ShownRun): Asked {
  return { run, text: JSON.stringify(experiment), origin: "page", restarts: restarted };
}

/** The document on the page: the run's own, or the one asked for while that is being opened or was refused. */
export function experimentOf({ asked, shown }: RunState): JsonObject | null {
  if (shown && (!asked || asked.run === shown.run)) return shown.experiment;
  return documentOf(asked);
}

function documentOf(asked: Asked | null): JsonObject | null {
  return parsed(asked?.text ?? "");
}

function parsed(text: string): JsonObject | null {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}

/** Whether the newest run is still being opened. */
export function isOpening(state: RunState): boolean {
  return !state.failure && !state.refusal && state.asked !== null && state.asked.run !== state.shown?.run;
}

/** Whether Train and Step have anything to do. */
export function canTrain(state: RunState): boolean {
  if (state.failure || state.refusal) return false;
  return isOpening(state) || state.shown?.snapshot.status.kind === "ready";
}
