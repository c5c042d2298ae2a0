/** How a step's time grows with width, depth and batch, beside that of its matrix products alone. */
import { createProducts, operations } from "./ceiling.js";
import { create } from "./contender.js";
import { post, publish } from "./turns.js";
import { generator } from "./workloads.js";

/** A turn lasts about this long, in milliseconds; there are so many for each size. */
const TURN = 6;
const ROUNDS = 25;
/** Sizes this many times slower than their neighbours let expect are cliffs. */
const CLIFF = 1.5;
/** The largest network that must train live, and what it may take of memory. */
const LARGE = { width: 100, depth: 100, batch: 32 };
const MEGABYTES = 64;

const SWEEPS = [
  {
    varied: "width",
    title: "Width: 5 hidden layers of so many units, batch 32",
    fixed: { depth: 5, batch: 32 },
    sizes: [
      8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 48, 63, 64, 65, 100, 127, 128, 129, 200, 255, 256, 257, 400, 511,
      512,
    ],
  },
  {
    varied: "depth",
    title: "Depth: so many hidden layers of 32 units, batch 32",
    fixed: { width: 32, batch: 32 },
    sizes: [1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100],
  },
  {
    varied: "batch",
    title: "Batch: so many samples at a time, 5 hidden layers of 64 units",
    fixed: { width: 64, depth: 5 },
    sizes: [
      1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 255, 256, 257, 400,
      511, 512,
    ],
  },
  {
    varied: "batch",
    title: "Batch: so many samples at a time, 3 hidden layers of 256 units",
    fixed: { width: 256, depth: 3 },
    sizes: [1, 2, 3, 4, 5, 8, 15, 16, 17, 32, 48, 63, 64, 65, 100, 128, 200, 256, 511, 512],
  },
];

/** The memory of the engine: the first that is made on this page. */
let memory;
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name].bind(WebAssembly);
  WebAssembly[name] = async (...parts) => {
    const made = await original(...parts);
    memory ??= (made.instance ?? made).exports.memory;
    return made;
  };
}

/** A ReLU network with one output, and its data: plain descent at a rate that changes little. */
function workload({ width, depth, batch }) {
  const uniform = generator(width + depth + batch);
  const layers = [2, ...Array.from({ length: depth }, () => width), 1];
  const samples = 4 * batch;
  const x = Float32Array.from({ length: samples * 2 }, () => Math.fround(2 * uniform() - 1));
  const y = Float32Array.from({ length: samples }, (_, row) => (x[2 * row] * x[2 * row + 1] > 0 ? 1 : -1));
  const weights = layers.slice(1).map((units, at) => {
    const limit = Math.sqrt(6 / layers[at]);
    return Float32Array.from({ length: layers[at] * units }, () => (2 * uniform() - 1) * limit);
  });
  const optimizer = { name: "sgd", lr: 1e-6, momentum: 0.9 };
  return {
    layers,
    hidden: "relu",
    output: "linear",
    loss: "mse",
    batch,
    samples,
    optimizer,
    data: { x, y },
    weights,
  };
}

/** Microseconds of each of `n` steps. */
function time(runner, n) {
  const start = performance.now();
  runner.run(n);
  return (1000 * (performance.now() - start)) / n;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function stepsOfATurn(runner) {
  // Meanwhile the browser compiles what it sees used.
  for (let n = 1; ; n *= 2) {
    const took = time(runner, n) * n;
    if (took > 1000 * TURN) return Math.max(1, Math.round((n * 1000 * TURN) / took));
    if (n < 64) await pause(1);
  }
}

/** The lower quartile: what disturbs a measurement only ever makes it longer. */
const quartile = (values) => values.toSorted((a, b) => a - b)[values.length >> 2];

/** Times of a step of each size, and of its products alone. All take turns, so that what disturbs one disturbs the others. */
async function measure(sizes) {
  const all = [];
  for (const size of sizes) {
    const given = workload(size);
    const runners = [];
    for (const runner of [await create(given), await createProducts(given)]) {
      runners.push({ runner, turn: await stepsOfATurn(runner), times: [] });
    }
    all.push({ runners, operations: operations(given) });
  }
  for (let round = 0; round < ROUNDS; round++) {
    await pause(0);
    for (const { runners } of all) {
      for (const { runner, turn, times } of runners) times.push(time(runner, turn));
    }
  }
  return all.map(({ runners, operations }) => {
    const [ours, products] = runners.map(({ times }) => quartile(times));
    runners[0].runner.free();
    return { ours, products, operations };
  });
}

/** How much longer a step takes than the sizes beside it let expect, by a straight line between logarithms. */
function offTrend(sizes, times, at) {
  if (at === 0 || at + 1 === sizes.length) return null;
  const [before, here, after] = [at - 1, at, at + 1].map((index) => Math.log(sizes[index]));
  const share = (here - before) / (after - before);
  return times[at] / Math.exp((1 - share) * Math.log(times[at - 1]) + share * Math.log(times[at + 1]));
}

const digits = (value) => (value < 100 ? value.toPrecision(3) : Math.round(value).toLocaleString("en"));

async function sweep({ varied, title, fixed, sizes }) {
  await post("progress", title);
  const found = await measure(sizes.map((size) => ({ ...fixed, [varied]: size })));
  const times = found.map(({ ours }) => ours);
  const trends = sizes.map((_, at) => offTrend(sizes, times, at));
  const rows = found.map(({ ours, products, operations }, at) => {
    const trend = trends[at]?.toFixed(2) ?? "–";
    const share = `${Math.round((100 * products) / ours)} %`;
    const cells = [sizes[at], digits(ours), digits(operations / ours / 1000), digits(products), share, trend];
    return `| ${cells.join(" | ")} |\n`;
  });
  const worst = Math.max(...trends.filter((trend) => trend !== null));
  return `## ${title}

| ${varied} | a step, µs | its products, GFLOP/s | products alone, µs | share of them | against its neighbours |
| --: | --: | --: | --: | --: | --: |
${rows.join("")}
At worst ${worst.toFixed(2)} times what the neighbours let expect: ${worst <= CLIFF ? "✓" : "✗"} no cliff of ${CLIFF}.

`;
}

/** The large network's speed and memory. First of all, as the engine's memory only ever grows. */
async function large() {
  await post("progress", "the large network");
  const runner = await create(workload(LARGE));
  const turn = await stepsOfATurn(runner);
  const times = Array.from({ length: ROUNDS }, () => time(runner, turn));
  const taken = memory.buffer.byteLength / 2 ** 20;
  runner.free();
  return `${LARGE.depth} hidden layers of ${LARGE.width} units with batch ${LARGE.batch} take ${digits(1e6 / quartile(times))} steps a second and
${Math.ceil(taken)} MB of memory, data and a trace's room included: ${taken <= MEGABYTES ? "✓" : "✗"} at most ${MEGABYTES} MB.

`;
}

async function main() {
  let text = `A ReLU network with 2 inputs and one output, momentum 0.9: the time of a step; the additions and multiplications of its
matrix products in billions a second; the time of the products alone, in tiles written by hand, in the same rounds; and how
much longer the step takes than the sizes before and after let expect. Those tiles read large operands where they lie and
transpose every kernel anew, for a single sample too: what we save of that takes a share over 100 %.

`;
  text += await large();
  for (const each of SWEEPS) text += await sweep(each);
  return `${text.trimEnd()}\n`;
}

publish(main());
