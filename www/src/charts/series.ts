/** Curves whose points are at different places, joined into the table that uPlot draws. */

import { isComputed } from "../snapshot-format.ts";

/** One value for each place; null where a curve has no point. */
export type Column = (number | null)[];

/** Places in ascending order, and the values of two curves at them. */
export type Table = [x: number[], first: Column, second: Column];

/** A curve in a flat table with `width` figures a row: in each row its place is at offset `x`, its value at offset `y`. */
export interface Curve {
  readonly figures: ArrayLike<number>;
  readonly width: number;
  readonly x: number;
  readonly y: number;
  /** A factor for places: 1, or for a curve by epochs the steps of an epoch. */
  readonly stretch: number;
  /** Whether a value holds back to the point before, such as a mean since then, or from its own place on to the next. */
  readonly holds: "back" | "on";
}

/** A point of a curve. */
export interface Point {
  readonly place: number;
  readonly value: number;
}

/** Joins two curves into `table`, whose arrays are reused. Values that are not computed or not finite are left out. */
export function join(table: Table, first: Curve, second: Curve): Table {
  const [x, ours, theirs] = table;
  let length = 0;
  let a = 0;
  let b = 0;
  while (a < rows(first) || b < rows(second)) {
    const nextA = a < rows(first) ? place(first, a) : Number.POSITIVE_INFINITY;
    const nextB = b < rows(second) ? place(second, b) : Number.POSITIVE_INFINITY;
    x[length] = Math.min(nextA, nextB);
    ours[length] = nextA <= nextB ? value(first, a) : null;
    theirs[length] = nextB <= nextA ? value(second, b) : null;
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

function value(curve: Curve, row: number): number | null {
  const figure = curve.figures[row * curve.width + curve.y];
  return figure !== undefined && Number.isFinite(figure) && isComputed(figure) ? figure : null;
}

/** The point whose value holds at the place `to`, finite or not; null if there is none, or its value is not computed. */
export function pointAt(curve: Curve, to: number): Point | null {
  const from = Math.min(firstFrom(curve, to), rows(curve) - 1);
  const row = curve.holds === "back" || place(curve, from) <= to ? from : from - 1;
  const value = curve.figures[row * curve.width + curve.y];
  return row < 0 || value === undefined || !isComputed(value) ? null : { place: place(curve, row), value };
}

/** The place nearest to `to` at which a curve has a point: one of `preferred` if that is within `reach`, else of any. */
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

/** The place `count` points after `from`, of whichever curves, or before it if `count` is negative; at most the last one. */
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

/** The first row whose place is `from` or later; the number of rows if there is none. */
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

/** Positions for the labels of one or two points: at least `room` apart, in the points' order, within `top`…`bottom`. */
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

/** The last value of a curve and its index; null if it has none. */
export function lastPoint(column: Column): { index: number; value: number } | null {
  for (let index = column.length - 1; index >= 0; index -= 1) {
    const value = column[index];
    if (value !== null && value !== undefined) return { index, value };
  }
  return null;
}

/** The ratio of values above which a logarithmic axis is worth it. */
const MIN_LOG_AXIS_RATIO = 15;

/** Whether values are positive and differ so much that a linear axis would hide most of them. */
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
  return high / low > MIN_LOG_AXIS_RATIO;
}
