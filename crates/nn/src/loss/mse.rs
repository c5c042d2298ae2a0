//! Mean squared error.

use super::{LossFunction, Outcome, of_errors};
use crate::Float;
use crate::catalogue::{Choice, Entry};

/// The mean of the squared errors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mse;

impl Mse {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "mse",
        label: "Mean squared error",
        formula: r"\frac1n\sum(\hat y-y)^2",
        summary: "The mean of the squared errors.",
        parameters: &[],
        source: "https://keras.io/api/losses/regression_losses/#meansquarederror-class",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> LossFunction<F> for Mse {
    fn evaluate(&self, outcome: Outcome<'_, F>, gradient: &mut [F]) -> f64 {
        of_errors(outcome, gradient, |e| e * e, |e| F::from_f64(2.0) * e)
    }
}
