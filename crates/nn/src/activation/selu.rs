//! SELU.

use super::{ActivationFunction, BackwardArgs, Saturation, elementwise};
use crate::entry;
use crate::float::Float;
use crate::math::{SELU_ALPHA, SELU_SCALE, Transcendental};
use crate::simd::SimdFloat;

entry! {
    /// A scaled ELU that drives activations towards mean 0 and variance 1 by itself.
    pub struct Selu = "selu", "SELU",
        formula: r"\lambda z \text{ if } z>0, \text{ else } \lambda\alpha(e^z-1)",
        source: "https://keras.io/api/layers/activations/#selu-function",
        paper: "Klambauer, Unterthiner, Mayr & Hochreiter, 2017, <https://arxiv.org/abs/1706.02515>",
    {}
}

impl<F: Float> ActivationFunction<F> for Selu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        let (scale, bottom) = (F::Vector::from_f64(SELU_SCALE), F::Vector::from_f64(SELU_SCALE * SELU_ALPHA));
        elementwise(z, a, |z| z.select_gt(F::Vector::zero(), scale * z, bottom * z.exp_m1()));
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        let (scale, bottom) = (F::Vector::from_f64(SELU_SCALE), F::Vector::from_f64(SELU_SCALE * SELU_ALPHA));
        args.elementwise(|z, _| z.select_gt(F::Vector::zero(), scale, bottom * z.exp()));
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: -0.99 * SELU_SCALE * SELU_ALPHA, above: f64::INFINITY })
    }

    fn range(&self) -> (f64, f64) {
        (-SELU_SCALE * SELU_ALPHA, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("lecun_normal")
    }
}
