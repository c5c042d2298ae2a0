//! AdaMax.

use super::{EPSILON, ParamSlice, Step, UpdateRule, decay, learning_rate};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::math::f64::powi;
use crate::simd::SimdFloat;

entry! {
    /// Adam scaled by the largest recent gradient instead of the mean square.
    pub struct Adamax = "adamax", "AdaMax",
        formula: r"w \leftarrow w - \eta\,\hat m/(u+\epsilon),\; u = \max(\beta_2 u, |g|)",
        source: "https://keras.io/api/optimizers/adamax/",
        paper: "Kingma & Ba, 2015, <https://arxiv.org/abs/1412.6980>, section 7.1",
    {
        /// The step size η, before any schedule.
        learning_rate: f64 = learning_rate(0.001),
        /// Decay rate of the gradient's moving mean.
        beta_1: f64 = decay("β₁", 0.9),
        /// Decay rate of the largest gradient.
        beta_2: f64 = decay("β₂", 0.999),
        /// Keeps the division from blowing up.
        epsilon: f64 = EPSILON,
    }
}

impl<F: Float> UpdateRule<F> for Adamax {
    fn moments(&self) -> usize {
        2
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        let (one_minus_beta_1, beta_2) = (F::Vector::from_f64(1.0 - self.beta_1), F::Vector::from_f64(self.beta_2));
        let bias_correction = F::Vector::from_f64(1.0 - powi(self.beta_1, step.number));
        let (rate, epsilon) = (F::Vector::from_f64(step.learning_rate), F::Vector::from_f64(self.epsilon));
        zip_map([params.gradients], [params.weights, params.moment_1, params.moment_2], |[g], [w, m, u]| {
            let m = m + (g - m) * one_minus_beta_1;
            let u = g.abs().max(beta_2 * u);
            [w - rate * m / (bias_correction * (u + epsilon)), m, u]
        });
    }
}
