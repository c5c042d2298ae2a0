//! Swish.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::Number;

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
        elementwise(z, a, |z| z * z.sigmoid());
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise(|z, a| {
            let sigmoid = z.sigmoid();
            sigmoid + a * (F::Register::one() - sigmoid)
        });
    }
}
