//! Adam.

use super::{EPSILON, ParamSlice, Step, UpdateRule, decay, learning_rate};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::math::f64::powi;
use crate::simd::SimdFloat;

entry! {
    /// Momentum with a step size of its own for each weight; ηₜ makes up for means that start at 0.
    pub struct Adam = "adam", "Adam",
        formula: r"w \leftarrow w - \eta_t m/(\sqrt{\mathstrut v}+\epsilon)",
        source: "https://keras.io/api/optimizers/adam/",
        paper: "Kingma & Ba, 2015, <https://arxiv.org/abs/1412.6980>",
    {
        /// The step size η, before any schedule.
        learning_rate: f64 = learning_rate(0.001),
        /// Decay rate of the gradient's moving mean.
        beta_1: f64 = decay("β₁", 0.9),
        /// Decay rate of the squared gradient's moving mean.
        beta_2: f64 = decay("β₂", 0.999),
        /// Keeps the division from blowing up.
        epsilon: f64 = EPSILON,
    }
}

impl<F: Float> UpdateRule<F> for Adam {
    fn moments(&self) -> usize {
        2
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        adam_step(self.beta_1, self.beta_2, self.epsilon, step, params);
    }
}

/// The update that Adam and AdamW share. Both moments' bias is corrected in the step size, so that ε stands beside
/// the uncorrected √v, as in Keras.
pub(super) fn adam_step<F: Float>(beta_1: f64, beta_2: f64, epsilon: f64, step: Step, params: ParamSlice<'_, F>) {
    let correction = libm::sqrt(1.0 - powi(beta_2, step.number)) / (1.0 - powi(beta_1, step.number));
    let rate = F::Vector::from_f64(step.learning_rate * correction);
    let (one_minus_beta_1, one_minus_beta_2) = (F::Vector::from_f64(1.0 - beta_1), F::Vector::from_f64(1.0 - beta_2));
    let epsilon = F::Vector::from_f64(epsilon);
    zip_map([params.gradients], [params.weights, params.moment_1, params.moment_2], |[g], [w, m, v]| {
        let m = m + (g - m) * one_minus_beta_1;
        let v = v + (g * g - v) * one_minus_beta_2;
        [w - m * rate / (v.sqrt() + epsilon), m, v]
    });
}
