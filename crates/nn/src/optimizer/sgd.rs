//! Stochastic gradient descent, with momentum and Nesterov's look ahead.

use super::{ParamSlice, Step, UpdateRule, decay, learning_rate};
use crate::catalogue::Hyperparameter;
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// Straight down the gradient, by choice with a memory of the way so far.
    pub struct Sgd = "sgd", "SGD",
        formula: r"m \leftarrow \beta m - \eta g,\; w \leftarrow w + m",
        source: "https://keras.io/api/optimizers/sgd/",
        paper: "Sutskever, Martens, Dahl & Hinton, On the importance of initialization and momentum in deep learning, 2013",
    {
        /// The step size η, before any schedule.
        learning_rate: f64 = learning_rate(0.01),
        /// The share of the last step that the next keeps.
        momentum: f64 = decay("Momentum", 0.0),
        /// Whether the gradient is taken as if a step ahead (Nesterov).
        nesterov: bool = Hyperparameter::boolean("Nesterov", false),
    }
}

impl<F: Float> UpdateRule<F> for Sgd {
    fn moments(&self) -> usize {
        usize::from(self.momentum > 0.0)
    }

    fn update(&self, step: Step, params: ParamSlice<'_, F>) {
        let (rate, momentum) = (F::Vector::from_f64(step.learning_rate), F::Vector::from_f64(self.momentum));
        let ParamSlice { weights, gradients, moment_1, .. } = params;
        if self.momentum == 0.0 {
            zip_map([gradients], [weights], |[g], [w]| [w - rate * g]);
        } else if self.nesterov {
            zip_map([gradients], [weights, moment_1], |[g], [w, m]| {
                let scaled_grad = rate * g;
                let m = momentum * m - scaled_grad;
                [w + (momentum * m - scaled_grad), m]
            });
        } else {
            zip_map([gradients], [weights, moment_1], |[g], [w, m]| {
                let m = momentum * m - rate * g;
                [w + m, m]
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ParamSlice, Sgd, Step, UpdateRule};

    #[test]
    fn momentum_keeps_the_rate_it_was_given() {
        let sgd = Sgd { learning_rate: 0.1, momentum: 0.9, nesterov: false };
        let (mut weights, mut moment_1) = ([1.0_f64], [0.0]);
        let mut step = |number, learning_rate, gradient| {
            let parameters = ParamSlice {
                weights: &mut weights,
                gradients: &[gradient],
                moment_1: &mut moment_1,
                moment_2: &mut [],
            };
            sgd.update(Step { number, learning_rate, momentum_product: 1.0 }, parameters);
        };
        step(1, 0.1, 1.0);
        step(2, 0.0, 1.0);
        // 1 − 0.1, then on by 0.9·0.1 although the rate is now 0.
        assert!((weights[0] - (1.0 - 0.1 - 0.09)).abs() < 1e-15);
    }
}
