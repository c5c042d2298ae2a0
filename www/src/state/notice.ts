/** The notice that replaces or covers the run, if something is wrong. */

import type { FailureReason } from "../worker/protocol.ts";
import type { RunState } from "./run.ts";

export type Notice =
  /** `report` is what to copy into a report, if there is something to report. */
  | { kind: "failed"; reason: FailureReason; message: string; report: string | null }
  | { kind: "damagedLink" }
  | { kind: "refusedLink"; message: string; text: string }
  | { kind: "refusedEdit"; message: string }
  /** A file that is not valid data; `undoable` if there is a run to go back to. */
  | { kind: "refusedFile"; message: string; undoable: boolean }
  /** A file has to be chosen; `lost` is the name of the one that a reload has lost. */
  | { kind: "file"; undoable: boolean; lost: string | null };

/** How the engine's message starts if the file is at fault. */
const OF_DATA = /^data: /;

/** The most serious thing that is wrong; `unreadable` is why a file could not be read, `lost` the name of one that is gone. */
export function noticeOf(
  state: RunState,
  linkDamaged: boolean,
  needsFile: boolean,
  unreadable: string | null = null,
  lost: string | null = null,
): Notice | null {
  const { failure, refusal } = state;
  const undoable = state.current !== null;
  if (failure) return { kind: "failed", ...failure, report: reportOf(state) };
  if (linkDamaged) return { kind: "damagedLink" };
  if (unreadable !== null) return { kind: "refusedFile", message: unreadable, undoable };
  if (needsFile) return { kind: "file", undoable, lost };
  if (!refusal) return null;
  const { message, text, input } = refusal;
  if (input === "data") return { kind: "refusedFile", message: message.replace(OF_DATA, ""), undoable };
  return refusal.origin === "link"
    ? { kind: "refusedLink", message, text }
    : { kind: "refusedEdit", message };
}

/** What tells how the engine stopped: its words, the step it had shown, and the document. */
function reportOf({ failure, current, requested }: RunState): string | null {
  if (failure?.reason !== "stopped") return null;
  const step = current ? [`step ${current.snapshot.step}`] : [];
  return [failure.message, ...step, requested?.text ?? ""].join("\n");
}

/** Whether the notice replaces the run on show; else it covers that run. */
export function fillsTheStage(notice: Notice | null): boolean {
  return notice?.kind === "failed" || hidesSetup(notice);
}

/** Whether there is no document to show in the setup. */
export function hidesSetup(notice: Notice | null): boolean {
  return notice?.kind === "refusedLink" || notice?.kind === "damagedLink";
}
