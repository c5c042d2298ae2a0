/** Curves whose points lie at different places, joined into the table that uPlot draws. */

/** One value a place; null where a curve has no point. */
export type Column = (number | null)[];

/** Places in ascending order, and the values of two curves there. */
export type Table = [x: number[], first: Column, second: Column];

/** A curve within a flat table: `width` figures a row, its places and values at the given offsets. */
export interface Curve {
  readonly figures: ArrayLike<number>;
  readonly width: number;
  readonly x: number;
  readonly y: number;
  /** What a place is multiplied by: steps an epoch, for a curve by epochs. */
  readonly stretch: number;
}

/**
 * Joins two curves into `table`, whose arrays are used again. Values that are not finite, or not allowed by `keep`,
 * are left out: −1 stands for "there is none" in a snapshot.
 */
export function join(table: Table, first: Curve, second: Curve, keep: (value: number) => boolean): Table {
  const [x, ours, theirs] = table;
  let length = 0;
  let a = 0;
  let b = 0;
  while (a < rows(first) || b < rows(second)) {
    const nextA = a < rows(first) ? place(first, a) : Number.POSITIVE_INFINITY;
    const nextB = b < rows(second) ? place(second, b) : Number.POSITIVE_INFINITY;
    x[length] = Math.min(nextA, nextB);
    ours[length] = nextA <= nextB ? value(first, a, keep) : null;
    theirs[length] = nextB <= nextA ? value(second, b, keep) : null;
    if (nextA <= nextB) a += 1;
    if (nextB <= nextA) b += 1;
    length += 1;
  }
  x.length = length;
  ours.length = length;
  theirs.length = length;
  return table;
}

function rows(curve: Curve): number {
  return Math.floor(curve.figures.length / curve.width);
}

function place(curve: Curve, row: number): number {
  return (curve.figures[row * curve.width + curve.x] ?? 0) * curve.stretch;
}

function value(curve: Curve, row: number, keep: (value: number) => boolean): number | null {
  const figure = curve.figures[row * curve.width + curve.y];
  return figure !== undefined && Number.isFinite(figure) && keep(figure) ? figure : null;
}

/** The last value of a curve and its index; null where it has none. */
export function lastPoint(column: Column): { index: number; value: number } | null {
  for (let index = column.length - 1; index >= 0; index -= 1) {
    const value = column[index];
    if (value !== null && value !== undefined) return { index, value };
  }
  return null;
}

/** Whether positive values differ so much that a linear axis would hide most of them. */
export function wantsLogAxis(columns: readonly Column[]): boolean {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const column of columns) {
    for (const value of column) {
      if (value === null) continue;
      if (value <= 0) return false;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return high / low > LOG_FROM;
}

const LOG_FROM = 15;
