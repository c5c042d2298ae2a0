//! The loss that fits the task.

use super::{CrossEntropy, Head, LossFunction, Mse, Outcome};
use crate::Float;
use crate::catalogue::{Choice, Entry};

/// Cross-entropy for classification, mean squared error for regression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Auto;

impl Auto {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "auto",
        label: "Auto",
        formula: r"\text{cross-entropy or mean squared error}",
        summary: "Cross-entropy for classification, mean squared error for regression.",
        parameters: &[],
        source: "https://keras.io/api/losses/",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> LossFunction<F> for Auto {
    fn evaluate(&self, outcome: Outcome<'_, F>, gradient: &mut [F]) -> f64 {
        match outcome.head {
            Head::Regression => Mse.evaluate(outcome, gradient),
            Head::Binary | Head::Classes(_) => CrossEntropy.evaluate(outcome, gradient),
        }
    }
}
