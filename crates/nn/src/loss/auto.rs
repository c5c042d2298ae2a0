//! The loss that fits the task.

use super::{CrossEntropy, Head, LossFunction, LossInput, Mse};
use crate::entry;
use crate::float::Float;

entry! {
    /// Cross-entropy for classification, mean squared error for regression.
    pub struct Auto = "auto", "Auto",
        formula: r"\text{cross-entropy or mean squared error}",
        source: "https://keras.io/api/losses/",
    {}
}

impl<F: Float> LossFunction<F> for Auto {
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64 {
        match input.head {
            Head::Regression(_) => Mse {}.evaluate(input, gradient),
            Head::Binary | Head::Classes(_) => CrossEntropy {}.evaluate(input, gradient),
        }
    }
}
