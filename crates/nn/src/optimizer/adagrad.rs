//! AdaGrad.

use super::{EPSILON, ParamSlice, Step, UpdateRule, learning_rate};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// Divides each weight's step by all its past gradients: slows down for good.
    pub struct Adagrad = "adagrad", "AdaGrad",
        formula: r"w \leftarrow w - \eta\,g/\sqrt{s+\epsilon},\; s \leftarrow s+g^2",
        source: "https://keras.io/api/optimizers/adagrad/",
        paper: "Duchi, Hazan & Singer, Adaptive subgradient methods, 2011",
    {
        /// The step size η, before any schedule.
        learning_rate: f64 = learning_rate(0.001),
        /// What the sum of squared gradients starts from.
        initial_accumulator: f64 = Hyperparameter::real("Initial sum", 0.1, Interval::closed(0.0, 1e6).travel(0.0, 1.0), Scale::Linear),
        /// Keeps the division from blowing up.
        epsilon: f64 = EPSILON,
    }
}

impl<F: Float> UpdateRule<F> for Adagrad {
    fn moments(&self) -> usize {
        1
    }

    fn initial_moment(&self) -> f64 {
        self.initial_accumulator
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        let (rate, epsilon) = (F::Vector::from_f64(step.learning_rate), F::Vector::from_f64(self.epsilon));
        zip_map([params.gradients], [params.weights, params.moment_1], |[g], [w, sum]| {
            let sum = sum + g * g;
            [w - rate * g / (sum + epsilon).sqrt(), sum]
        });
    }
}
