/** The four workloads, each with its own fixed data and first weights. */

/** Numbers that look random and are the same everywhere (mulberry32). */
export function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function workload({ id, layers, hidden, output, loss, batch, samples, optimizer, weightScale }) {
  const uniform = generator(layers.length);
  const between = (limit) => Math.fround((2 * uniform() - 1) * limit);
  const [inputs] = layers;
  const classes = layers.at(-1);
  const x = Float32Array.from({ length: samples * inputs }, () => (inputs === 2 ? between(1) : uniform()));
  const teacher = Float32Array.from({ length: inputs * classes }, () => between(1));
  const y = Float32Array.from({ length: samples }, (_, row) => {
    const features = x.subarray(row * inputs, (row + 1) * inputs);
    if (classes === 1) return features[0] * features[1] > 0 ? 1 : -1;
    const scores = Array.from({ length: classes }, (_, unit) =>
      features.reduce((sum, value, at) => sum + (value - 0.5) * teacher[at * classes + unit], 0),
    );
    return scores.indexOf(Math.max(...scores));
  });
  const weights = layers.slice(1).map((units, at) => {
    const limit = Math.sqrt(weightScale / layers[at]);
    return Float32Array.from({ length: layers[at] * units }, () => between(limit));
  });
  return { id, layers, hidden, output, loss, batch, samples, optimizer, data: { x, y }, weights };
}

export const WORKLOADS = [
  {
    id: "W1",
    layers: [2, 8, 8, 8, 8, 8, 1],
    hidden: "tanh",
    output: "linear",
    loss: "mse",
    batch: 10,
    samples: 500,
    optimizer: { name: "sgd", lr: 0.03, momentum: 0 },
    weightScale: 3,
  },
  {
    id: "W2",
    layers: [2, ...Array.from({ length: 20 }, () => 32), 1],
    hidden: "tanh",
    output: "linear",
    loss: "mse",
    batch: 32,
    samples: 512,
    optimizer: { name: "sgd", lr: 0.003, momentum: 0.9 },
    weightScale: 3,
  },
  {
    id: "W3",
    layers: [784, 300, 100, 10],
    hidden: "relu",
    output: "softmax",
    loss: "cross_entropy",
    batch: 32,
    samples: 640,
    optimizer: { name: "sgd", lr: 0.03, momentum: 0 },
    weightScale: 6,
  },
  {
    id: "W4",
    layers: [784, 256, 256, 256, 256, 256, 10],
    hidden: "relu",
    output: "softmax",
    loss: "cross_entropy",
    batch: 128,
    samples: 640,
    optimizer: { name: "adam", lr: 0.001, momentum: 0 },
    weightScale: 6,
  },
].map(workload);

/** The samples of each batch of a round. */
export function batches({ batch, samples, layers: [inputs], data: { x, y } }) {
  return Array.from({ length: samples / batch }, (_, at) => ({
    x: x.subarray(at * batch * inputs, (at + 1) * batch * inputs),
    y: y.subarray(at * batch, (at + 1) * batch),
  }));
}

/** Labels as rows of zeros with a single one. */
export function oneHot(labels, classes) {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    rows[row * classes + label] = 1;
  });
  return rows;
}
