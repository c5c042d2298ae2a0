/** The verdict the page shows: it changes when the truth changes, not with every batch. */

import type { Snapshot, Verdict } from "./figures.ts";
import { paceOf, strainOf } from "./pace.ts";

/** The snapshot whose verdict is on show, and what has been insisting since. */
export interface Settled {
  readonly shown: Snapshot;
  readonly rival: Rival | null;
}

/** Another verdict than the one on show. */
interface Rival {
  readonly verdict: Verdict;
  /** Milliseconds: when it was first seen without a break. */
  readonly since: number;
  /** Snapshots in which it was. */
  readonly times: number;
}

/** A rival is taken for the truth after so long and so many snapshots, whichever comes last. */
const PATIENCE_MS = 500;
const PATIENCE_TIMES = 4;

/** Share by which ρ has to move before the factor on show follows. */
const MOVEMENT = 0.08;

/** The settled verdict after `snapshot`, seen at `now`; a run at rest shows its own at once. */
export function settle(before: Settled | null, snapshot: Snapshot, atRest: boolean, now: number): Settled {
  if (!before || atRest || snapshot.status.kind !== "ready") return { shown: snapshot, rival: null };
  if (alike(before.shown, snapshot)) return { ...before, rival: null };
  const { verdict } = snapshot.diagnosis;
  const { since, times } = before.rival?.verdict === verdict ? before.rival : { since: now, times: 0 };
  const rival = { verdict, since, times: times + 1 };
  const believed = now - since >= PATIENCE_MS && rival.times >= PATIENCE_TIMES;
  return believed ? { shown: snapshot, rival: null } : { shown: before.shown, rival };
}

/** Whether two moments are spoken of alike. */
function alike(before: Snapshot, after: Snapshot): boolean {
  const [shown, latest] = [before.diagnosis, after.diagnosis];
  if (shown.verdict !== latest.verdict || shown.layer !== latest.layer) return false;
  const steps = latest.verdict === "healthy" ? paceOf : strainOf;
  if (steps(before) !== steps(after)) return false;
  if (shown.rho === null || latest.rho === null) return shown.rho === latest.rho;
  return Math.abs(latest.rho - shown.rho) <= MOVEMENT * shown.rho;
}
