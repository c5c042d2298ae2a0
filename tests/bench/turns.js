/** Shared by the pages of this folder: measures contenders in turns, and posts results to the server of the page. */
import { operations } from "./ceiling.js";
import { create, createTraced } from "./contender.js";
import { WORKLOADS } from "./workloads.js";

/** Steps after which the losses are compared. */
const CHECKED_STEPS = 5;

/** The parameters in the address of the page. */
export const asked = new URLSearchParams(location.search);

export const post = (path, value) => fetch(path, { method: "POST", body: JSON.stringify(value) });

/** Posts the results, or the error, to the server. */
export function publish(results) {
  results.then(
    (results) => post("results", results),
    (error) => post("failure", String(error?.stack ?? error)),
  );
}

/** Gradient Lab under that name, plain and, for the third workload, traced. `load` loads another than the built engine. */
export const gradientLab = (name, load) => [
  { name, create: (workload) => create(workload, load) },
  {
    name: `${name}, traced`,
    create: (workload) => (workload.id === "W3" ? createTraced(workload, load) : null),
  },
];

/** Steps a second of `n` steps. */
async function speed(runner, n) {
  const start = performance.now();
  await runner.run(n);
  return (1000 * n) / (performance.now() - start);
}

/** How many steps take about `milliseconds`. */
async function stepsOfATurn(runner, milliseconds) {
  let n = 1;
  for (;;) {
    const enough = (await speed(runner, n)) * (milliseconds / 1000);
    if (n >= enough / 2) return Math.max(1, Math.round(enough));
    n = Math.ceil(Math.min(enough, 10 * n));
  }
}

/** Trains a workload on every contender by turns: the loss of each, and its steps a second in every round. */
async function takeTurns(workload, contenders, { milliseconds, equal }) {
  const rounds = Number(asked.get("rounds"));
  const runners = [];
  for (const { name, create } of contenders) {
    await post("progress", `${workload.id}: ${name} begins`);
    const runner = await create(workload);
    if (!runner) continue;
    await runner.run(CHECKED_STEPS);
    const loss = runner.loss?.() ?? null;
    runners.push({ name, runner, loss, steps: await stepsOfATurn(runner, milliseconds), speeds: [] });
  }
  const most = Math.max(...runners.map(({ steps }) => steps));
  const told = Math.ceil(rounds / 10);
  for (let round = 0; round < rounds; round++) {
    if (round % told === 0) await post("progress", `${workload.id}: round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < runners.length; turn++) {
      const { runner, steps, speeds } = runners[(round + turn) % runners.length];
      speeds.push(await speed(runner, equal ? most : steps));
    }
  }
  for (const { runner } of runners) runner.free?.();
  return runners.map(({ name, loss, speeds }) => ({ name, loss, speeds }));
}

/**
 * Runs the workloads that the address asks for on contenders, `{name, create}`, and posts the results together with
 * `more`. `create` returns `null` for a workload that the contender cannot train. A turn takes `turns.milliseconds`; with
 * `turns.equal` all contenders take the same number of steps, so that the overhead of a turn is the same for all.
 */
export function run(contenders, turns, more) {
  const main = async () => {
    const chosen = WORKLOADS.filter(({ id }) => !asked.has("workload") || asked.get("workload") === id);
    const workloads = [];
    for (const workload of chosen) {
      const found = await takeTurns(workload, contenders, turns);
      workloads.push({ id: workload.id, operations: operations(workload), contenders: found });
    }
    return { workloads, checkedSteps: CHECKED_STEPS, ...more };
  };
  publish(main());
}
