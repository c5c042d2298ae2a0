//! By norm.

use core::ops::Range;

use super::{GradientClipping, THRESHOLD, shrink};
use crate::entry;
use crate::float::Float;
use crate::linalg::reduce::sum_of_squares;

entry! {
    /// Shortens each kernel's and each bias's gradient to length c; keeps its direction.
    pub struct ClipByNorm = "norm", "By norm",
        formula: r"g \leftarrow g\,c/\max(\lVert g\rVert,\,c)",
        source: "https://keras.io/api/optimizers/",
        paper: "Pascanu, Mikolov & Bengio, 2013, <https://arxiv.org/abs/1211.5063>",
    {
        /// The limit c.
        threshold: f64 = THRESHOLD,
    }
}

impl<F: Float> GradientClipping<F> for ClipByNorm {
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]) {
        for range in variables {
            let g = &mut gradients[range.clone()];
            let norm = libm::sqrt(sum_of_squares(g));
            shrink(g, norm, self.threshold);
        }
    }
}
