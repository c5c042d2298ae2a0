//! RMSProp.

use super::{EPSILON, ParamSlice, Step, UpdateRule, decay, learning_rate};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// Divides each weight's step by the size of its recent gradients.
    pub struct Rmsprop = "rmsprop", "RMSProp",
        formula: r"w \leftarrow w - \eta\,g/\sqrt{v+\epsilon},\; v \leftarrow \rho v+(1-\rho)g^2",
        source: "https://keras.io/api/optimizers/rmsprop/",
        paper: "Tieleman & Hinton, Neural networks for machine learning, lecture 6.5, 2012",
    {
        /// The step size η, before any schedule.
        learning_rate: f64 = learning_rate(0.001),
        /// Decay rate of the squared gradient's moving mean.
        rho: f64 = decay("ρ", 0.9),
        /// The share of the last step that the next keeps.
        momentum: f64 = decay("Momentum", 0.0),
        /// Keeps the division from blowing up.
        epsilon: f64 = EPSILON,
    }
}

impl<F: Float> UpdateRule<F> for Rmsprop {
    fn moments(&self) -> usize {
        if self.momentum > 0.0 { 2 } else { 1 }
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        let (rate, epsilon) = (F::Vector::from_f64(step.learning_rate), F::Vector::from_f64(self.epsilon));
        let (rho, one_minus_rho) = (F::Vector::from_f64(self.rho), F::Vector::from_f64(1.0 - self.rho));
        let momentum = F::Vector::from_f64(self.momentum);
        let ParamSlice { weights, gradients, moment_1, moment_2 } = params;
        if self.momentum > 0.0 {
            zip_map([gradients], [weights, moment_1, moment_2], |[g], [w, v, m]| {
                let v = rho * v + one_minus_rho * g * g;
                let m = momentum * m + rate * g / (v + epsilon).sqrt();
                [w - m, v, m]
            });
        } else {
            zip_map([gradients], [weights, moment_1], |[g], [w, v]| {
                let v = rho * v + one_minus_rho * g * g;
                [w - rate * g / (v + epsilon).sqrt(), v]
            });
        }
    }
}
