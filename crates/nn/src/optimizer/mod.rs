//! Optimizers: how weights follow from gradients. Rules and defaults are those of Keras 3.

use crate::catalogue;
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::float::Float;

catalogue! {
    /// An optimizer from the catalogue.
    Optimizer: UpdateRule<F> {
        sgd::Sgd,
        adagrad::Adagrad,
        rmsprop::Rmsprop,
        adam::Adam,
        nadam::Nadam,
        adamax::Adamax,
        adamw::Adamw,
    }
}

/// One optimizer's rule. It works element by element, so any run of parameters may be updated at once.
pub trait UpdateRule<F: Float> {
    /// The learning rate it was given, before any schedule.
    fn learning_rate(&self) -> f64;

    /// Numbers it remembers for each parameter: 0, 1 or 2.
    fn slots(&self) -> usize;

    /// What a remembered number starts from.
    fn initial_slot(&self) -> f64 {
        0.0
    }

    /// Prepares a step: `product` is a running number for the rule's own use, 1 before the first step.
    fn begin(&self, _step: u64, _product: &mut f64) {}

    /// Moves `params.weights` by one step.
    fn update(&self, step: Step, params: ParamSlice<'_, F>);
}

/// One step of an optimizer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The step, from 1.
    pub number: u64,
    /// The scheduled learning rate.
    pub learning_rate: f64,
    /// The running number that [`UpdateRule::begin`] keeps.
    pub product: f64,
}

/// A run of parameters with what belongs to each; slots the rule does not use are empty.
#[derive(Debug)]
pub struct ParamSlice<'a, F> {
    /// The weights, updated in place.
    pub weights: &'a mut [F],
    /// d loss / d weights.
    pub gradients: &'a [F],
    /// The first remembered number of each.
    pub first: &'a mut [F],
    /// The second.
    pub second: &'a mut [F],
}

/// The learning rate, with its Keras default.
const fn learning_rate(default: f64) -> Hyperparameter {
    Hyperparameter::real("Learning rate", default, Interval::closed(0.0, 1e6).travel(1e-5, 10.0), Scale::Logarithmic)
}

/// A decay rate in `[0, 1)`: the share of a moving mean that a step leaves.
const fn decay(label: &'static str, default: f64) -> Hyperparameter {
    Hyperparameter::real(label, default, Interval::below(0.0, 1.0), Scale::Linear)
}

/// Keeps the division from blowing up.
const EPSILON: Hyperparameter =
    Hyperparameter::real("ε", 1e-7, Interval::closed(0.0, 1.0).travel(1e-10, 0.1), Scale::Logarithmic);
