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

/** What others call our activations, losses and optimizers, without what stands between words. */
const ALIASES = [
  [/^(linear|none|undefined)$/, "identity"],
  [/crossentropy|^(softmax|sigmoid)?s?ce$|^nll$/, "crossentropy"],
  [/squarederror/, "mse"],
  [/^momentum$/, "sgd"],
];

/** The most bytes and rows of a table. */
const TABLE_BYTES = 128 << 20;
const TABLE_ROWS = 100_000;

/** A traced run is asked for its records every so many steps. */
const STEPS_A_TRACE = 20;

/**
 * A run of `workload`: `step()`, `run(n)`, and `loss()`, the latest step's (the first batch's before the first step).
 * `load` loads the engine; without it, the built site's is taken.
 */
export async function create(workload, load = loadEngine) {
  const session = await opened(workload, load);
  session.setTracing(false);
  session.setMeasuring(false);
  return contender(session, (n) => session.step(n));
}

/** The same with every figure of every layer measured at each step, and asked for now and then. */
export async function createTraced(workload, load = loadEngine) {
  const session = await opened(workload, load);
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

async function opened(workload, load) {
  const engine = await load();
  const whole = checked(workload);
  const plan = planned(whole, engine.catalogue());
  return engine.createSession(document(whole, plan), {
    data: csv(whole, plan),
    weights: safetensors(tensors(whole, plan)),
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
    loss: () => session.loss(),
    free: () => session.free(),
  };
}

const statusOf = (session) => JSON.stringify(session.snapshot({ visuals: false, units: 0, side: 0 }).status);

/** The workload with whatever is missing or does not fit together said. */
function checked(workload) {
  const { layers, batch, samples, optimizer, data, weights } = workload;
  const isCount = (value) => Number.isInteger(value) && value > 0;
  if (!Array.isArray(layers) || layers.length < 2 || !layers.every(isCount)) {
    throw new Error("layers: must list the units of every layer, from the inputs to the outputs");
  }
  if (!isCount(batch)) throw new Error(`batch: must be a whole number of samples; found ${batch}`);
  if (!isCount(samples)) throw new Error(`samples: must be a whole number; found ${samples}`);
  if (!Number.isFinite(optimizer?.lr))
    throw new Error(`optimizer.lr: must be a number; found ${optimizer?.lr}`);
  const holds = (place, list, count) => {
    if (!(list?.length >= count))
      throw new Error(`${place}: must hold ${count} numbers; found ${list?.length}`);
  };
  holds("data.x", data?.x, samples * layers[0]);
  holds("data.y", data.y, samples);
  holds("weights", weights, layers.length - 1);
  for (let at = 1; at < layers.length; at++) {
    const [inputs, units] = layers.slice(at - 1, at + 1);
    if (weights[at - 1]?.length !== inputs * units) {
      throw new Error(
        `weights[${at - 1}]: must hold ${inputs} × ${units} numbers; found ${weights[at - 1]?.length}`,
      );
    }
  }
  return workload;
}

/** How the workload is said in a document. */
function planned({ layers, hidden, output, loss, optimizer }, { catalogues }) {
  const activation = (given) => named(given, "activation", catalogues.activation, ["softmax"]);
  const lossName = named(loss, "loss", catalogues.loss);
  const rule = {
    kind: named(optimizer.name, "optimizer", catalogues.optimizer),
    learning_rate: optimizer.lr,
  };
  if (rule.kind === "sgd" || rule.kind === "rmsprop") rule.momentum = optimizer.momentum ?? 0;
  const units = layers.at(-1);
  const last = activation(output);
  const classes = lossName === "cross_entropy" || last === "softmax";
  if (classes) {
    const expected = units === 1 ? "sigmoid" : "softmax";
    // Logits are what the cross-entropy is worked out from, so a linear output means the same.
    if (last !== expected && last !== "identity") {
      throw new Error(`output: classes on ${units} outputs take a ${expected}, not ${output}`);
    }
  } else if (units !== 1) {
    throw new Error(`loss: ${loss} takes one output, as regression has; found ${units}`);
  }
  return {
    hidden: activation(hidden),
    loss: lossName,
    classes,
    optimizer: rule,
    // A regression's output is linear. Any other is a last hidden layer, with a fixed weight of 1 behind it.
    squeezed: !classes && last !== "identity" ? last : null,
  };
}

/** The catalogue's name of what is called `given`. */
function named(given, place, entries, more = []) {
  const plain = (text) =>
    String(text)
      .toLowerCase()
      .replace(/[\s_-]+/g, "");
  const ids = [...entries.map(({ id }) => id), ...more];
  const sought = ALIASES.find(([alias]) => alias.test(plain(given)))?.[1] ?? plain(given);
  const id = ids.find((one) => plain(one) === sought);
  if (!id) throw new Error(`${place}: unknown ${JSON.stringify(given)}; one of ${ids.join(", ")}`);
  return id;
}

function document({ layers, batch }, { hidden, loss, optimizer, squeezed }) {
  const blocks = layers.slice(1, -1).map((units) => ({ units, activation: hidden }));
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
  if (classes) checkLabels(y, samples, Math.max(2, layers.at(-1)));
  const names = Array.from({ length: inputs }, (_, at) => `x${at}`);
  const rows = Array.from({ length: samples }, (_, row) => {
    const features = Array.from({ length: inputs }, (_, at) => text(x[row * inputs + at]));
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
  const times = round * Math.max(1, Math.floor(Math.min(...most)));
  const body = rows.join("");
  if (body.length * times > TABLE_BYTES || samples * times > TABLE_ROWS) {
    throw new Error(
      round > 1
        ? `samples: ${samples} are no whole batches of ${batch}, and are too many to write out ${round} times`
        : `samples: ${samples} of ${inputs} numbers are more than a table may have`,
    );
  }
  return `${names.join(",")},${classes ? "label" : "target"}\n${body.repeat(times)}`;
}

/** A number in single precision, in as few digits as give it back. */
function text(value) {
  const single = Math.fround(value);
  const short = String(Number(single.toPrecision(9)));
  return Math.fround(Number(short)) === single ? short : String(single);
}

/** Labels are 0, 1, …, or ±1 where there are two; the network takes its outputs from those that it finds. */
function checkLabels(y, samples, classes) {
  const found = [...new Set(y.slice(0, samples))].sort((a, b) => a - b);
  const all = Array.from({ length: classes }, (_, at) => at);
  const isSame = (labels) =>
    found.length === labels.length && found.every((label, at) => label === labels[at]);
  if (isSame(all) || (classes === 2 && isSame([-1, 1]))) return;
  throw new Error(
    `data.y: must have every label from 0 to ${classes - 1}, and no other; found ${found.slice(0, 20)}`,
  );
}

function greatestCommonDivisor(a, b) {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The tensors of a weight file, in its order. */
function tensors({ layers, weights }, { squeezed }) {
  const blocks = weights.map((kernel, at) => ({ kernel, shape: [layers[at], layers[at + 1]] }));
  const list = blocks.flatMap(({ kernel, shape }, at) => {
    const block = at + 1 < blocks.length || squeezed ? `hidden.${at}` : "output";
    return [
      { name: `${block}.kernel`, shape, values: kernel },
      { name: `${block}.bias`, shape: [shape[1]], values: new Float32Array(shape[1]) },
    ];
  });
  return squeezed ? [...list, { name: "output.kernel", shape: [1, 1], values: [1] }] : list;
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
