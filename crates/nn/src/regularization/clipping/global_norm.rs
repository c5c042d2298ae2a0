//! By global norm.

use core::ops::Range;

use super::{GradientClipping, THRESHOLD, shrink};
use crate::entry;
use crate::float::Float;
use crate::linalg::reduce::sum_of_squares;

entry! {
    /// Shortens the gradient of all weights together to length c.
    pub struct ClipByGlobalNorm = "global_norm", "By global norm",
        formula: r"g \leftarrow g\,c/\max(\lVert(g_1,g_2,\dots)\rVert,\,c)",
        source: "https://keras.io/api/optimizers/",
        paper: "Pascanu, Mikolov & Bengio, 2013, <https://arxiv.org/abs/1211.5063>",
    {
        /// The limit c.
        threshold: f64 = THRESHOLD,
    }
}

impl<F: Float> GradientClipping<F> for ClipByGlobalNorm {
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]) {
        let sum: f64 = variables.iter().map(|range| sum_of_squares(&gradients[range.clone()])).sum();
        for range in variables {
            shrink(&mut gradients[range.clone()], libm::sqrt(sum), self.threshold);
        }
    }
}
