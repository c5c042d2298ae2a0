//! Builds the network core's trainer from an experiment.

use gradient_lab_nn as nn;

use crate::data::Dataset;
use crate::document::{Experiment, HiddenBlock, OutputBlock, Placement};

/// The trainer of the network that `experiment` describes for `data`.
pub(crate) fn trainer(experiment: &Experiment, data: &Dataset) -> nn::Trainer<f32> {
    let training = &experiment.training;
    nn::Trainer::<f32>::new(
        network(experiment, data.features(), data.head),
        experiment.loss.clone(),
        training.optimizer.clone(),
        training.gradient_clipping.clone(),
        experiment.seed,
    )
}

/// Has `trainer` go on as `experiment` now says; see [`nn::Trainer::change`].
pub(crate) fn change(trainer: &mut nn::Trainer<f32>, experiment: &Experiment, begins_anew: bool) {
    let training = &experiment.training;
    let output = output(&experiment.network.output, 0);
    let blocks = experiment.network.expanded().map(hidden).chain([output]);
    trainer.change(training.optimizer.clone(), training.gradient_clipping.clone(), blocks, begins_anew);
}

/// The network that `experiment` describes, on data with this number of features.
pub(crate) fn network(experiment: &Experiment, features: usize, head: nn::Head) -> nn::Network<f32> {
    let spec = nn::NetworkSpec {
        inputs: features,
        hidden: experiment.network.expanded().map(hidden).collect(),
        output: output(&experiment.network.output, head.outputs()),
        head,
    };
    nn::Network::<f32>::new(spec, experiment.seed)
}

fn hidden(block: &HiddenBlock) -> nn::BlockSpec {
    nn::BlockSpec {
        units: block.units,
        activation: block.activation.clone(),
        init: block.init.clone(),
        bias_init: block.bias_init.clone(),
        use_bias: block.use_bias,
        normalization: block.normalization.clone(),
        normalize_before: block.normalization_placement == Placement::BeforeActivation,
        residual: block.residual,
        dropout: block.dropout,
        penalty: nn::Penalty { l1: block.l1, l2: block.l2 },
        max_norm: block.max_norm,
        frozen: block.frozen,
    }
}

fn output(block: &OutputBlock, units: usize) -> nn::BlockSpec {
    nn::BlockSpec {
        bias_init: block.bias_init.clone(),
        use_bias: block.use_bias,
        penalty: nn::Penalty { l1: block.l1, l2: block.l2 },
        max_norm: block.max_norm,
        frozen: block.frozen,
        ..nn::BlockSpec::dense(units, nn::activation::Identity {}, block.init.clone())
    }
}
