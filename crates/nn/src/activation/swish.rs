//! Swish.

use super::{ActivationFunction, BackwardArgs};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// Its input times its sigmoid: smooth, dips below zero (also called SiLU).
    pub struct Swish = "swish", "Swish",
        formula: r"z\,\sigma(z)",
        source: "https://keras.io/api/layers/activations/#silu-function",
        paper: "Ramachandran, Zoph & Le, 2017, <https://arxiv.org/abs/1710.05941>",
    {}
}

impl<F: Float> ActivationFunction<F> for Swish {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        F::sigmoid_each(z, a);
        zip_map([z], [a], |[z], [sigmoid]| [z * sigmoid]);
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise_after(F::sigmoid_each, |_, a, sigmoid| sigmoid + a * (F::Vector::one() - sigmoid));
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
