//! Mean absolute error.

use super::{LossFunction, Outcome, of_errors};
use crate::Float;
use crate::catalogue::{Choice, Entry};

/// The mean size of the errors: outliers count less than with squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mae;

impl Mae {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "mae",
        label: "Mean absolute error",
        formula: r"\frac1n\sum|\hat y-y|",
        summary: "The mean size of the errors: outliers count less than with squares.",
        parameters: &[],
        source: "https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> LossFunction<F> for Mae {
    fn evaluate(&self, outcome: Outcome<'_, F>, gradient: &mut [F]) -> f64 {
        of_errors(outcome, gradient, F::abs, |e| {
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
