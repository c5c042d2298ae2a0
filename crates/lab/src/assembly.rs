//! From an experiment to the network core's own types.

use gradient_lab_nn as nn;

use crate::data::{Dataset, Task};
use crate::document::{DataFacts, Experiment, HiddenBlock, OutputBlock, Placement};

/// What the network's outputs mean for `data`.
pub(crate) fn head(data: &Dataset) -> nn::Head {
    match data.task {
        Task::Regression => nn::Head::Regression,
        Task::Binary => nn::Head::Binary,
        Task::Classes => nn::Head::Classes(data.classes.len()),
    }
}

/// What the document must fit.
pub(crate) fn facts(data: &Dataset) -> DataFacts {
    DataFacts { features: data.features, head: head(data), training_samples: data.training.samples() }
}

/// A network in training, as `experiment` describes it for `data`.
pub(crate) fn trainer(experiment: &Experiment, data: &Dataset) -> nn::Trainer<f32> {
    let training = &experiment.training;
    nn::Trainer::<f32>::new(
        nn::Network::<f32>::new(network(experiment, data), experiment.seed),
        nn::Loss::from_choice(&experiment.loss),
        nn::Optimizer::from_choice(&training.optimizer),
        nn::Clipping::from_choice(&training.gradient_clipping),
        experiment.seed,
    )
}

fn network(experiment: &Experiment, data: &Dataset) -> nn::NetworkSpec {
    let head = head(data);
    nn::NetworkSpec {
        inputs: data.features,
        hidden: experiment.network.expanded().map(hidden).collect(),
        output: output(&experiment.network.output, head.outputs()),
        head,
    }
}

fn hidden(block: &HiddenBlock) -> nn::BlockSpec {
    nn::BlockSpec {
        units: block.units,
        activation: nn::Activation::from_choice(&block.activation),
        init: nn::Init::from_choice(&block.init),
        bias_init: nn::Init::from_choice(&block.bias_init),
        use_bias: block.use_bias,
        normalization: nn::Normalization::from_choice(&block.normalization),
        normalize_before: block.normalization_placement == Placement::BeforeActivation,
        residual: block.residual,
        dropout: nn::Dropout { rate: block.dropout.rate, alpha: block.dropout.alpha },
        penalty: nn::Penalty { l1: block.l1, l2: block.l2 },
        max_norm: block.max_norm,
        frozen: block.frozen,
    }
}

fn output(block: &OutputBlock, units: usize) -> nn::BlockSpec {
    let identity = nn::Activation::Identity(nn::activation::Identity);
    nn::BlockSpec {
        bias_init: nn::Init::from_choice(&block.bias_init),
        use_bias: block.use_bias,
        penalty: nn::Penalty { l1: block.l1, l2: block.l2 },
        max_norm: block.max_norm,
        frozen: block.frozen,
        ..nn::BlockSpec::dense(units, identity, nn::Init::from_choice(&block.init))
    }
}
