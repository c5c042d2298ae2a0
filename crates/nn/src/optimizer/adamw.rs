//! AdamW.

use super::adam::adam_step;
use super::{EPSILON, ParamSlice, Step, UpdateRule, decay, learning_rate};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// Adam with the weights shrunk a little before each step.
    pub struct Adamw = "adamw", "AdamW",
        formula: r"w \leftarrow w - \eta\lambda w - \eta_t m/(\sqrt{\mathstrut v}+\epsilon)",
        source: "https://keras.io/api/optimizers/adamw/",
        paper: "Loshchilov & Hutter, 2019, <https://arxiv.org/abs/1711.05101>",
    {
        /// The step size η, before any schedule.
        learning_rate: f64 = learning_rate(0.001),
        /// The share of each weight, times the rate, that a step takes away first.
        weight_decay: f64 = Hyperparameter::real("Weight decay", 0.004, Interval::closed(0.0, 1e6).travel(1e-5, 1.0), Scale::Logarithmic),
        /// Decay rate of the gradient's moving mean.
        beta_1: f64 = decay("β₁", 0.9),
        /// Decay rate of the squared gradient's moving mean.
        beta_2: f64 = decay("β₂", 0.999),
        /// Keeps the division from blowing up.
        epsilon: f64 = EPSILON,
    }
}

impl<F: Float> UpdateRule<F> for Adamw {
    fn moments(&self) -> usize {
        2
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        let decay = F::Vector::from_f64(self.weight_decay * step.learning_rate);
        zip_map([], [&mut *params.weights], |[], [w]| [w - w * decay]);
        adam_step(self.beta_1, self.beta_2, self.epsilon, step, params);
    }
}
