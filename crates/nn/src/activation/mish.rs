//! Mish.

use super::{ActivationFunction, BackwardArgs, elementwise};
use crate::entry;
use crate::float::Float;
use crate::math::Transcendental;
use crate::simd::SimdFloat;

entry! {
    /// Its input times the tanh of its softplus.
    pub struct Mish = "mish", "Mish",
        formula: r"z\tanh(\ln(1+e^z))",
        source: "https://keras.io/api/layers/activations/#mish-function",
        paper: "Misra, 2019, <https://arxiv.org/abs/1908.08681>",
    {}
}

impl<F: Float> ActivationFunction<F> for Mish {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z * z.softplus().tanh());
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise_after(F::sigmoid_each, |z, _, sigmoid| {
            let squeezed = z.softplus().tanh();
            squeezed + z * (F::Vector::one() - squeezed * squeezed) * sigmoid
        });
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
