//! ReLU.

use super::{ActivationFunction, BackwardArgs, elementwise};
use crate::entry;
use crate::float::Float;
use crate::simd::SimdFloat;

entry! {
    /// Passes positive input on and gives 0 for the rest.
    pub struct Relu = "relu", "ReLU",
        formula: r"\max(0, z)",
        source: "https://keras.io/api/layers/activations/#relu-function",
        paper: "Nair & Hinton, Rectified linear units improve restricted Boltzmann machines, 2010",
    {}
}

impl<F: Float> ActivationFunction<F> for Relu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, F::Vector::relu);
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise(|z, _| z.select_gt(F::Vector::zero(), F::Vector::one(), F::Vector::zero()));
    }

    fn can_die(&self) -> bool {
        true
    }

    fn range(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
