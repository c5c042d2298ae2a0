/** TensorFlow.js on its WebAssembly backend: operations one by one, gradients from a tape. */
import { batches, oneHot } from "../workloads.js";

export const NAME = "TF.js wasm";

let ready;

async function backend() {
  const { tf } = globalThis;
  tf.wasm.setWasmPaths(new URL("../node_modules/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).href);
  tf.wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  return tf;
}

export async function create(workload) {
  ready ??= backend();
  const tf = await ready;
  const { layers, hidden, loss, optimizer, weights } = workload;
  const classes = layers.at(-1);
  const blocks = weights.map((kernel, at) => ({
    kernel: tf.variable(tf.tensor2d(kernel, [layers[at], layers[at + 1]])),
    bias: tf.variable(tf.zeros([layers[at + 1]])),
  }));
  const rounds = batches(workload).map(({ x, y }) => ({
    x: tf.tensor2d(x, [y.length, layers[0]]),
    y: loss === "mse" ? tf.tensor2d(y, [y.length, 1]) : tf.tensor2d(oneHot(y, classes), [y.length, classes]),
  }));
  const forward = (x) =>
    blocks.reduce((a, { kernel, bias }, at) => {
      const z = tf.add(tf.matMul(a, kernel), bias);
      return at + 1 < blocks.length ? tf[hidden](z) : z;
    }, x);
  const measure = loss === "mse" ? tf.losses.meanSquaredError : tf.losses.softmaxCrossEntropy;
  const { name, lr, momentum } = optimizer;
  const sgd = () => (momentum > 0 ? tf.train.momentum(lr, momentum) : tf.train.sgd(lr));
  const rule = name === "adam" ? tf.train.adam(lr, 0.9, 0.999, 1e-7) : sgd();
  let steps = 0;
  let latest = null;
  const step = () => {
    const { x, y } = rounds[steps++ % rounds.length];
    latest?.dispose();
    latest = rule.minimize(() => measure(y, forward(x)), true);
  };
  return {
    run(n) {
      for (let at = 0; at < n; at++) step();
    },
    loss: () => latest.dataSync()[0],
  };
}
