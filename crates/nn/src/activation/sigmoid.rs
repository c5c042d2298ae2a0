//! Sigmoid.

use super::{ActivationFunction, Backward, Saturation};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Squeezes its input into 0…1; its slope is at most a quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sigmoid;

impl Sigmoid {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "sigmoid",
        label: "Sigmoid",
        formula: r"\frac{1}{1+e^{-z}}",
        summary: "Squeezes its input into 0…1; its slope is at most a quarter.",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#sigmoid-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Sigmoid {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        F::sigmoid_each(z, a);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        // Held at hand: a browser makes a number that is written in a loop anew each time.
        let one = core::hint::black_box(F::Register::one());
        pass.elementwise(|_, a| a * (one - a));
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: 0.01, above: 0.99 })
    }

    fn range(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
}
