import type { Axes, TableView } from "../state/figures.ts";
import { deepEqual } from "../state/path.ts";
import type { FromWorker, ToWorker } from "../worker/protocol.ts";

/** The plane over which a run on a table is shown, and the worker's points of it. */
export class TablePlane {
  /** The names of the features of the table on show, and its plane. */
  view: TableView = { features: [], axes: null, points: null };

  constructor(private readonly send: (message: ToWorker) => void) {}

  /** Shows `run` over the plane of `axes`; null for its predictions alone. */
  choose(axes: Axes | null, run: number | undefined): void {
    this.view = { ...this.view, axes, points: null };
    if (run !== undefined) this.send({ kind: "plane", run, axes });
  }

  /** Takes the features of a run that has been opened; the axes stay where those are the same. */
  opened({ run, features }: Extract<FromWorker, { kind: "opened" }>): void {
    const isSame = deepEqual([...features], [...this.view.features]);
    const { axes } = this.view;
    this.view = { features, axes: null, points: null };
    if (isSame && axes) this.choose(axes, run);
  }

  /** Takes the points that the worker has made. */
  drawn({ points }: Extract<FromWorker, { kind: "planed" }>): void {
    this.view = { ...this.view, points };
  }
}
