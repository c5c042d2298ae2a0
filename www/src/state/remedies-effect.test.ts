/** Takes every remedy of the classic bad experiments, and trains on: what is offered has to help. */

import { describe, expect, it } from "vitest";
import { loadEngine } from "../engine/index.ts";
import type { Experiment, Snapshot, Verdict } from "./figures.ts";
import { type JsonObject, kindAt } from "./path.ts";
import { noHistory, type Remedy, remediesFor } from "./remedies.ts";

const engine = await loadEngine();
const catalogue = engine.catalogue();

const STEPS = 400;

/** A table in units of its own: centimetres, kilograms and years, and whether somebody is tall for their weight. */
const people = [
  "height,weight,age,label",
  ...Array.from({ length: 200 }, (_, row) => {
    const height = 150 + ((row * 37) % 50);
    const weight = 45 + ((row * 53) % 55);
    return `${height},${weight},${18 + ((row * 29) % 60)},${height - weight > 102 ? "slim" : "stout"}`;
  }),
].join("\n");

/** How a run goes. */
interface Course {
  readonly experiment: JsonObject;
  readonly initial: Snapshot;
  readonly later: Snapshot;
  /** The last whole epoch's; 0 where there is none or nothing is classified. */
  readonly accuracy: number;
}

async function courseOf(experiment: JsonObject, steps = STEPS): Promise<Course> {
  const options = kindAt(experiment, ["data"]) === "csv" ? { data: people } : {};
  const session = await engine.createSession(experiment as unknown as Experiment, options);
  const look = () => session.snapshot({ visuals: false, units: 0, side: 2 });
  const initial = look();
  session.step(steps);
  const later = look();
  session.free();
  const [accuracy = 0] = later.epochHistory.slice(-3, -2);
  return { experiment, initial, later, accuracy };
}

function offered({ experiment, initial, later }: Course, atStart: boolean): Remedy[] {
  const { step, diagnosis } = atStart ? initial : later;
  const context = { verdict: diagnosis.verdict, experiment, steps: step, initial, history: noHistory };
  return remediesFor(context, catalogue);
}

/** How uneven the gradients are: powers of ten. */
const unevenness = ({ diagnosis: { log10Ratio } }: Snapshot) =>
  Math.abs(log10Ratio ?? Number.POSITIVE_INFINITY);

const ENDED: readonly Verdict[] = ["diverged", "silent"];

/** In what a remedy has helped. */
function help(before: Course, after: Course): string[] {
  const ended = (course: Course) => ENDED.includes(course.later.diagnosis.verdict);
  if (ended(after) && after.later.diagnosis.verdict !== "silent") return [];
  return [
    after.later.diagnosis.verdict === "healthy" ? "healthy" : "",
    ended(before) && !ended(after) ? "goes on" : "",
    before.later.status.kind === "diverged" && after.later.status.kind !== "diverged" ? "finite" : "",
    unevenness(after.initial) < unevenness(before.initial) - 0.1 ? "more even" : "",
    after.accuracy > before.accuracy + 0.02 ? "learns more" : "",
  ].filter((word) => word !== "");
}

const sgd = (learning_rate: number, momentum = 0) => ({ kind: "sgd", learning_rate, momentum });
const normal = (stddev: number) => ({ kind: "normal", stddev });

function experimentOf(
  repeat: number,
  activation: string,
  init: JsonObject | string,
  optimizer: JsonObject,
  rest: JsonObject = {},
): JsonObject {
  const data = { kind: "spiral", samples: 500, noise: 0.1 };
  const hidden = [{ units: 32, repeat, activation, init, ...rest }];
  return { version: 1, data, network: { hidden }, training: { epochs: 80, optimizer } };
}

