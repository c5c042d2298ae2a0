//! Optimizers: how weights follow from gradients. Rules and defaults are those of Keras 3.

use crate::catalogue;
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::float::Float;

catalogue! {
    /// An optimizer from the catalogue.
    Optimizer: UpdateRule<F>, learning_rate: f64 {
        sgd::Sgd,
        adagrad::Adagrad,
        rmsprop::Rmsprop,
        adam::Adam,
        nadam::Nadam,
        adamax::Adamax,
        adamw::Adamw,
    }
}

/// One optimizer's rule. It works element by element, so any range of the parameters may be updated at once.
///
/// [`Trainer`](crate::Trainer) calls it; by hand:
///
/// ```
/// use gradient_lab_nn::UpdateRule;
/// use gradient_lab_nn::optimizer::{Adam, ParamSlice, Step};
///
/// // Minimize w², from w = 3.
/// let (mut weights, mut moment_1, mut moment_2) = ([3.0_f64], [0.0], [0.0]);
/// for number in 1..=200 {
///     let gradients = [2.0 * weights[0]];
///     let params = ParamSlice {
///         weights: &mut weights,
///         gradients: &gradients,
///         moment_1: &mut moment_1,
///         moment_2: &mut moment_2,
///     };
///     Adam::default().update(Step { number, learning_rate: 0.1, momentum_product: 1.0 }, params);
/// }
/// assert!(weights[0].abs() < 0.01);
/// ```
pub trait UpdateRule<F: Float> {
    /// How many moments it keeps for each parameter: 0, 1 or 2.
    fn moments(&self) -> usize;

    /// What the moments start from.
    fn initial_moment(&self) -> f64 {
        0.0
    }

    /// The factor by which step number `step`, from 1, multiplies [`Step::momentum_product`].
    fn momentum_factor(&self, _step: u64) -> f64 {
        1.0
    }

    /// Moves `params.weights` by one step, and updates the moments.
    fn update(&self, step: Step, params: ParamSlice<'_, F>);
}

/// One step of an optimizer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The step, from 1.
    pub number: u64,
    /// The scheduled learning rate.
    pub learning_rate: f64,
    /// The product of [`UpdateRule::momentum_factor`] over the steps up to this one.
    pub momentum_product: f64,
}

/// A range of the parameters, of any length, with the gradient and moments of each; moments that the rule does not keep
/// are empty.
#[derive(Debug)]
pub struct ParamSlice<'a, F> {
    /// The weights, updated in place.
    pub weights: &'a mut [F],
    /// d loss / d weights.
    pub gradients: &'a [F],
    /// The rule's first state vector: Adam's m, RMSprop's v, Adagrad's sum, SGD's velocity; empty if it keeps none.
    pub moment_1: &'a mut [F],
    /// Its second: Adam's v, Adamax's u; empty if it keeps none.
    pub moment_2: &'a mut [F],
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
