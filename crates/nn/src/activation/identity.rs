//! Identity.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Passes its input on: a linear layer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Identity;

impl Identity {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "identity",
        label: "Identity",
        formula: r"z",
        summary: "Passes its input on: a linear layer.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#linear-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Identity {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise(|_, _| F::Register::one());
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("glorot_normal")
    }
}
