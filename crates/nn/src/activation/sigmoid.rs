//! Sigmoid.

use super::{ActivationFunction, BackwardArgs, Saturation};
use crate::entry;
use crate::float::Float;
use crate::simd::SimdFloat;

entry! {
    /// Squeezes its input into 0…1; its slope is at most a quarter.
    pub struct Sigmoid = "sigmoid", "Sigmoid",
        formula: r"\frac{1}{1+e^{-z}}",
        source: "https://keras.io/api/layers/activations/#sigmoid-function",
    {}
}

impl<F: Float> ActivationFunction<F> for Sigmoid {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        F::sigmoid_each(z, a);
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        // `black_box` keeps the constant in a register: V8 would build a literal again in each round of the loop.
        let one = core::hint::black_box(F::Vector::one());
        args.elementwise(|_, a| a * (one - a));
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: 0.01, above: 0.99 })
    }

    fn range(&self) -> (f64, f64) {
        (0.0, 1.0)
    }
}