const FROM_THE_START: readonly (readonly [string, JsonObject, Verdict])[] = [
  ["sigmoid, U(±1/√n)", experimentOf(10, "sigmoid", "standard_uniform", sgd(0.01, 0.9)), "vanishing"],
  ["sigmoid, Glorot", experimentOf(5, "sigmoid", "glorot_normal", sgd(0.01, 0.9)), "vanishing"],
  [
    "sigmoid, layer norm",
    experimentOf(10, "sigmoid", "glorot_normal", sgd(0.01, 0.9), { normalization: "layer" }),
    "vanishing",
  ],
  ["tanh, U(±1/√n)", experimentOf(20, "tanh", "standard_uniform", sgd(0.01, 0.9)), "vanishing"],
  ["tanh, σ = 0.01", experimentOf(10, "tanh", normal(0.01), sgd(0.01, 0.9)), "vanishing"],
  ["ReLU, Glorot", experimentOf(20, "relu", "glorot_normal", sgd(0.01)), "vanishing"],
  ["ReLU, σ = 0.05", experimentOf(5, "relu", normal(0.05), sgd(0.01)), "vanishing"],
  ["GELU, LeCun", experimentOf(10, "gelu", "lecun_normal", sgd(0.01)), "vanishing"],
  ["ReLU, σ = 1", experimentOf(5, "relu", normal(1), sgd(0.05, 0.9)), "exploding"],
  ["ReLU, σ = 1, deep", experimentOf(14, "relu", normal(1), sgd(0.1)), "exploding"],
  [
    "ReLU, σ = 1, Adam",
    experimentOf(5, "relu", normal(1), { kind: "adam", learning_rate: 0.01 }),
    "exploding",
  ],
  ["tanh, σ = 1", experimentOf(5, "tanh", normal(1), sgd(0.01, 0.9)), "saturated"],
  ["tanh, σ = 1, deep", experimentOf(20, "tanh", normal(1), sgd(0.01, 0.9)), "exploding"],
  ["ELU, σ = 1", experimentOf(10, "elu", normal(1), sgd(0.01)), "exploding"],
  ["maxout, He", experimentOf(20, "maxout", "he_normal", sgd(0.01)), "exploding"],
  ["linear units, σ = 1", experimentOf(5, "identity", normal(1), sgd(0.01)), "exploding"],
  ["tanh, σ = 1, two layers", experimentOf(2, "tanh", normal(1), sgd(0.01, 0.9)), "saturated"],
  ["ReLU, zeros", experimentOf(5, "relu", "zeros", sgd(0.05, 0.9)), "silent"],
  ["tanh, zeros", experimentOf(5, "tanh", "zeros", sgd(0.05, 0.9)), "silent"],
  ["sigmoid, zeros", experimentOf(5, "sigmoid", "zeros", sgd(0.05, 0.9)), "silent"],
];

describe("before the first step", () => {
  it.each(FROM_THE_START)("every remedy helps: %s", async (_, experiment, verdict) => {
    const before = await courseOf(experiment);
    expect(before.initial.diagnosis.verdict).toBe(verdict);
    const remedies = offered(before, true);
    expect(remedies).not.toEqual([]);
    for (const remedy of remedies) {
      const after = await courseOf(remedy.experiment);
      expect(help(before, after), remedy.id).not.toEqual([]);
    }
  });

  it.each(FROM_THE_START)("the first remedy heals at once, and for good: %s", async (_, experiment) => {
    const [first] = offered(await courseOf(experiment, 0), true);
    const after = await courseOf(first?.experiment ?? experiment);
    expect(after.initial.diagnosis.verdict).toBe("healthy");
    expect(ENDED).not.toContain(after.later.diagnosis.verdict);
    expect(after.accuracy).toBeGreaterThan(0.55);
  });
});

