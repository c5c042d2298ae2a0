import type { ReadTable, Session } from "../engine/index.ts";

/** What spans the plane through a table's features: two of them, the others at their mean, or the first principal components. */
export type Axes = { kind: "features"; x: number; y: number } | { kind: "components" };

/** A table's rows on a plane. */
export interface TablePoints {
  /** `[x_min, x_max, y_min, y_max]` */
  extent: Float32Array;
  /** `[points, 3]`: two coordinates, and the class, or the value less `middle`. */
  points: Float32Array;
  /** How many of them train: the first ones. */
  trainingPoints: number;
  /** The middle of the values, which colours are told from; 0 for classes. */
  middle: number;
}

/** Rows that are drawn. */
const MAX_POINTS = 1000;
/** Rows that the principal components are found from, and the turns that takes. */
const MAX_ROWS = 1000;
const MAX_TURNS = 100;

/** A plane through the features of a table. */
export class TablePlane {
  readonly points: TablePoints;
  /** The features at the plane's zero, and those that a step along each axis adds: `[features]`. */
  private readonly origin: Float64Array;
  private readonly directions: readonly [Float64Array, Float64Array];

  constructor(table: ReadTable, axes: Axes) {
    const features = table.report.features.length;
    const row = (at: number) => table.inputs.subarray(at * features, (at + 1) * features);
    const { trainingRows } = table.report;
    const mean = new Float64Array(features);
    const deviation = new Float64Array(features);
    for (let at = 0; at < trainingRows; at += 1) addTo(mean, row(at), (value) => value / trainingRows);
    for (let at = 0; at < trainingRows; at += 1) {
      addTo(deviation, row(at), (value, k) => (value - (mean[k] ?? 0)) ** 2 / trainingRows);
    }
    deviation.forEach((variance, k) => {
      deviation[k] = Math.max(Math.sqrt(variance), 1e-7);
    });
    const standard = (at: number) =>
      Float64Array.from(row(at), (value, k) => (value - (mean[k] ?? 0)) / (deviation[k] ?? 1));
    let place: (at: number) => readonly [number, number];
    if (axes.kind === "features") {
      const { x, y } = axes;
      this.origin = mean.map((value, k) => (k === x || k === y ? 0 : value));
      this.directions = [unit(features, x), unit(features, y)];
      place = (at) => [row(at)[x] ?? 0, row(at)[y] ?? 0];
    } else {
      const rows = Array.from({ length: Math.min(trainingRows, MAX_ROWS) }, (_, at) => standard(at));
      const first = component(rows, features, null);
      const second = component(rows, features, first);
      this.origin = mean;
      this.directions = [scaled(first, deviation), scaled(second, deviation)];
      place = (at) => [dot(standard(at), first), dot(standard(at), second)];
    }
    this.points = pointsOf(table, place);
  }

  /** The network's outputs at `side` × `side` points, rows from the top down; of several numbers the first. */
  surface(session: Session, side: number): Float32Array {
    const { extent, middle } = this.points;
    const [left = 0, right = 1, bottom = 0, top = 1] = extent;
    const [x, y] = this.directions;
    const features = this.origin.length;
    const inputs = new Float32Array(side * side * features);
    for (let point = 0; point < side * side; point += 1) {
      const u = left + ((right - left) * ((point % side) + 0.5)) / side;
      const v = top - ((top - bottom) * (Math.floor(point / side) + 0.5)) / side;
      for (let k = 0; k < features; k += 1) {
        inputs[point * features + k] = (this.origin[k] ?? 0) + u * (x[k] ?? 0) + v * (y[k] ?? 0);
      }
    }
    const outputs = session.predict(inputs);
    if (session.describe().task !== "regression") return outputs;
    const each = outputs.length / (side * side);
    return Float32Array.from({ length: side * side }, (_, point) => (outputs[point * each] ?? 0) - middle);
  }
}

function pointsOf(table: ReadTable, place: (at: number) => readonly [number, number]): TablePoints {
  const { rows, targets } = table;
  const { trainingRows } = table.report;
  // Where there are too many, each part keeps its share of them.
  const share = Math.min(1, MAX_POINTS / rows);
  const trainingPoints = Math.floor(trainingRows * share);
  const held = Math.floor((rows - trainingRows) * share);
  const shown = Array.from({ length: trainingPoints + held }, (_, at) =>
    at < trainingPoints ? at : trainingRows + at - trainingPoints,
  );
  const each = targets.length / rows;
  const values = shown.map((at) => targets[at * each] ?? 0);
  const [low, high] = ends(values);
  const middle = table.classes.length > 0 ? 0 : (low + high) / 2;
  const places = shown.map(place);
  const points = Float32Array.from(places.flatMap(([u, v], at) => [u, v, (values[at] ?? 0) - middle]));
  const extent = [0, 1].flatMap((axis) => {
    const [low, high] = ends(places.map((point) => point[axis] ?? 0));
    const margin = 0.05 * (high - low) || 1;
    return [low - margin, high + margin];
  });
  return { extent: Float32Array.from(extent), points, trainingPoints, middle };
}

/** The direction in which `rows` differ most, by power iteration, at right angles to `other`. */
function component(
  rows: readonly Float64Array[],
  features: number,
  other: Float64Array | null,
): Float64Array {
  let direction = Float64Array.from({ length: features }, (_, k) => 1 / (k + 1));
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const next = new Float64Array(features);
    for (const row of rows) {
      const along = dot(row, direction);
      addTo(next, row, (value) => along * value);
    }
    if (other) {
      const away = dot(next, other);
      addTo(next, other, (value) => -away * value);
    }
    const length = Math.sqrt(dot(next, next));
    if (length < 1e-12) break;
    direction = next.map((value) => value / length);
  }
  // The sign is anyone's: the largest part is positive.
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? direction.map((value) => -value) : direction;
}

function unit(features: number, at: number): Float64Array {
  return new Float64Array(features).fill(1, at, at + 1);
}

function scaled(vector: Float64Array, by: Float64Array): Float64Array {
  return vector.map((value, k) => value * (by[k] ?? 1));
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0);
}

/** Adds to each element of `vector` what `part` makes of that of `values`. */
function addTo(
  vector: Float64Array,
  values: Float32Array | Float64Array,
  part: (value: number, at: number) => number,
): void {
  for (let at = 0; at < vector.length; at += 1) vector[at] = (vector[at] ?? 0) + part(values[at] ?? 0, at);
}

function ends(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
