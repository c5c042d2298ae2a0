/** What has been run since the page opened a document. */

import { deepEqual, type JsonObject } from "./path.ts";

/** A run, and how far the one before it had come when it began. */
export interface LoggedRun {
  readonly experiment: JsonObject;
  /** Steps of the run before; 0 for the first. */
  readonly after: number;
}

/** The most runs that are kept: the oldest is, and the newest. */
const MAX_RUNS = 1000;

/** The log with a run of `experiment` after one that had done `after` steps. A run that had done none leaves no entry. */
export function logged(log: readonly LoggedRun[], experiment: JsonObject, after: number): LoggedRun[] {
  const last = log.at(-1);
  if (last && after === 0) return [...log.slice(0, -1), { ...last, experiment }];
  if (last && deepEqual(last.experiment, experiment)) return [...log];
  const kept = log.length < MAX_RUNS ? log : [...log.slice(0, 1), ...log.slice(2)];
  return [...kept, { experiment, after }];
}
