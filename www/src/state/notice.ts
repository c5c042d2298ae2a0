/** What stands between the reader and a run, if anything. */

import type { FailureReason } from "../worker/protocol.ts";
import type { RunState } from "./run.ts";

export type Notice =
  | { kind: "failed"; reason: FailureReason; message: string }
  | { kind: "damagedLink" }
  | { kind: "refusedLink"; message: string; text: string }
  | { kind: "refusedEdit"; message: string }
  /** A file that is no data, or none yet; `undoable` where there is a run to go back to. */
  | { kind: "refusedFile"; message: string; undoable: boolean }
  | { kind: "file"; undoable: boolean };

/** What the engine's message begins with where the file is at fault. */
const OF_DATA = /^data: /;

/** The gravest of what has gone wrong; `unreadable` says why a file could not be read at all. */
export function noticeOf(
  state: RunState,
  linkDamaged: boolean,
  needsFile: boolean,
  unreadable: string | null = null,
): Notice | null {
  const { failure, refusal } = state;
  const undoable = state.shown !== null;
  if (failure) return { kind: "failed", ...failure };
  if (linkDamaged) return { kind: "damagedLink" };
  if (unreadable !== null) return { kind: "refusedFile", message: unreadable, undoable };
  if (needsFile) return { kind: "file", undoable };
  if (!refusal) return null;
  const { message, text, input } = refusal;
  if (input === "data") return { kind: "refusedFile", message: message.replace(OF_DATA, ""), undoable };
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
