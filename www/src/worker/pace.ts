/** How fast a run trains: as the machine can, or slowly at first. */
export type Pace = "full" | "growing";

/** Milliseconds in which the steps of a growing pace become ten times as many. */
const TENFOLD_MS = 2500;

/** More than any machine does in a slice. */
const MAX_DUE = 1e9;

/** The steps of a run whose first ones can be watched: it takes the same time from 10 to 100 as from 100 to 1 000. */
export class GrowingPace {
  /** It trains from step `from` on, since `since`. */
  constructor(
    private readonly from: number,
    private readonly since: number,
  ) {}

  /** The steps that are due, of which `done` have been done. */
  due(done: number, now: number): number {
    const steps = Math.floor((this.from + 1) * 10 ** ((now - this.since) / TENFOLD_MS));
    return Math.min(MAX_DUE, Math.max(0, steps - done));
  }
}
