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
  /** Where a figure holds: back to the one before, as a mean since then does, or from its own place to the next. */
  readonly holds: "back" | "on";
}

/** A point of a curve. */
export interface Point {
  readonly place: number;
  readonly value: number;
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

/** The point whose figure holds at `to`, finite or not; null where there is none, or `keep` does not allow it. */
export function pointAt(curve: Curve, to: number, keep: (value: number) => boolean): Point | null {
  const from = Math.min(firstFrom(curve, to), rows(curve) - 1);
  const row = curve.holds === "back" || place(curve, from) <= to ? from : from - 1;
  const value = curve.figures[row * curve.width + curve.y];
  if (row < 0 || value === undefined) return null;
  return keep(value) || !Number.isFinite(value) ? { place: place(curve, row), value } : null;
}

/**
 * The place nearest to `to` at which one of the curves has a point; one of `preferred` where that is no further away than
 * `reach`.
 */
export function nearestPlace(curves: readonly Curve[], preferred: Curve, to: number, reach: number): number {
  const nearest = (some: readonly Curve[]) => {
    const places = some.flatMap((curve) => {
      const row = firstFrom(curve, to);
      return [row - 1, row]
        .filter((near) => near >= 0 && near < rows(curve))
        .map((near) => place(curve, near));
    });
    return places.reduce(
      (best, other) => (Math.abs(other - to) < Math.abs(best - to) ? other : best),
      Infinity,
    );
  };
  const best = nearest([preferred]);
  return Math.abs(best - to) <= reach ? best : nearest(curves);
}

/** The place `count` points of any of the curves further on, or back where that is negative; the last there is at most. */
export function placeBeyond(curves: readonly Curve[], from: number, count: number): number {
  let to = from;
  for (let left = Math.abs(count); left > 0; left -= 1) {
    const next = curves.flatMap((curve) => {
      const row = firstFrom(curve, to);
      const beside = count < 0 ? row - 1 : place(curve, row) === to ? row + 1 : row;
      return beside >= 0 && beside < rows(curve) ? [place(curve, beside)] : [];
    });
    if (next.length === 0) break;
    to = count < 0 ? Math.max(...next) : Math.min(...next);
  }
  return to;
}

/** The first row whose place is `from` or later; their number where there is none. */
function firstFrom(curve: Curve, from: number): number {
  let low = 0;
  let high = rows(curve);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (place(curve, middle) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where the labels of two points or of one stand: `room` apart, the upper above, and moved together so that all are within
 * `top`…`bottom`.
 */
export function spread(points: readonly number[], room: number, top: number, bottom: number): number[] {
  const places = [...points];
  const [first, second] = points;
  if (first !== undefined && second !== undefined && Math.abs(first - second) < room) {
    const centre = (first + second) / 2;
    const sign = first <= second ? -1 : 1;
    places[0] = centre + (sign * room) / 2;
    places[1] = centre - (sign * room) / 2;
  }
  const below = Math.max(0, Math.max(...places) - bottom);
  const above = Math.max(0, top - Math.min(...places));
  return places.map((place) => place + above - below);
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
