/** The marks that the columns' picture has at the moment, for its legend. */

import { at } from "../../charts/scales.ts";
import { isComputed } from "../../snapshot-format.ts";
import type { Snapshot } from "../../state/figures.ts";
import type { Gradient } from "../../state/sentence.ts";
import type { Layout } from "./layout.ts";
import { MIN_MARKED_SHARE, MIN_SPREAD_WIDTH, stillShare } from "./rows/activations.ts";

/** Marks that not every picture has, in the order of the legend. */
export const MARKS = ["moments", "mean", "still", "zero", "notFinite", "notComputed"] as const;

/** A mark that a picture may have. */
export type Mark = (typeof MARKS)[number];

/** The marks that are in the picture of `snapshot`. */
export function marksOf(layout: Layout, snapshot: Snapshot, gradient: Gradient): Mark[] {
  const { layers, deltaHistory } = snapshot;
  const shown = gradient === "delta" ? layers.deltaRms : layers.kernelGradientL2;
  // Before the first step there are no updates, and some layouts have no row for them.
  const moved = snapshot.step > 0 && layout.rows.some(({ key }) => key === "update");
  const rows = moved ? [shown, deltaHistory, layers.updateRatio] : [shown, deltaHistory];
  const some = (matches: (value: number) => boolean) => rows.some((figures) => figures.some(matches));
  const measured = layers.activationMean.some(Number.isFinite);
  const wide = at(layout.width, 0) >= MIN_SPREAD_WIDTH;
  const hidden = layers.saturated.length - 1;
  const present: Record<Mark, boolean> = {
    moments: measured && wide,
    mean: measured && !wide,
    still: layers.saturated.some(
      (_, column) => column < hidden && stillShare(snapshot, column) >= MIN_MARKED_SHARE,
    ),
    zero: some((value) => value === 0),
    notFinite: [...rows, layers.activationMean].some((row) => row.some((value) => !Number.isFinite(value))),
    notComputed: some((value) => !isComputed(value)),
  };
  return MARKS.filter((mark) => present[mark]);
}
