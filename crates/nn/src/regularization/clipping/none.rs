//! No clipping.

use core::ops::Range;

use super::GradientClipping;
use crate::entry;
use crate::float::Float;

entry! {
    /// Leaves gradients as they are.
    pub struct NoClipping = "none", "None",
        formula: r"g",
        source: "https://keras.io/api/optimizers/",
    {}
}

impl<F: Float> GradientClipping<F> for NoClipping {
    fn is_active(&self) -> bool {
        false
    }

    fn clip(&self, _: &mut [F], _: &[Range<usize>]) {}
}
