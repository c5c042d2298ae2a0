import type { Run } from "./run.ts";

/** Says what first differs between a run and the same document's run on another platform; null where nothing does. */
export function firstDifference(run: Run, other: Run): string | null {
  const records = Math.max(run.trace.length, other.trace.length);
  for (let at = 0; at < records; at++) {
    const [line, otherLine] = [run.trace[at], other.trace[at]];
    if (line === otherLine) continue;
    const place = `line ${at + 1} of the trace`;
    if (line === undefined || otherLine === undefined)
      return `${place} is ${line ?? "missing"}, not ${otherLine ?? "missing"}`;
    return `${place}, ${differingFigure(JSON.parse(line), JSON.parse(otherLine), "")}`;
  }
  if (run.ending !== other.ending) return `the run ${run.ending}, not ${other.ending}`;
  const tensors = new Set([...Object.keys(run.weights), ...Object.keys(other.weights)]);
  const differing = [...tensors].find((tensor) => run.weights[tensor] !== other.weights[tensor]);
  return differing === undefined ? null : `the final weights, ${differing}`;
}

/** The path of the first value that differs, and both values. */
function differingFigure(value: unknown, other: unknown, path: string): string {
  if (isObject(value) && isObject(other)) {
    for (const key of new Set([...Object.keys(value), ...Object.keys(other)])) {
      if (JSON.stringify(value[key]) === JSON.stringify(other[key])) continue;
      const step = Array.isArray(value) ? `[${key}]` : path === "" ? key : `.${key}`;
      return differingFigure(value[key], other[key], path + step);
    }
  }
  return `${path}: ${shown(value)}, not ${shown(other)}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** A value, with the bits of a number. */
function shown(value: unknown): string {
  if (typeof value !== "number") return JSON.stringify(value) ?? "missing";
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  return `${value} (0x${bits.getBigUint64(0).toString(16).padStart(16, "0")})`;
}
