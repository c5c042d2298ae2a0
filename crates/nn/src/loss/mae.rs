//! Mean absolute error.

use super::{LossFunction, LossInput, of_errors};
use crate::entry;
use crate::float::Float;

entry! {
    /// The mean size of the errors: outliers count less than with squares.
    pub struct Mae = "mae", "Mean absolute error",
        formula: r"\frac1n\sum|\hat y-y|",
        source: "https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class",
    {}
}

impl<F: Float> LossFunction<F> for Mae {
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64 {
        of_errors(input, gradient, F::abs, |e| {
            if e > F::ZERO {
                F::ONE
            } else if e < F::ZERO {
                -F::ONE
            } else {
                e
            }
        })
    }
}
