//! Mean squared error.

use super::{LossFunction, LossInput, of_errors};
use crate::entry;
use crate::float::Float;

entry! {
    /// The mean of the squared errors.
    pub struct Mse = "mse", "Mean squared error",
        formula: r"\frac1n\sum(\hat y-y)^2",
        source: "https://keras.io/api/losses/regression_losses/#meansquarederror-class",
    {}
}

impl<F: Float> LossFunction<F> for Mse {
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64 {
        of_errors(input, gradient, |e| e * e, |e| F::from_f64(2.0) * e)
    }
}
