//! Huber loss.

use super::{LossFunction, LossInput, of_errors};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;

entry! {
    /// Squared for small errors, straight for large ones.
    pub struct Huber = "huber", "Huber",
        formula: r"\tfrac12 e^2 \text{ if } |e|\le\delta, \text{ else } \delta|e|-\tfrac12\delta^2",
        source: "https://keras.io/api/losses/regression_losses/#huber-class",
        paper: "Huber, Robust estimation of a location parameter, 1964",
    {
        /// The size of an error from which the loss is linear.
        delta: f64 = Hyperparameter::real("δ", 1.0, Interval::above(0.0, 1e6).travel(0.01, 10.0), Scale::Logarithmic),
    }
}

impl<F: Float> LossFunction<F> for Huber {
    fn evaluate(&self, input: LossInput<'_, F>, gradient: &mut [F]) -> f64 {
        let (delta, half) = (F::from_f64(self.delta), F::from_f64(0.5));
        let value = |e: F| {
            let size = e.abs();
            if size <= delta { half * e * e } else { delta * size - half * delta * delta }
        };
        let derivative = |e: F| {
            if e > delta {
                delta
            } else if e < -delta {
                -delta
            } else {
                e
            }
        };
        of_errors(input, gradient, value, derivative)
    }
}
