//! Tanh.

use super::{ActivationFunction, Backward, Saturation};
use crate::entry;
use crate::float::Float;
use crate::simd::SimdFloat;

entry! {
    /// Squeezes its input into −1…1 around zero; its slope is at most one.
    pub struct Tanh = "tanh", "Tanh",
        formula: r"\tanh z",
        source: "https://keras.io/api/layers/activations/#tanh-function",
    {}
}

impl<F: Float> ActivationFunction<F> for Tanh {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        F::tanh_each(z, a);
    }

    fn backward(&self, pass: Backward<'_, F>) {
        // Held at hand: a browser makes a number that is written in a loop anew each time.
        let one = core::hint::black_box(F::Vector::one());
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
