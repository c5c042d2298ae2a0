/** What the pages of this folder share: contenders that take turns, and word to the server that serves them. */
import { operations } from "./ceiling.js";
import { create, createTraced } from "./contender.js";
import { WORKLOADS } from "./workloads.js";

/** A contender's turn lasts about this long, in milliseconds. */
const TURN = 200;
/** Steps after which the losses are compared. */
const CHECKED_STEPS = 5;

/** What the address of the page asks for. */
export const asked = new URLSearchParams(location.search);

export const post = (path, value) => fetch(path, { method: "POST", body: JSON.stringify(value) });

/** Tells the server what comes out, or what goes wrong. */
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

/** How many steps fill a turn. */
async function stepsOfATurn(runner) {
  let n = 1;
  for (;;) {
    const enough = (await speed(runner, n)) * (TURN / 1000);
    if (n >= enough / 2) return Math.max(1, Math.round(enough));
    n = Math.ceil(Math.min(enough, 10 * n));
  }
}

/** Trains a workload on every contender by turns: the loss of each, and its steps a second in every round. */
async function takeTurns(workload, contenders, rounds) {
  const runners = [];
  for (const { name, create } of contenders) {
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
  return runners.map(({ name, loss, speeds }) => ({ name, loss, speeds }));
}

/**
 * Runs the workloads that the page is asked for on contenders, `{name, create}`, and tells the server what comes out, with
 * `more`. `create` gives `null` for a workload that a contender cannot train.
 */
export function run(contenders, more) {
  const main = async () => {
    const chosen = WORKLOADS.filter(({ id }) => !asked.has("workload") || asked.get("workload") === id);
    const workloads = [];
    for (const workload of chosen) {
      workloads.push({
        id: workload.id,
        operations: operations(workload),
        contenders: await takeTurns(workload, contenders, Number(asked.get("rounds"))),
      });
    }
    return { workloads, checkedSteps: CHECKED_STEPS, ...more };
  };
  publish(main());
}
