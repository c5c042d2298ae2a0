//! Nadam.

use super::{EPSILON, ParamSlice, Step, UpdateRule, decay, learning_rate};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::math::f64::powi;
use crate::simd::SimdFloat;

entry! {
    /// Adam that looks ahead along its momentum, as Nesterov's does.
    pub struct Nadam = "nadam", "Nadam",
        formula: r"w \leftarrow w - \eta\,\bar m/(\sqrt{\hat v}+\epsilon)",
        source: "https://keras.io/api/optimizers/Nadam/",
        paper: "Dozat, Incorporating Nesterov momentum into Adam, 2016",
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

impl Nadam {
    /// The momentum of `step`, which rises towards β₁.
    fn momentum(&self, step: u64) -> f64 {
        self.beta_1 * (1.0 - 0.5 * powi(0.96, step))
    }
}

impl<F: Float> UpdateRule<F> for Nadam {
    fn moments(&self) -> usize {
        2
    }

    fn momentum_factor(&self, step: u64) -> f64 {
        self.momentum(step)
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        let (now, next) = (self.momentum(step.number), self.momentum(step.number + 1));
        let ahead = F::Vector::from_f64(next / (1.0 - step.momentum_product * next));
        let here = F::Vector::from_f64((1.0 - now) / (1.0 - step.momentum_product));
        let bias_correction = F::Vector::from_f64(1.0 - powi(self.beta_2, step.number));
        let (one_minus_beta_1, one_minus_beta_2) =
            (F::Vector::from_f64(1.0 - self.beta_1), F::Vector::from_f64(1.0 - self.beta_2));
        let (rate, epsilon) = (F::Vector::from_f64(step.learning_rate), F::Vector::from_f64(self.epsilon));
        zip_map([params.gradients], [params.weights, params.moment_1, params.moment_2], |[g], [w, m, v]| {
            let m = m + (g - m) * one_minus_beta_1;
            let v = v + (g * g - v) * one_minus_beta_2;
            let direction = ahead * m + here * g;
            [w - direction * rate / ((v / bias_correction).sqrt() + epsilon), m, v]
        });
    }
}
