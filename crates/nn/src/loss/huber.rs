//! Huber loss.

use super::{LossFunction, Outcome, of_errors};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};

/// Squared for small errors, straight for large ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Huber {
    delta: f64,
}

impl Huber {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "huber",
        label: "Huber",
        formula: r"\tfrac12 e^2 \text{ if } |e|\le\delta, \text{ else } \delta|e|-\tfrac12\delta^2",
        summary: "Squared for small errors, straight for large ones.",
        parameters: &[Parameter {
            id: "delta",
            label: "δ",
            unit: "",
            kind: ParameterKind::Real {
                default: 1.0,
                range: Range::above(0.0, 1e6).travel(0.01, 10.0),
                scale: Scale::Logarithmic,
            },
        }],
        source: "https://keras.io/api/losses/regression_losses/#huber-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { delta: choice.real("delta") }
    }
}

impl<F: Float> LossFunction<F> for Huber {
    fn evaluate(&self, outcome: Outcome<'_, F>, gradient: &mut [F]) -> f64 {
        let (delta, half) = (F::from_f64(self.delta), F::from_f64(0.5));
        let value = |e: F| {
            let size = e.abs();
            if size <= delta { half * e * e } else { delta * size - half * delta * delta }
        };
        let derivative = |e: F| {
            if e > delta {
                delta
            } else if e < -delta {
                -delta
            } else {
                e
            }
        };
        of_errors(outcome, gradient, value, derivative)
    }
}
