//! Mish.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Its input times the tanh of its softplus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mish;

impl Mish {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "mish",
        label: "Mish",
        formula: r"z\tanh(\ln(1+e^z))",
        summary: "Its input times the tanh of its softplus.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#mish-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Mish {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z * z.softplus().tanh());
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise_after(F::sigmoid_each, |z, _, sigmoid| {
            let squeezed = z.softplus().tanh();
            squeezed + z * (F::Register::one() - squeezed * squeezed) * sigmoid
        });
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
