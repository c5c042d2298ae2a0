//! Softplus.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// A smooth ReLU, positive everywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Softplus;

impl Softplus {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "softplus",
        label: "Softplus",
        formula: r"\ln(1+e^z)",
        summary: "A smooth ReLU, positive everywhere.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#softplus-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Softplus {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, F::Register::softplus);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise_after(F::sigmoid_each, |_, _, sigmoid| sigmoid);
    }

    fn range(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
