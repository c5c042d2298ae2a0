//! Leaky ReLU.

use super::{ActivationFunction, BackwardArgs, elementwise};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::simd::SimdFloat;

entry! {
    /// A ReLU that lets a little of negative input through, so that it cannot die.
    pub struct LeakyRelu = "leaky_relu", "Leaky ReLU",
        formula: r"\max(\alpha z, z)",
        source: "https://keras.io/api/layers/activations/#leaky_relu-function",
        paper: "Maas, Hannun & Ng, Rectifier nonlinearities improve neural network acoustic models, 2013",
    {
        /// The slope for negative input.
        negative_slope: f64 = Hyperparameter::real("Negative slope", 0.1, Interval::closed(0.0, 1.0), Scale::Linear),
    }
}

impl<F: Float> ActivationFunction<F> for LeakyRelu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        let slope = F::Vector::from_f64(self.negative_slope);
        elementwise(z, a, |z| z.select_gt(F::Vector::zero(), z, slope * z));
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        let slope = F::Vector::from_f64(self.negative_slope);
        args.elementwise(|z, _| z.select_gt(F::Vector::zero(), F::Vector::one(), slope));
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