const AFTER_STEPS: readonly (readonly [string, JsonObject, Verdict, number])[] = [
  ["ReLU, σ = 1", experimentOf(5, "relu", normal(1), sgd(0.05, 0.9)), "diverged", STEPS],
  ["ReLU, σ = 1, a tenth of the rate", experimentOf(5, "relu", normal(1), sgd(0.005, 0.9)), "silent", STEPS],
  ["ReLU, σ = 1, deep", experimentOf(14, "relu", normal(1), sgd(0.1)), "diverged", STEPS],
  ["tanh, σ = 1, deep", experimentOf(20, "tanh", normal(1), sgd(0.01, 0.9)), "vanishing", STEPS],
  ["maxout, He", experimentOf(20, "maxout", "he_normal", sgd(0.01)), "diverged", STEPS],
  ["sigmoid, zeros", experimentOf(5, "sigmoid", "zeros", sgd(0.05, 0.9)), "vanishing", STEPS],
  [
    "ReLU, all weights alike",
    experimentOf(3, "relu", { kind: "constant", value: 0.1 }, sgd(0.05, 0.9)),
    "silent",
    STEPS,
  ],
  ["ReLU, rate 1", experimentOf(5, "relu", "he_normal", sgd(1)), "dying", 30],
  ["ReLU, rate 1", experimentOf(5, "relu", "he_normal", sgd(1)), "silent", STEPS],
  ["ReLU, rate 0.3 and momentum", experimentOf(5, "relu", "he_normal", sgd(0.3, 0.9)), "silent", STEPS],
  ["ReLU, rate 100", experimentOf(5, "relu", "he_normal", sgd(100)), "diverged", STEPS],
  ["ELU, rate 1", experimentOf(5, "elu", "he_normal", sgd(1)), "diverged", STEPS],
  [
    "ReLU, Adam, rate 0.1",
    experimentOf(5, "relu", "he_normal", { kind: "adam", learning_rate: 0.1 }),
    "dying",
    30,
  ],
  [
    "ReLU, dropout 0.6",
    experimentOf(4, "relu", "he_normal", sgd(0.05, 0.9), { units: 16, dropout: 0.6 }),
    "silent",
    STEPS,
  ],
  [
    "ReLU, dropout 0.5, wide",
    experimentOf(4, "relu", "he_normal", sgd(0.05, 0.9), { units: 100, dropout: 0.5 }),
    "dying",
    200,
  ],
  [
    "ReLU, dropout 0.6, deep",
    experimentOf(10, "relu", "he_normal", sgd(0.1), { units: 16, dropout: 0.6 }),
    "silent",
    STEPS,
  ],
  ["tanh, rate 10", experimentOf(5, "tanh", "glorot_normal", sgd(10)), "silent", STEPS],
  ["tanh, rate 1 and momentum", experimentOf(5, "tanh", "glorot_normal", sgd(1, 0.9)), "saturated", 40],
  [
    "tanh, rate 1 and momentum, later",
    experimentOf(5, "tanh", "glorot_normal", sgd(1, 0.9)),
    "vanishing",
    STEPS,
  ],
  [
    "sigmoid, rate 10 and momentum",
    experimentOf(2, "sigmoid", "glorot_normal", sgd(10, 0.9)),
    "saturated",
    STEPS,
  ],
];

describe("after some steps", () => {
  it.each(AFTER_STEPS)("every remedy helps: %s", async (_, experiment, verdict, steps) => {
    const before = await courseOf(experiment, steps);
    expect(before.later.diagnosis.verdict).toBe(verdict);
    const remedies = offered(before, false);
    expect(remedies).not.toEqual([]);
    for (const remedy of remedies) {
      const after = await courseOf(remedy.experiment);
      expect(help(await courseOf(experiment), after), remedy.id).not.toEqual([]);
    }
  });

  it.each(AFTER_STEPS)(
    "the first remedy makes the run go well to its end: %s",
    async (_, experiment, __, steps) => {
      const [first] = offered(await courseOf(experiment, steps), false);
      const after = await courseOf(first?.experiment ?? experiment);
      expect(after.initial.diagnosis.verdict).toBe("healthy");
      expect(after.later.diagnosis.verdict).toBe("healthy");
      expect(after.accuracy).toBeGreaterThan(0.55);
    },
  );

  it("a remedy that fails is followed by one that helps", async () => {
    const plane = {
      ...experimentOf(4, "relu", "he_normal", sgd(1)),
      data: { kind: "plane" },
    };
    const before = await courseOf(plane);
    const [tenth] = offered(before, false);
    expect(tenth?.id).toBe("lowerRate");
    const again = await courseOf(tenth?.experiment ?? plane);
    expect(again.later.diagnosis.verdict).toBe("diverged");
    const history = { ids: ["lowerRate"] as const, experiments: [plane] };
    const context = {
      verdict: "diverged" as const,
      experiment: again.experiment,
      steps: again.later.step,
      initial: again.initial,
      history,
    };
    const [next] = remediesFor(context, catalogue);
    expect(next?.id).toBe("usualRate");
    const recovered = await courseOf(next?.experiment ?? plane);
    expect(recovered.later.diagnosis.verdict).toBe("healthy");
  });
});

