//! Optimizers: how weights follow from gradients. Rules and defaults are those of Keras 3.

mod adagrad;
mod adam;
mod adamax;
mod adamw;
mod nadam;
mod rmsprop;
mod sgd;

use crate::Float;
use crate::catalogue::{Parameter, ParameterKind, Range, Scale, catalogue};

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

    /// Moves `parameters.weights` by one step.
    fn update(&self, step: Step, parameters: Parameters<'_, F>);
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
pub struct Parameters<'a, F> {
    /// The weights, updated in place.
    pub weights: &'a mut [F],
    /// d loss / d weights.
    pub gradients: &'a [F],
    /// The first remembered number of each.
    pub first: &'a mut [F],
    /// The second.
    pub second: &'a mut [F],
}

/// The learning rate's place in an entry, with its Keras default.
const fn learning_rate(default: f64) -> Parameter {
    let range = Range::closed(0.0, 1e6).travel(1e-5, 10.0);
    Parameter {
        id: "learning_rate",
        label: "Learning rate",
        unit: "",
        kind: ParameterKind::Real { default, range, scale: Scale::Logarithmic },
    }
}

/// A share in `[0, 1)` that says how slowly something is forgotten.
const fn decay(id: &'static str, label: &'static str, default: f64) -> Parameter {
    let kind = ParameterKind::Real { default, range: Range::below(0.0, 1.0), scale: Scale::Linear };
    Parameter { id, label, unit: "", kind }
}

/// The small number that keeps a division from blowing up.
const EPSILON: Parameter = Parameter {
    id: "epsilon",
    label: "ε",
    unit: "",
    kind: ParameterKind::Real {
        default: 1e-7,
        range: Range::closed(0.0, 1.0).travel(1e-10, 0.1),
        scale: Scale::Logarithmic,
    },
};
