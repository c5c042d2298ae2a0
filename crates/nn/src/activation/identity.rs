//! Identity.

use super::{ActivationFunction, BackwardArgs, elementwise};
use crate::entry;
use crate::float::Float;
use crate::simd::SimdFloat;

entry! {
    /// Passes its input on: a linear layer.
    pub struct Identity = "identity", "Identity",
        formula: r"z",
        source: "https://keras.io/api/layers/activations/#linear-function",
    {}
}

impl<F: Float> ActivationFunction<F> for Identity {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z);
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise(|_, _| F::Vector::one());
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("glorot_normal")
    }
}
