/** Runs every workload on every contender by turns, and tells the server that serves this page what came out. */
import { createPeak, createProducts, operations, PEAK_OPERATIONS } from "./ceiling.js";
import { create, createTraced } from "./contender.js";
import * as convnetjs from "./rivals/convnetjs.js";
import * as jax from "./rivals/jax.js";
import * as nativeJax from "./rivals/native-jax.js";
import * as tfjs from "./rivals/tfjs.js";
import { WORKLOADS } from "./workloads.js";

/** A contender's turn lasts about this long, in milliseconds. */
const TURN = 200;
/** Steps after which the losses are compared. */
const CHECKED_STEPS = 5;

const asked = new URLSearchParams(location.search);
const rivals = asked.has("jax") ? [convnetjs, tfjs, jax, nativeJax] : [convnetjs, tfjs, jax];
const CONTENDERS = [
  { name: "Gradient Lab", create },
  {
    name: "Gradient Lab, traced",
    create: (workload) => (workload.id === "W3" ? createTraced(workload) : null),
  },
  ...rivals.map(({ NAME, create }) => ({ name: NAME, create })),
  { name: "products alone", create: createProducts },
  { name: "SIMD128 peak", create: createPeak },
];

const post = (path, value) => fetch(path, { method: "POST", body: JSON.stringify(value) });

/** Steps a second of `n` steps. */
async function speed(runner, n) {
  const start = performance.now();
  await runner.run(n);
  return (1000 * n) / (performance.now() - start);
}

/** How many steps fill a turn. */
async function stepsOfATurn(runner) {
  let n = 1;
  for (;;) {
    const enough = (await speed(runner, n)) * (TURN / 1000);
    if (n >= enough / 2) return Math.max(1, Math.round(enough));
    n = Math.ceil(Math.min(enough, 10 * n));
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

async function measure(workload, rounds) {
  const runners = [];
  for (const { name, create } of CONTENDERS) {
    await post("progress", `${workload.id}: ${name} begins`);
    const runner = await create(workload);
    if (!runner) continue;
    await runner.run(CHECKED_STEPS);
    const loss = runner.loss?.() ?? null;
    runners.push({ name, runner, loss, turn: await stepsOfATurn(runner), speeds: [] });
  }
  for (let round = 0; round < rounds; round++) {
    await post("progress", `${workload.id}: round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < runners.length; turn++) {
      const { runner, turn: steps, speeds } = runners[(round + turn) % runners.length];
      speeds.push(await speed(runner, steps));
    }
  }
  for (const { runner } of runners) runner.free?.();
  return {
    id: workload.id,
    operations: operations(workload),
    contenders: runners.map(({ name, loss, speeds }) => ({ name, loss, speed: median(speeds) })),
  };
}

async function main() {
  const chosen = WORKLOADS.filter(({ id }) => !asked.has("workload") || asked.get("workload") === id);
  const workloads = [];
  for (const workload of chosen) workloads.push(await measure(workload, Number(asked.get("rounds"))));
  return { workloads, checkedSteps: CHECKED_STEPS, peakOperations: PEAK_OPERATIONS };
}

main().then(
  (results) => post("results", results),
  (error) => post("failure", String(error?.stack ?? error)),
);
