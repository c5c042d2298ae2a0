/** The verdict the page shows: it changes when the truth changes, not with every batch. */

import type { Diagnosis, Snapshot, Verdict } from "./figures.ts";

/** The snapshot whose verdict is on show, and the verdict that has been insisting since. */
export interface Settled {
  readonly shown: Snapshot;
  readonly rival: Verdict | null;
  /** Snapshots in a row in which the rival was seen. */
  readonly times: number;
}

/** Snapshots in a row after which a rival is taken for the truth: half a second or so. */
const PATIENCE = 24;

/** Share by which ρ has to move before the factor on show follows. */
const MOVEMENT = 0.08;

/** The settled verdict after `snapshot`; a run at rest shows its own at once. */
export function settle(before: Settled | null, snapshot: Snapshot, atRest: boolean): Settled {
  if (!before || atRest || snapshot.status.kind !== "ready")
    return { shown: snapshot, rival: null, times: 0 };
  if (alike(before.shown.diagnosis, snapshot.diagnosis)) return { ...before, rival: null, times: 0 };
  const { verdict } = snapshot.diagnosis;
  const times = before.rival === verdict ? before.times + 1 : 1;
  if (times >= PATIENCE) return { shown: snapshot, rival: null, times: 0 };
  return { shown: before.shown, rival: verdict, times };
}

function alike(shown: Diagnosis, latest: Diagnosis): boolean {
  if (shown.verdict !== latest.verdict || shown.layer !== latest.layer) return false;
  if (shown.rho === null || latest.rho === null) return shown.rho === latest.rho;
  return Math.abs(latest.rho - shown.rho) <= MOVEMENT * shown.rho;
}