const HEALTHY: readonly (readonly [string, JsonObject])[] = [
  ["ReLU, He", experimentOf(5, "relu", "he_normal", sgd(0.05, 0.9))],
  ["tanh, Glorot", experimentOf(5, "tanh", "glorot_normal", sgd(0.05, 0.9))],
  ["two tanh layers", experimentOf(2, "tanh", "glorot_normal", sgd(0.05, 0.9))],
  ["three layers of eight", experimentOf(3, "relu", "he_normal", sgd(0.05, 0.9), { units: 8 })],
  ["GELU, He, deep", experimentOf(15, "gelu", "he_normal", sgd(0.01))],
  ["batch norm", experimentOf(4, "relu", "he_normal", sgd(0.05, 0.9), { normalization: "batch" })],
  ["batch norm, deep", experimentOf(12, "relu", "he_normal", sgd(0.01), { normalization: "batch" })],
];

describe("a table in units of its own", () => {
  const table = { data: { kind: "csv" } };

  it.each([
    ["ReLU", { ...experimentOf(4, "relu", "he_normal", sgd(0.01, 0.9)), ...table }],
    ["tanh", { ...experimentOf(4, "tanh", "glorot_normal", sgd(0.01, 0.9)), ...table }],
  ])("is standardized first of all: %s", async (_, experiment) => {
    const before = await courseOf(experiment);
    expect(before.later.diagnosis.verdict).not.toBe("healthy");
    const [first] = offered(before, false);
    expect(first?.id).toBe("standardize");
    const after = await courseOf(first?.experiment ?? experiment);
    expect(after.later.diagnosis.verdict).toBe("healthy");
    expect(after.accuracy).toBeGreaterThan(0.9);
    expect(offered(after, false).map(({ id }) => id)).not.toContain("standardize");
  });
});

describe("every activation but the sigmoid", () => {
  const activations = (catalogue.catalogues.activation ?? []).map(({ id }) => id);

  it.each(activations.filter((id) => id !== "sigmoid"))(
    "has an init that heals weights far too small: %s",
    async (id) => {
      const ill = await courseOf(experimentOf(8, id, normal(0.01), sgd(0.01, 0.9)), 0);
      expect(ill.initial.diagnosis.verdict).toBe("vanishing");
      const [first] = offered(ill, true);
      expect(["he", "glorot", "lecun"]).toContain(first?.id);
      const after = await courseOf(first?.experiment ?? ill.experiment, 0);
      expect(after.initial.diagnosis.verdict).toBe("healthy");
    },
  );
});

describe("a healthy run", () => {
  it.each(HEALTHY)("is broken by every change that says so: %s", async (_, experiment) => {
    const before = await courseOf(experiment, 0);
    expect(before.initial.diagnosis.verdict).toBe("healthy");
    const breaks = offered(before, true);
    expect(breaks).not.toEqual([]);
    for (const { id, experiment: broken } of breaks) {
      expect((await courseOf(broken, 0)).initial.diagnosis.verdict, id).not.toBe("healthy");
    }
  });
});
