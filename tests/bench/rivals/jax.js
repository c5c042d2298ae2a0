/** jax-js on its WebAssembly backend: the whole step traced and compiled. */
import {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from "../node_modules/@jax-js/jax/dist/index.js";
import { batches, oneHot } from "../workloads.js";

export const NAME = "jax-js wasm";

const ACTIVATIONS = { tanh: np.tanh, relu: nn.relu };
const [BETA_1, BETA_2, EPSILON] = [0.9, 0.999, 1e-7];

/** What an optimizer makes of a parameter, its gradient and what it remembers. */
function rule({ name, lr, momentum }) {
  if (name === "adam") {
    return {
      slots: 2,
      update(w, g, [m, v], [power1, power2]) {
        const first = m.mul(BETA_1).add(g.ref.mul(1 - BETA_1));
        const second = v.mul(BETA_2).add(g.ref.mul(g).mul(1 - BETA_2));
        const rate = np.sqrt(power2.mul(-1).add(1)).div(power1.mul(-1).add(1)).mul(lr);
        const change = first.ref.mul(rate).div(np.sqrt(second.ref).add(EPSILON));
        return [w.sub(change), [first, second]];
      },
    };
  }
  if (momentum > 0) {
    return {
      slots: 1,
      update(w, g, [m]) {
        const moved = m.mul(momentum).sub(g.mul(lr));
        return [w.add(moved.ref), [moved]];
      },
    };
  }
  return { slots: 0, update: (w, g) => [w.sub(g.mul(lr)), []] };
}

export async function create(workload) {
  await init("wasm");
  defaultDevice("wasm");
  const { layers, hidden, loss, optimizer, weights } = workload;
  const classes = layers.at(-1);
  const { slots, update } = rule(optimizer);
  const lossOf = (parameters, x, y) => {
    let a = x;
    for (let at = 0; at < parameters.length; at += 2) {
      const z = np.matmul(a, parameters[at]).add(parameters[at + 1]);
      a = at + 2 < parameters.length ? ACTIVATIONS[hidden](z) : z;
    }
    if (loss === "mse") return np.mean(np.square(a.sub(y)));
    return np.mean(np.sum(nn.logSoftmax(a, -1).mul(y), -1)).mul(-1);
  };
  const train = jit((parameters, memory, powers, x, y) => {
    const [value, gradients] = valueAndGrad(lossOf)(tree.ref(parameters), x, y);
    const next = powers.map((power, at) => power.mul([BETA_1, BETA_2][at]));
    const moved = parameters.map((w, at) => update(w, gradients[at], memory[at], tree.ref(next)));
    return [moved.map(([w]) => w), moved.map(([, slot]) => slot), next, value];
  });
  const array = (values, shape) => np.array(values).reshape(shape);
  let parameters = weights.flatMap((kernel, at) => [
    array(kernel, [layers[at], layers[at + 1]]),
    np.zeros([layers[at + 1]]),
  ]);
  let memory = parameters.map((w) => Array.from({ length: slots }, () => np.zeros(w.shape)));
  let powers = slots === 2 ? [np.array(1), np.array(1)] : [];
  const rounds = batches(workload).map(({ x, y }) => ({
    x: array(x, [y.length, layers[0]]),
    y: loss === "mse" ? array(y, [y.length, 1]) : array(oneHot(y, classes), [y.length, classes]),
  }));
  let steps = 0;
  let latest = null;
  return {
    async run(n) {
      for (let at = 0; at < n; at++) {
        const { x, y } = rounds[steps++ % rounds.length];
        latest?.dispose();
        [parameters, memory, powers, latest] = train(parameters, memory, powers, x.ref, y.ref);
      }
      await blockUntilReady(parameters);
    },
    loss: () => latest.ref.dataSync()[0],
  };
}
