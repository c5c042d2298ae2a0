//! Softplus.

use super::{ActivationFunction, BackwardArgs, elementwise};
use crate::entry;
use crate::float::Float;
use crate::math::Transcendental;

entry! {
    /// A smooth ReLU, positive everywhere.
    pub struct Softplus = "softplus", "Softplus",
        formula: r"\ln(1+e^z)",
        source: "https://keras.io/api/layers/activations/#softplus-function",
        paper: "Dugas et al., Incorporating second-order functional knowledge for better option pricing, 2000",
    {}
}

impl<F: Float> ActivationFunction<F> for Softplus {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, F::Vector::softplus);
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise_after(F::sigmoid_each, |_, _, sigmoid| sigmoid);
    }

    fn range(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
