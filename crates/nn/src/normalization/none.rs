//! No normalization.

use super::{Affine, AffineGradient, Cache, Normalizer, Statistics};
use crate::entry;
use crate::float::Float;

entry! {
    /// Leaves the values as they are.
    pub struct NoNorm = "none", "None",
        formula: r"x",
        source: "https://keras.io/api/layers/normalization_layers/",
    {}
}

impl<F: Float> Normalizer<F> for NoNorm {
    fn forward(&self, x: &[F], _: Affine<'_, F>, _: Statistics<'_, F>, _: &mut Cache<F>, y: &mut [F]) {
        y.copy_from_slice(x);
    }

    fn backward(&self, _: Affine<'_, F>, _: AffineGradient<'_, F>, _: &Cache<F>, _: &mut [F]) {}
}
