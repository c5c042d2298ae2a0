//! Swish.

use super::{ActivationFunction, Backward};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// Its input times its sigmoid: smooth, dips below zero (also called SiLU).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swish;

impl Swish {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "swish",
        label: "Swish",
        formula: r"z\,\sigma(z)",
        summary: "Its input times its sigmoid: smooth, dips below zero (also called SiLU).",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#silu-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Swish {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        F::sigmoid_each(z, a);
        each([z], [a], |[z], [sigmoid]| [z * sigmoid]);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise_after(F::sigmoid_each, |_, a, sigmoid| sigmoid + a * (F::Register::one() - sigmoid));
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
