/** The verdict the page shows: it changes when the truth changes, not with every batch. */

import type { Snapshot, Verdict } from "./figures.ts";
import { paceOf, strainOf } from "./pace.ts";

/** The snapshot whose verdict is on show, and what has spoken against it since. */
export interface Settled {
  readonly shown: Snapshot;
  readonly rivals: Rivals | null;
}

/** What is spoken of otherwise than what is on show: several verdicts where they take turns. */
interface Rivals {
  /** Milliseconds: since when what is on show has not been true. */
  readonly since: number;
  /** Snapshots in which each was. */
  readonly times: Readonly<Partial<Record<Verdict, number>>>;
}

/** A rival is taken for the truth after so long and so many snapshots, whichever comes last. */
const PATIENCE_MS = 500;
const PATIENCE_TIMES = 4;

/** Share by which ρ has to move before the factor on show follows. */
const MOVEMENT = 0.08;

/** The settled verdict after `snapshot`, seen at `now`; a run at rest shows its own at once. */
export function settle(before: Settled | null, snapshot: Snapshot, atRest: boolean, now: number): Settled {
  if (!before || atRest || snapshot.status.kind !== "ready") return { shown: snapshot, rivals: null };
  if (alike(before.shown, snapshot)) return { ...before, rivals: null };
  const { verdict } = snapshot.diagnosis;
  const { since, times } = before.rivals ?? { since: now, times: {} };
  const seen = 1 + (times[verdict] ?? 0);
  const often = seen >= Math.max(PATIENCE_TIMES, ...Object.values(times));
  const believed = now - since >= PATIENCE_MS && often;
  if (believed) return { shown: snapshot, rivals: null };
  return { shown: before.shown, rivals: { since, times: { ...times, [verdict]: seen } } };
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
