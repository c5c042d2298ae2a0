/**
 * Gradient Lab as a contender in a benchmark, over its public engine (`cargo xtask build` writes it).
 *
 * A workload says what to train: `layers`, the units from the input on; `hidden`, `output` and `loss`, names of
 * activations and of the loss; `batch` and `samples`; `optimizer` `{name, lr, momentum}`; `data` `{x, y}`, x row by row,
 * y ±1, numbers or labels; and `weights`, one kernel a layer, row by row `[inputs, outputs]`; biases start at 0.
 * Batches come in order, round and round.
 */
import { loadEngine } from "../../www/dist/engine.js";

/** A run takes this many epochs, the most a document may ask for. */
const EPOCHS = 1_000_000;
/** Short rounds are written out several times, so that the epochs last: up to so many steps, samples and numbers. */
const STEPS_AN_EPOCH = 1_000;
const SAMPLES_AN_EPOCH = 1 << 16;
const NUMBERS_AN_EPOCH = 1 << 18;

/** What others call our activations and losses. */
const ALIASES = [
  [/^(linear|none)$/, "identity"],
  [/cross_?entropy|^s?ce$/, "cross_entropy"],
  [/squared_error/, "mse"],
];

/** A traced run is asked for its records every so many steps. */
const STEPS_A_TRACE = 20;

/** A run of `workload`: `step()`, `run(n)`, and `loss()`, the latest step's (the first batch's before the first step). */
export async function create(workload) {
  const session = await opened(workload);
  session.setTracing(false);
  return contender(session, (n) => session.step(n));
}

/** The same with every figure of every layer measured at each step, and asked for now and then. */
export async function createTraced(workload) {
  const session = await opened(workload);
  return contender(session, (n) => {
    let done = 0;
    while (done < n) {
      const steps = Math.min(STEPS_A_TRACE, n - done);
      done += session.step(steps);
      if (session.trace().length < steps) break;
    }
    return done;
  });
}

async function opened(workload) {
  const engine = await loadEngine();
  const plan = planned(workload);
  return engine.createSession(document(workload, plan), {
    data: csv(workload, plan),
    weights: safetensors(tensors(workload, plan)),
  });
}

function contender(session, step) {
  const run = (n) => {
    const done = step(n);
    if (done < n) throw new Error(`the run ended ${n - done} steps early: ${statusOf(session)}`);
  };
  return {
    step: () => run(1),
    run,
    loss: () => figures(session).loss,
    free: () => session.free(),
  };
}

const figures = (session) => session.snapshot({ pictures: false, units: 0, side: 0 });
const statusOf = (session) => JSON.stringify(figures(session).status);

/** How the workload is said in a document. */
function planned({ layers, output, loss, optimizer }) {
  const units = layers.at(-1);
  const lossName = name(loss);
  const activation = name(output);
  const classes = lossName === "cross_entropy" || activation === "softmax";
  if (classes) {
    const expected = units === 1 ? "sigmoid" : "softmax";
    // Logits are what the cross-entropy is worked out from, so a linear output means the same.
    if (activation !== expected && activation !== "identity") {
      throw new Error(`classes on ${units} outputs take a ${expected}, not ${output}`);
    }
  } else if (units !== 1) {
    throw new Error(`${loss} on ${units} outputs: regression has one output`);
  }
  const { name: kind, lr, momentum = 0 } = optimizer;
  const rule = { kind: kind === "momentum" ? "sgd" : name(kind), learning_rate: lr };
  if (rule.kind === "sgd" || rule.kind === "rmsprop") rule.momentum = momentum;
  return {
    loss: lossName,
    classes,
    optimizer: rule,
    // A regression's output is linear. Any other is a last hidden layer, with a fixed weight of 1 behind it.
    squeezed: !classes && activation !== "identity" ? activation : null,
  };
}

/** The catalogue's name of what is called `given`. */
function name(given) {
  const plain = String(given ?? "none")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
  return ALIASES.find(([alias]) => alias.test(plain))?.[1] ?? plain;
}

function document({ layers, hidden, batch }, { loss, optimizer, squeezed }) {
  const blocks = layers.slice(1, -1).map((units) => ({ units, activation: name(hidden) }));
  if (squeezed) blocks.push({ units: 1, activation: squeezed });
  return {
    version: 1,
    data: { kind: "csv", validation_split: 0 },
    network: { hidden: blocks, output: squeezed ? { use_bias: false, frozen: true } : {} },
    loss,
    training: { batch_size: batch, epochs: EPOCHS, shuffle: false, optimizer },
  };
}

function csv({ layers, batch, samples, data: { x, y } }, { classes }) {
  const inputs = layers[0];
  if (classes && new Set(y.slice(0, samples)).size !== Math.max(2, layers.at(-1))) {
    throw new Error("not every class is among the samples, from which the network takes its outputs");
  }
  const names = Array.from({ length: inputs }, (_, at) => `x${at}`);
  const rows = Array.from({ length: samples }, (_, row) => {
    const features = x.subarray(row * inputs, (row + 1) * inputs);
    return `${features.join(",")},${y[row]}\n`;
  });
  // A batch that begins in one round and ends in the next needs as many rounds as end with a whole batch.
  const round = batch / greatestCommonDivisor(batch, samples);
  const rowsOfRound = round * samples;
  const most = [
    (STEPS_AN_EPOCH * batch) / rowsOfRound,
    SAMPLES_AN_EPOCH / rowsOfRound,
    NUMBERS_AN_EPOCH / (rowsOfRound * inputs),
  ];
  const times = Math.max(1, Math.floor(Math.min(...most)));
  return `${names.join(",")},${classes ? "label" : "target"}\n${rows.join("").repeat(round * times)}`;
}

function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The tensors of a weight file, in its order. */
function tensors({ layers, weights }, { squeezed }) {
  const blocks = weights.map((kernel, at) => ({ kernel, shape: [layers[at], layers[at + 1]] }));
  const named = blocks.flatMap(({ kernel, shape }, at) => {
    const block = at + 1 < blocks.length || squeezed ? `hidden.${at}` : "output";
    return [
      { name: `${block}.kernel`, shape, values: kernel },
      { name: `${block}.bias`, shape: [shape[1]], values: new Float32Array(shape[1]) },
    ];
  });
  return squeezed ? [...named, { name: "output.kernel", shape: [1, 1], values: [1] }] : named;
}

/** The bytes of a safetensors file: the header's length, the header, the numbers. */
function safetensors(list) {
  let end = 0;
  const header = {};
  for (const { name, shape, values } of list) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + 4 * values.length] };
    end += 4 * values.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  let at = 8 + text.length;
  for (const { values } of list) {
    for (const value of values) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return bytes;
}
