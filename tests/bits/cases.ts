import type { ExperimentInput } from "../../www/src/engine/index.ts";

/** A document that every platform must run to the same bits. */
export interface Case {
  /** What people call it. */
  name: string;
  /** The document; the engine and the command line check it. */
  document: object;
  /** The data of a `csv` document. */
  csv?: string;
  /** What the run must show for the case to test what it is there for. */
  shows?: "divergence" | "subnormal figures" | "at least 80 % validation accuracy";
}

/** A case whose document is checked here already. */
interface CheckedCase extends Case {
  document: Exclude<ExperimentInput, string>;
}

const TABLE = Array.from({ length: 90 }, (_, n) => {
  const [a, b, c] = [((n * 29) % 31) / 7, 1e3 * (((n * 17) % 37) - 18), 1e-5 * ((n * n) % 41)];
  return {
    features: `${a},${b},${c}`,
    value: (a - b / 1e4) / 3,
    label: ["north", "east", "south"][(n * n) % 3],
  };
});

/** What the catalogue's cases leave out: the other fields, what works together, and the ends of the range of numbers. */
export const CASES: CheckedCase[] = [
  {
    name: "plain gradient descent without randomness",
    document: {
      version: 1,
      data: { kind: "plane", samples: 60, noise: 0 },
      network: { hidden: [{ units: 7, init: { kind: "constant", value: 0.1 } }], output: { init: "zeros" } },
      training: { batch_size: null, epochs: 20, shuffle: false },
    },
  },
  {
    name: "changes in the middle of the run",
    document: {
      version: 1,
      data: { kind: "moons", samples: 100 },
      network: { hidden: [{ units: 6, repeat: 2, activation: "tanh", dropout: 0.1 }, { units: 6 }] },
      training: {
        epochs: 20,
        optimizer: { kind: "rmsprop", learning_rate: 0.01 },
        changes: [
          { after: 7, set: { "training.optimizer.momentum": 0.9, "network.hidden[0].dropout": 0 } },
          { after: 20, set: { "training.schedule": "cosine", "network.hidden[0].frozen": true } },
          { after: 31, set: { "training.gradient_clipping": "norm", "network.output.l2": 0.01 } },
          { after: 40, set: { "training.optimizer.momentum": 0, "network.hidden[0].frozen": false } },
        ],
      },
    },
  },
  {
    name: "dropout",
    document: {
      version: 1,
      seed: 9007199254740991,
      data: { kind: "xor", samples: 90 },
      network: { hidden: [{ units: 30, repeat: 2, activation: "maxout", dropout: 0.3 }] },
      training: { epochs: 10, optimizer: { kind: "adam", learning_rate: 0.01 } },
    },
  },
  {
    name: "alpha dropout",
    document: {
      version: 1,
      data: { kind: "circle", samples: 90 },
      network: {
        hidden: [
          {
            units: 30,
            repeat: 3,
            activation: "selu",
            init: "lecun_normal",
            dropout: { kind: "alpha", rate: 0.1 },
          },
        ],
      },
      training: { epochs: 10, optimizer: { kind: "nadam" } },
    },
  },
  {
    name: "penalties, max-norm and clipping over a frozen block",
    document: {
      version: 1,
      data: { kind: "spiral", samples: 90 },
      network: {
        hidden: [
          { units: 10, frozen: true, init: "orthogonal", normalization: "batch" },
          { units: 10, activation: "prelu", l1: 0.001, l2: 0.01, max_norm: 1.5, use_bias: false },
        ],
        output: { l1: 0.001, l2: 0.01, max_norm: 0.5, use_bias: false },
      },
      training: {
        epochs: 10,
        optimizer: { kind: "sgd", learning_rate: 0.2, momentum: 0.9, nesterov: true },
        gradient_clipping: { kind: "global_norm", threshold: 0.1 },
      },
    },
  },
  {
    name: "normalizations after the activation, and residual blocks",
    document: {
      version: 1,
      data: { kind: "gauss_regression", samples: 90 },
      network: {
        hidden: [
          { units: 11 },
          { units: 11, activation: "gelu", normalization: "layer", residual: true, repeat: 3 },
          {
            units: 11,
            activation: "mish",
            normalization: "batch",
            normalization_placement: "after_activation",
          },
        ],
      },
      loss: "huber",
      training: { epochs: 10, optimizer: { kind: "adamw", learning_rate: 0.01 } },
    },
  },
  {
    name: "orthogonal and layer-sequential unit-variance inits in a deep net",
    document: {
      version: 1,
      data: { kind: "moons", samples: 90, validation_split: 0 },
      network: {
        hidden: [
          {
            units: 33,
            repeat: 6,
            activation: "elu",
            init: "orthogonal",
            bias_init: { kind: "normal", stddev: 0.1 },
          },
          { units: 17, repeat: 6, activation: "swish", init: "lsuv" },
        ],
        output: { init: "lsuv" },
      },
      training: { epochs: 5 },
    },
  },
  ...(
    [
      { kind: "power", decay_steps: 7, exponent: 1.7 },
      { kind: "exponential", decay_steps: 9, rate: 0.3 },
      { kind: "exponential", decay_steps: 3, rate: 0.3, unit: "epoch" },
      { kind: "piecewise_constant", boundaries: [5, 12], values: [0.3, 0.1, 0.03] },
      { kind: "performance", patience: 0, min_delta: 1, factor: 0.7 },
      { kind: "one_cycle", max_learning_rate: 0.5, start_learning_rate: 0.1, final_learning_rate: 0.001 },
      { kind: "cosine", warmup_steps: 6, final_fraction: 0.1 },
      { kind: "cosine", unit: "epoch" },
    ] as const
  ).map(
    (schedule): CheckedCase => ({
      name: `a schedule within its run, ${JSON.stringify(schedule)}`,
      document: {
        version: 1,
        data: { kind: "sine", samples: 70 },
        network: { hidden: [{ units: 12, activation: "softplus" }] },
        training: {
          epochs: 12,
          schedule: { ...schedule } as never,
          optimizer: { kind: "sgd", momentum: 0.5 },
        },
      },
    }),
  ),
  {
    name: "standardized features of a file, and text classes",
    csv: ["a,b,c,label", ...TABLE.map(({ features, label }) => `${features},${label}`)].join("\n"),
    document: {
      version: 1,
      data: { kind: "csv", standardize: true, validation_split: 0.3 },
      network: { hidden: [{ units: 19, activation: "leaky_relu", init: "he_normal" }] },
      training: { epochs: 10, optimizer: { kind: "rmsprop", learning_rate: 0.01, momentum: 0.9 } },
    },
  },
  {
    name: "values of a file, in features of very different size",
    csv: ["a,b,c,target", ...TABLE.map(({ features, value }) => `${features},${value}`)].join("\n"),
    document: {
      version: 1,
      data: { kind: "csv" },
      network: { hidden: [{ units: 19, activation: "softsign" }] },
      loss: "mae",
      training: { epochs: 10, optimizer: "adamax" },
    },
  },
  {
    name: "standardized images",
    document: {
      version: 1,
      data: { kind: "mnist", samples: 300, standardize: true },
      network: { hidden: [{ units: 37, activation: "sigmoid", init: "standard_uniform" }] },
      training: { epochs: 3, optimizer: "adagrad" },
    },
  },
  {
    name: "gradients that vanish beyond the normal numbers",
    shows: "subnormal figures",
    document: {
      version: 1,
      data: { kind: "moons", samples: 70 },
      network: { hidden: [{ units: 8, repeat: 60, activation: "sigmoid", init: "standard_uniform" }] },
      training: { epochs: 5, optimizer: { kind: "adam", epsilon: 0 } },
    },
  },
  {
    name: "gradients that explode to the end of the range",
    shows: "divergence",
    document: {
      version: 1,
      data: { kind: "spiral", samples: 70 },
      network: { hidden: [{ units: 20, repeat: 15, init: { kind: "normal", stddev: 2 } }] },
      training: { epochs: 20, optimizer: { kind: "sgd", learning_rate: 0.1 } },
    },
  },
  {
    name: "weights that grow until the loss overflows",
    shows: "divergence",
    document: {
      version: 1,
      data: { kind: "plane", samples: 70 },
      network: { hidden: [{ units: 5, activation: "identity" }] },
      training: { epochs: 1000, optimizer: { kind: "sgd", learning_rate: 3 } },
    },
  },
  {
    name: "a real job: Fashion-MNIST",
    shows: "at least 80 % validation accuracy",
    document: {
      version: 1,
      data: { kind: "fashion_mnist", samples: 6250, validation_split: 0.2 },
      network: {
        hidden: [
          { units: 300, activation: "relu", init: "he_normal" },
          { units: 100, activation: "relu", init: "he_normal" },
        ],
      },
      training: { epochs: 10, batch_size: 32, optimizer: { kind: "sgd", learning_rate: 0.01 } },
    },
  },
];

/** Says what is wrong with a run that does not show what its case is there for; null where it does. */
export function shortcoming(shows: Case["shows"], ending: string, trace: readonly string[]): string | null {
  switch (shows) {
    case undefined:
      return null;
    case "divergence":
      return ending.startsWith("diverged") ? null : "the run does not diverge";
    case "subnormal figures":
      return trace.some((line) => /"delta_rms":\d[.\d]*e-(39|4\d)/.test(line))
        ? null
        : "no figure is subnormal";
    case "at least 80 % validation accuracy": {
      const last = JSON.parse(trace.at(-1) ?? "{}") as { validation_accuracy?: number };
      const accuracy = last.validation_accuracy ?? 0;
      return accuracy >= 0.8 ? null : `its validation accuracy is ${accuracy}`;
    }
  }
}
