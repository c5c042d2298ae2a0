//! Softsign.

use super::{ActivationFunction, BackwardArgs, Saturation, elementwise};
use crate::entry;
use crate::float::Float;
use crate::simd::SimdFloat;

entry! {
    /// Like tanh, but it nears its asymptotes slowly.
    pub struct Softsign = "softsign", "Softsign",
        formula: r"\frac{z}{1+|z|}",
        source: "https://keras.io/api/layers/activations/#softsign-function",
        paper: "Bergstra et al., Quadratic polynomials learn better image features, 2009",
    {}
}

impl<F: Float> ActivationFunction<F> for Softsign {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z / (F::Vector::one() + z.abs()));
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise(|z, _| {
            let width = F::Vector::one() + z.abs();
            F::Vector::one() / (width * width)
        });
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: -0.98, above: 0.98 })
    }

    fn range(&self) -> (f64, f64) {
        (-1.0, 1.0)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("glorot_normal")
    }
}
