//! Softsign.

use super::{ActivationFunction, Backward, Saturation, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Like tanh, but it nears its asymptotes slowly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Softsign;

impl Softsign {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "softsign",
        label: "Softsign",
        formula: r"\frac{z}{1+|z|}",
        summary: "Like tanh, but it nears its asymptotes slowly.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#softsign-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Softsign {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z / (F::Register::one() + z.abs()));
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise(|z, _| {
            let width = F::Register::one() + z.abs();
            F::Register::one() / (width * width)
        });
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: -0.98, above: 0.98 })
    }

    fn range(&self) -> (f64, f64) {
        (-1.0, 1.0)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("glorot_normal")
    }
}
