//! Tanh.

use super::{ActivationFunction, Backward, Saturation};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Squeezes its input into −1…1 around zero; its slope is at most one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tanh;

impl Tanh {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "tanh",
        label: "Tanh",
        formula: r"\tanh z",
        summary: "Squeezes its input into −1…1 around zero; its slope is at most one.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#tanh-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Tanh {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        F::tanh_each(z, a);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        // Held at hand: a browser makes a number that is written in a loop anew each time.
        let one = core::hint::black_box(F::Register::one());
        pass.elementwise(|_, a| one - a * a);
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
