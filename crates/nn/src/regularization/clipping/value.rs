//! By value.

use core::ops::Range;

use super::{GradientClipping, THRESHOLD};
use crate::entry;
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

entry! {
    /// Cuts each gradient off at ±c; may turn its direction.
    pub struct ClipByValue = "value", "By value",
        formula: r"g \leftarrow \min(\max(g,-c),\,c)",
        source: "https://keras.io/api/optimizers/",
    {
        /// The limit c.
        threshold: f64 = THRESHOLD,
    }
}

impl<F: Float> GradientClipping<F> for ClipByValue {
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]) {
        let limit = F::Vector::from_f64(self.threshold);
        for range in variables {
            zip_map([], [&mut gradients[range.clone()]], |[], [g]| [g.min(limit).max(-limit)]);
        }
    }
}
