/** ConvNetJS: plain JavaScript, a sample at a time. */
import { batches } from "../workloads.js";

export const NAME = "ConvNetJS";

export async function create(workload) {
  const { layers, hidden, loss, batch, optimizer, weights } = workload;
  if (optimizer.name !== "sgd") return null; // The release on npm knows no Adam.
  const { convnetjs } = globalThis;
  const units = layers.slice(1, -1);
  const regression = loss === "mse";
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: layers[0] },
    ...units.map((num_neurons) => ({ type: "fc", num_neurons, activation: hidden, bias_pref: 0 })),
    regression
      ? { type: "regression", num_neurons: layers.at(-1) }
      : { type: "softmax", num_classes: layers.at(-1) },
  ]);
  const dense = net.layers.filter((layer) => layer.layer_type === "fc");
  dense.forEach((layer, at) => {
    layer.filters.forEach((filter, unit) => {
      for (let input = 0; input < layers[at]; input++) {
        filter.w[input] = weights[at][input * layers[at + 1] + unit];
      }
    });
    layer.biases.w.fill(0);
  });
  const trainer = new convnetjs.Trainer(net, {
    method: "sgd",
    // Its regression gradient is that of half the squared error, while the loss it tells is twice that error.
    learning_rate: regression ? 2 * optimizer.lr : optimizer.lr,
    momentum: optimizer.momentum,
    batch_size: batch,
  });
  const rounds = batches(workload).map(({ x, y }) =>
    Array.from(y, (target, row) => {
      const vol = new convnetjs.Vol(1, 1, layers[0], 0);
      vol.w.set(x.subarray(row * layers[0], (row + 1) * layers[0]));
      return { vol, target: regression ? [target] : target };
    }),
  );
  let steps = 0;
  let latest = 0;
  const step = () => {
    let sum = 0;
    for (const { vol, target } of rounds[steps++ % rounds.length]) sum += trainer.train(vol, target).loss;
    latest = sum / (regression ? 2 * batch : batch);
  };
  return {
    run(n) {
      for (let at = 0; at < n; at++) step();
    },
    loss: () => latest,
  };
}
