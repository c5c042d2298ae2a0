//! ELU.

use super::{ActivationFunction, BackwardArgs, Saturation, elementwise};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::math::Transcendental;
use crate::simd::SimdFloat;

entry! {
    /// Like ReLU for positive input, bending smoothly to −α for the rest.
    pub struct Elu = "elu", "ELU",
        formula: r"z \text{ if } z>0, \text{ else } \alpha(e^z-1)",
        source: "https://keras.io/api/layers/activations/#elu-function",
        paper: "Clevert, Unterthiner & Hochreiter, 2016, <https://arxiv.org/abs/1511.07289>",
    {
        /// Minus the value that large negative input tends to.
        alpha: f64 = Hyperparameter::real("α", 1.0, Interval::closed(0.0, 100.0).travel(0.0, 3.0), Scale::Linear),
    }
}

impl<F: Float> ActivationFunction<F> for Elu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        let alpha = F::Vector::from_f64(self.alpha);
        elementwise(z, a, |z| z.select_gt(F::Vector::zero(), z, alpha * z.exp_m1()));
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        let alpha = F::Vector::from_f64(self.alpha);
        args.elementwise(|z, _| z.select_gt(F::Vector::zero(), F::Vector::one(), alpha * z.exp()));
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: -0.99 * self.alpha, above: f64::INFINITY })
    }

    fn range(&self) -> (f64, f64) {
        (-self.alpha, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
