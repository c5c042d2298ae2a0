/** The document that the page opens without a link. */

import type { JsonObject } from "./path.ts";

/** A deep sigmoid network whose gradient vanishes, on data that a shallower one learns. */
export const startingExperiment: JsonObject = {
  version: 1,
  name: "Vanishing gradients",
  data: { kind: "spiral", samples: 500, noise: 0.1 },
  network: {
    hidden: [{ units: 16, repeat: 10, activation: "sigmoid", init: "standard_uniform" }],
    output: { init: "standard_uniform" },
  },
  training: {
    batch_size: 32,
    epochs: 10000,
    optimizer: { kind: "sgd", learning_rate: 0.01, momentum: 0.9 },
  },
};
