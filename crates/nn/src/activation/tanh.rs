//! Tanh.

use super::{ActivationFunction, BackwardArgs, Saturation};
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

    fn backward(&self, args: BackwardArgs<'_, F>) {
        // `black_box` keeps the constant in a register: V8 would build a literal again in each round of the loop.
        let one = core::hint::black_box(F::Vector::one());
        args.elementwise(|_, a| one - a * a);
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
