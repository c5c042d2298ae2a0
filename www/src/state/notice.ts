/** What stands between the reader and a run, if anything. */

import type { FailureReason } from "../worker/protocol.ts";
import type { RunState } from "./run.ts";

export type Notice =
  | { kind: "failed"; reason: FailureReason; message: string }
  | { kind: "damagedLink" }
  | { kind: "refusedLink"; message: string; text: string }
  | { kind: "refusedEdit"; message: string }
  | { kind: "file" };

/** The gravest of what has gone wrong. */
export function noticeOf(state: RunState, linkDamaged: boolean, needsFile: boolean): Notice | null {
  const { failure, refusal } = state;
  if (failure) return { kind: "failed", ...failure };
  if (linkDamaged) return { kind: "damagedLink" };
  if (needsFile) return { kind: "file" };
  if (!refusal) return null;
  const { message, text } = refusal;
  return refusal.origin === "link"
    ? { kind: "refusedLink", message, text }
    : { kind: "refusedEdit", message };
}

/** Whether nothing of an older run is worth showing beside it. */
export function fillsTheStage(notice: Notice | null): boolean {
  return notice !== null && notice.kind !== "refusedEdit";
}

/** Whether there is no document that the setup could show. */
export function hidesSetup(notice: Notice | null): boolean {
  return notice?.kind === "refusedLink" || notice?.kind === "damagedLink";
}
