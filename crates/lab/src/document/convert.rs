//! Between the tables' values and the typed experiment.

use super::catalogues;
use super::fields::{self, AFTER_ACTIVATION, BEFORE_ACTIVATION};
use super::values::{Held, Values};
use super::{DataSpec, Dropout, Experiment, HiddenBlock, Network, OutputBlock, Placement, Training};
use gradient_lab_nn::catalogue::{Choice, Value};

impl From<&Values> for Experiment {
    fn from(values: &Values) -> Self {
        let network = values.object("network");
        Self {
            name: values.text("name"),
            seed: values.integer("seed"),
            data: values.object("data").into(),
            network: Network {
                hidden: network.objects("hidden").iter().map(Into::into).collect(),
                output: network.object("output").into(),
            },
            loss: values.choice("loss"),
            training: values.object("training").into(),
        }
    }
}

impl From<&Experiment> for Values {
    fn from(experiment: &Experiment) -> Self {
        let network = Self::defaults(&fields::NETWORK)
            .with("hidden", Held::Objects(experiment.network.hidden.iter().map(Into::into).collect()))
            .with("output", Self::from(&experiment.network.output));
        Self::defaults(&fields::DOCUMENT)
            .with("name", experiment.name.clone())
            .with("seed", experiment.seed)
            .with("data", Self::from(&experiment.data))
            .with("network", network)
            .with("loss", &experiment.loss)
            .with("training", Self::from(&experiment.training))
    }
}

impl From<&Values> for DataSpec {
    fn from(values: &Values) -> Self {
        Self {
            source: values.picked().clone(),
            validation_split: values.real("validation_split"),
            standardize: values.boolean("standardize"),
            augment: values.choices("augment").to_vec(),
        }
    }
}

impl From<&DataSpec> for Values {
    fn from(data: &DataSpec) -> Self {
        Self::defaults(&fields::DATA)
            .with_picked(data.source.clone())
            .with("validation_split", data.validation_split)
            .with("standardize", data.standardize)
            .with("augment", Held::Choices(data.augment.clone()))
    }
}

impl From<&Values> for HiddenBlock {
    fn from(values: &Values) -> Self {
        Self {
            units: values.integer("units") as usize,
            repeat: values.integer("repeat") as usize,
            activation: values.choice("activation"),
            init: values.choice("init"),
            bias_init: values.choice("bias_init"),
            use_bias: values.boolean("use_bias"),
            normalization: values.choice("normalization"),
            normalization_placement: match values.name("normalization_placement") {
                AFTER_ACTIVATION => Placement::AfterActivation,
                _ => Placement::BeforeActivation,
            },
            residual: values.boolean("residual"),
            dropout: values.get("dropout").into(),
            l1: values.real("l1"),
            l2: values.real("l2"),
            max_norm: values.real_or_null("max_norm"),
            frozen: values.boolean("frozen"),
        }
    }
}

impl From<&HiddenBlock> for Values {
    fn from(block: &HiddenBlock) -> Self {
        let placement = match block.normalization_placement {
            Placement::BeforeActivation => BEFORE_ACTIVATION,
            Placement::AfterActivation => AFTER_ACTIVATION,
        };
        Self::defaults(&fields::HIDDEN)
            .with("units", block.units)
            .with("repeat", block.repeat)
            .with("activation", &block.activation)
            .with("init", &block.init)
            .with("bias_init", &block.bias_init)
            .with("use_bias", block.use_bias)
            .with("normalization", &block.normalization)
            .with("normalization_placement", Held::Value(Value::Name(placement)))
            .with("residual", block.residual)
            .with("dropout", block.dropout)
            .with("l1", block.l1)
            .with("l2", block.l2)
            .with("max_norm", block.max_norm)
            .with("frozen", block.frozen)
    }
}

impl From<&Values> for OutputBlock {
    fn from(values: &Values) -> Self {
        Self {
            init: values.choice("init"),
            bias_init: values.choice("bias_init"),
            use_bias: values.boolean("use_bias"),
            l1: values.real("l1"),
            l2: values.real("l2"),
            max_norm: values.real_or_null("max_norm"),
            frozen: values.boolean("frozen"),
        }
    }
}

impl From<&OutputBlock> for Values {
    fn from(output: &OutputBlock) -> Self {
        Self::defaults(&fields::OUTPUT)
            .with("init", &output.init)
            .with("bias_init", &output.bias_init)
            .with("use_bias", output.use_bias)
            .with("l1", output.l1)
            .with("l2", output.l2)
            .with("max_norm", output.max_norm)
            .with("frozen", output.frozen)
    }
}

impl From<&Values> for Training {
    fn from(values: &Values) -> Self {
        Self {
            batch_size: values.integer_or_null("batch_size").map(|size| size as usize),
            epochs: values.integer("epochs"),
            shuffle: values.boolean("shuffle"),
            optimizer: values.choice("optimizer"),
            schedule: values.choice("schedule"),
            gradient_clipping: values.choice("gradient_clipping"),
        }
    }
}

impl From<&Training> for Values {
    fn from(training: &Training) -> Self {
        Self::defaults(&fields::TRAINING)
            .with("batch_size", training.batch_size)
            .with("epochs", training.epochs)
            .with("shuffle", training.shuffle)
            .with("optimizer", &training.optimizer)
            .with("schedule", &training.schedule)
            .with("gradient_clipping", &training.gradient_clipping)
    }
}

impl From<&Held> for Dropout {
    fn from(held: &Held) -> Self {
        match held {
            Held::Choice(alpha) => Self { rate: alpha.real("rate"), alpha: true },
            Held::Value(Value::Real(rate)) => Self { rate: *rate, alpha: false },
            _ => unreachable!("a field holds what its table says"),
        }
    }
}

impl From<Dropout> for Held {
    fn from(Dropout { rate, alpha }: Dropout) -> Self {
        if !alpha {
            return Self::from(rate);
        }
        Self::Choice(Choice::defaults(&catalogues::ALPHA_DROPOUT).with("rate", Value::Real(rate)))
    }
}
