//! ReLU.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Passes positive input on and gives 0 for the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relu;

impl Relu {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "relu",
        label: "ReLU",
        formula: r"\max(0, z)",
        summary: "Passes positive input on and gives 0 for the rest.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#relu-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Relu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, F::Register::or_zero_below);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise(|z, _| z.above(F::Register::zero(), F::Register::one(), F::Register::zero()));
    }

    fn can_die(&self) -> bool {
        true
    }

    fn range(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
