/** The learning rates of a document's optimizer and schedule. */

import { defaultChoice, entryOf } from "./catalogue.ts";
import type { Catalogue } from "./figures.ts";
import { getAt, isObject, type Json, type JsonObject, kindAt, type Path, setAt } from "./path.ts";

const OPTIMIZER: Path = ["training", "optimizer"];
const SCHEDULE: Path = ["training", "schedule"];

/** Parameters of schedules that are rates of their own, independent of the optimizer's. */
const SCHEDULE_RATES = ["values", "max_learning_rate", "start_learning_rate", "final_learning_rate"];

/** The optimizer's rate. */
export interface Rate {
  readonly given: number;
  /** Its default. */
  readonly usual: number;
  /** How many times the rate a constant gradient moves a weight in a step: 1 without momentum, else 1/(1 − momentum). */
  readonly momentumGain: number;
}

/** The rate of the document's optimizer; null if it has none. */
export function rateOf(experiment: JsonObject, catalogue: Catalogue): Rate | null {
  const usual = defaultOf(catalogue, "optimizer", optimizerOf(experiment, catalogue), "learning_rate");
  if (typeof usual !== "number") return null;
  const given = getAt(experiment, [...OPTIMIZER, "learning_rate"]);
  const momentum = getAt(experiment, [...OPTIMIZER, "momentum"]);
  return {
    given: typeof given === "number" ? given : usual,
    usual,
    momentumGain: typeof momentum === "number" ? 1 / (1 - momentum) : 1,
  };
}

/** The document with all its rates multiplied by `factor`. */
export function withRates(experiment: JsonObject, factor: number, catalogue: Catalogue): JsonObject {
  const rate = rateOf(experiment, catalogue);
  if (!rate) return experiment;
  const kind = optimizerOf(experiment, catalogue);
  const optimizer = { ...fields(experiment, OPTIMIZER), kind, learning_rate: times(rate.given, factor) };
  const changed = setAt(experiment, OPTIMIZER, optimizer);
  const schedule = kindAt(experiment, SCHEDULE);
  if (schedule === null) return changed;
  const given = fields(experiment, SCHEDULE);
  const own = SCHEDULE_RATES.flatMap((name) => {
    const value = given[name] ?? defaultOf(catalogue, "schedule", schedule, name);
    return value === undefined || value === null ? [] : [[name, scaled(value, factor)] as const];
  });
  return own.length === 0
    ? changed
    : setAt(changed, SCHEDULE, { ...given, kind: schedule, ...Object.fromEntries(own) });
}

/** The optimizer that a document names, or the default. */
export function optimizerOf(experiment: JsonObject, catalogue: Catalogue): string {
  return kindAt(experiment, OPTIMIZER) ?? defaultChoice(catalogue, "training", "optimizer");
}

function fields(experiment: JsonObject, path: Path): JsonObject {
  const choice = getAt(experiment, path);
  return isObject(choice) ? choice : {};
}

function defaultOf(catalogue: Catalogue, list: string, entry: string, parameter: string): Json | undefined {
  const value = entryOf(catalogue, list, entry)?.parameters.find(({ id }) => id === parameter)?.value;
  return value === undefined || value.type === "derived_real" ? undefined : (value.default as Json);
}

function scaled(value: Json, factor: number): Json {
  if (Array.isArray(value)) return value.map((one: Json) => scaled(one, factor));
  return typeof value === "number" ? times(value, factor) : value;
}

/** The product without the error of binary fractions. */
function times(value: number, factor: number): number {
  return Number((value * factor).toPrecision(6));
}
