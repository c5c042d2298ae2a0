/** The verdict on show, which changes when the run does rather than with every batch. */

import type { Snapshot, Verdict } from "./figures.ts";
import { endStepsOf, stepSizeOf } from "./step-size.ts";

/** The snapshot whose verdict is on show, and the verdicts that have contradicted it since. */
export interface StableVerdict {
  readonly shown: Snapshot;
  readonly rivals: Rivals | null;
}

/** Verdicts other than the one on show; there may be several by turns. */
interface Rivals {
  /** Since when the verdict on show has not been seen, in milliseconds. */
  readonly since: number;
  /** The number of snapshots with each verdict. */
  readonly times: Readonly<Partial<Record<Verdict, number>>>;
}

/** How long, and in how many snapshots, a verdict has to be seen before it replaces the one on show. */
const MIN_MS = 500;
const MIN_SNAPSHOTS = 4;

/** The relative change of ρ that the factor on show follows. */
const MIN_CHANGE = 0.08;

/** The verdict on show after `snapshot`, which came at `now` milliseconds; a run at rest shows its own at once. */
export function stabilize(
  before: StableVerdict | null,
  snapshot: Snapshot,
  atRest: boolean,
  now: number,
): StableVerdict {
  if (!before || atRest || snapshot.status.kind !== "ready") return { shown: snapshot, rivals: null };
  if (isAlike(before.shown, snapshot)) return { ...before, rivals: null };
  const { verdict } = snapshot.diagnosis;
  const { since, times } = before.rivals ?? { since: now, times: {} };
  const seen = 1 + (times[verdict] ?? 0);
  const isMostSeen = seen >= Math.max(MIN_SNAPSHOTS, ...Object.values(times));
  if (now - since >= MIN_MS && isMostSeen) return { shown: snapshot, rivals: null };
  return { shown: before.shown, rivals: { since, times: { ...times, [verdict]: seen } } };
}

/** Whether the page says the same of two moments, but for small changes of ρ. */
function isAlike(before: Snapshot, after: Snapshot): boolean {
  const [shown, latest] = [before.diagnosis, after.diagnosis];
  if (shown.verdict !== latest.verdict || shown.layer !== latest.layer) return false;
  const steps = latest.verdict === "healthy" ? stepSizeOf : endStepsOf;
  if (steps(before) !== steps(after)) return false;
  if (shown.rho === null || latest.rho === null) return shown.rho === latest.rho;
  return Math.abs(latest.rho - shown.rho) <= MIN_CHANGE * shown.rho;
}
