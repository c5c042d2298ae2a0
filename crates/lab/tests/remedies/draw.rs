//! Draws documents as readers make them with the page's controls: any data set of points, any network, any training.

use gradient_lab::document::Experiment;
use gradient_lab_nn::rng::Rng;
use serde_json::{Value, json};

/// The multiplications that a run may take, so that the suite takes minutes.
const MAX_WORK: f64 = 4e8;

/// Draws one document after another.
pub struct Draw {
    rng: Rng,
    /// The most units of a layer.
    widest: f64,
    /// Whether the present document has nothing but data, network, inits and optimizer, as most readers' have.
    plain: bool,
}

impl Draw {
    pub fn new(seed: u64, widest: f64) -> Self {
        Self { rng: Rng::new(seed, "remedies", 0), widest, plain: false }
    }

    fn chance(&mut self, probability: f64) -> bool {
        self.rng.uniform() < probability
    }

    /// Likewise, but never in a plain document.
    fn more(&mut self, probability: f64) -> bool {
        self.chance(probability) && !self.plain
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.whole(0, items.len() - 1)].clone()
    }

    fn whole(&mut self, low: usize, high: usize) -> usize {
        low + (self.rng.uniform() * (high - low + 1) as f64) as usize
    }

    /// Two digits of a number whose logarithm is drawn evenly.
    fn spread(&mut self, low: f64, high: f64) -> f64 {
        let number = low * (high / low).powf(self.rng.uniform());
        format!("{number:.1e}").parse().unwrap()
    }

    pub fn document(&mut self) -> Experiment {
        self.plain = self.chance(0.3);
        let samples = self.pick(&[60, 120, 300, 500, 500]);
        let split = self.pick(&[0.0, 0.2, 0.2, 0.5]);
        let kinds = ["circle", "xor", "gauss", "spiral", "spiral", "moons", "plane", "gauss_regression", "sine"];
        let kind = self.pick(&kinds);
        let depth = self.spread(0.8, 20.4).round() as usize;
        let units = self.spread(4.0, self.widest) as usize;
        let hidden = self.hidden(depth.max(1), units);
        let mut output = json!({});
        if self.more(0.1) {
            output["init"] = self.init();
        }
        let batch = self.pick(&[Some(1), Some(4), Some(8), Some(32), Some(32), Some(32), Some(64), Some(128), None]);
        let (samples, split, batch) = if self.plain { (500, 0.2, Some(32)) } else { (samples, split, batch) };
        let regression = matches!(kind, "plane" | "gauss_regression" | "sine");
        let loss = if self.plain {
            "auto"
        } else if regression {
            self.pick(&["auto", "auto", "auto", "mae", "huber"])
        } else {
            self.pick(&["auto", "auto", "auto", "auto", "mse", "mae", "huber"])
        };
        let training = (f64::from(samples) * (1.0 - split)) as usize;
        let rows = batch.unwrap_or(training).min(training);
        let work = (units * units * depth.max(1) * rows * 3) as f64;
        let steps = self.spread(100.0, 1500.0).min(MAX_WORK / work);
        let epochs = ((steps * rows as f64 / training as f64) as usize).max(3);
        let mut data = json!({
            "kind": kind, "samples": samples, "noise": self.pick(&[0.0, 0.1, 0.1, 0.25]), "validation_split": split,
        });
        if self.more(0.1) {
            data["standardize"] = true.into();
        }
        let document = json!({
            "version": 1, "seed": self.whole(0, 1000), "data": data,
            "network": {"hidden": hidden, "output": output}, "loss": loss,
            "training": {
                "batch_size": batch, "epochs": epochs, "optimizer": self.optimizer(), "schedule": self.schedule(),
                "gradient_clipping": self.clipping(),
            },
        });
        Experiment::parse(&document.to_string()).unwrap_or_else(|error| panic!("{error}: {document}"))
    }

    fn hidden(&mut self, depth: usize, units: usize) -> Vec<Value> {
        if self.more(0.02) {
            return vec![];
        }
        let mut block = self.block(units);
        if depth < 3 || !self.more(0.3) {
            block["repeat"] = depth.into();
            return vec![block];
        }
        // A block that widens the input, and residual ones behind it; or two of different kinds.
        let mut second = if self.chance(0.5) { block.clone() } else { self.block(units) };
        second["repeat"] = (depth - 1).into();
        second["residual"] = self.chance(0.5).into();
        vec![block, second]
    }

    fn block(&mut self, units: usize) -> Value {
        let activations = [
            "identity",
            "sigmoid",
            "sigmoid",
            "tanh",
            "tanh",
            "relu",
            "relu",
            "relu",
            "leaky_relu",
            "prelu",
            "elu",
            "selu",
            "maxout",
            "softplus",
            "softsign",
            "gelu",
            "swish",
            "mish",
        ];
        let mut block = json!({"units": units, "activation": self.pick(&activations)});
        if self.chance(0.8) {
            block["init"] = self.init();
        }
        if self.more(0.25) {
            block["normalization"] = self.pick(&["batch", "layer"]).into();
            block["normalization_placement"] = self.pick(&["before_activation", "after_activation"]).into();
        }
        if self.more(0.12) {
            block["dropout"] = self.pick(&[0.1, 0.2, 0.5, 0.8]).into();
        }
        if self.more(0.1) {
            block["l2"] = self.spread(1e-4, 0.3).into();
        }
        if self.more(0.06) {
            block["l1"] = self.spread(1e-4, 0.1).into();
        }
        if self.more(0.04) {
            block["max_norm"] = self.spread(0.05, 4.0).into();
        }
        if self.more(0.03) {
            block["bias_init"] = json!({"kind": "constant", "value": self.pick(&[-5.0, -1.0, 0.1, 1.0])});
        }
        if self.more(0.04) {
            block["frozen"] = true.into();
        }
        block
    }

    fn init(&mut self) -> Value {
        let init = self.pick(&[
            "zeros",
            "constant",
            "normal",
            "normal",
            "normal",
            "uniform",
            "lecun_normal",
            "lecun_uniform",
            "glorot_normal",
            "glorot_uniform",
            "he_normal",
            "he_uniform",
            "standard_uniform",
            "orthogonal",
            "lsuv",
        ]);
        match init {
            "constant" => json!({"kind": init, "value": self.pick(&[0.01, 0.1, 1.0])}),
            "normal" => json!({"kind": init, "stddev": self.spread(0.001, 3.0)}),
            "uniform" => json!({"kind": init, "limit": self.spread(0.001, 3.0)}),
            "he_normal" if self.chance(0.2) => json!({"kind": init, "gain": self.spread(0.1, 5.0)}),
            _ => init.into(),
        }
    }

    fn optimizer(&mut self) -> Value {
        let kind = self.pick(&["sgd", "sgd", "sgd", "adagrad", "rmsprop", "adam", "adam", "nadam", "adamax", "adamw"]);
        let rate = if kind == "sgd" { self.spread(1e-5, 30.0) } else { self.spread(1e-6, 3.0) };
        let mut optimizer = json!({"kind": kind, "learning_rate": rate});
        if kind == "sgd" && self.chance(0.4) {
            optimizer["momentum"] = self.pick(&[0.5, 0.9, 0.99]).into();
            optimizer["nesterov"] = self.chance(0.5).into();
        }
        if kind == "adamw" && self.chance(0.4) {
            optimizer["weight_decay"] = self.spread(1e-3, 10.0).into();
        }
        optimizer
    }

    fn schedule(&mut self) -> Value {
        if !self.more(0.2) {
            return "constant".into();
        }
        match self.pick(&["power", "exponential", "cosine", "one_cycle", "performance"]) {
            kind @ ("power" | "exponential") => json!({"kind": kind, "decay_steps": self.spread(3.0, 1000.0)}),
            kind => kind.into(),
        }
    }

    fn clipping(&mut self) -> Value {
        if !self.more(0.12) {
            return "none".into();
        }
        json!({"kind": self.pick(&["value", "norm", "global_norm"]), "threshold": self.spread(1e-5, 10.0)})
    }
}
