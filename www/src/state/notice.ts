/** What stands between the reader and a run, if anything. */

import type { FailureReason } from "../worker/protocol.ts";
import { kindAt } from "./path.ts";
import { experimentOf, type RunState } from "./run.ts";

export type Notice =
  | { kind: "failed"; reason: FailureReason; message: string }
  | { kind: "damagedLink" }
  | { kind: "refusedLink"; message: string; text: string }
  | { kind: "refusedEdit"; message: string }
  /** A file that is no data, or none yet; `undoable` where there is a run to go back to. */
  | { kind: "refusedFile"; message: string; undoable: boolean }
  | { kind: "file"; undoable: boolean };

/** What the engine's message begins with where the data are at fault. */
const OF_DATA = "data: ";

/** The gravest of what has gone wrong. */
export function noticeOf(state: RunState, linkDamaged: boolean, needsFile: boolean): Notice | null {
  const { failure, refusal } = state;
  const undoable = state.shown !== null;
  if (failure) return { kind: "failed", ...failure };
  if (linkDamaged) return { kind: "damagedLink" };
  if (needsFile) return { kind: "file", undoable };
  if (!refusal) return null;
  const { message, text } = refusal;
  if (message.startsWith(OF_DATA) && kindAt(experimentOf(state) ?? undefined, ["data"]) === "csv") {
    return { kind: "refusedFile", message: message.slice(OF_DATA.length), undoable };
  }
  return refusal.origin === "link"
    ? { kind: "refusedLink", message, text }
    : { kind: "refusedEdit", message };
}

/** Whether nothing of an older run is worth showing beside it; else it lies over what no longer holds. */
export function fillsTheStage(notice: Notice | null): boolean {
  return notice?.kind === "failed" || hidesSetup(notice);
}

/** Whether there is no document that the setup could show. */
export function hidesSetup(notice: Notice | null): boolean {
  return notice?.kind === "refusedLink" || notice?.kind === "damagedLink";
}
