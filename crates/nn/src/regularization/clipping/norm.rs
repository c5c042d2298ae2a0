//! By norm.

use core::ops::Range;

use super::{GradientClipping, THRESHOLD, shrink};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::sum::sum_of_squares;

/// Shortens each kernel's and each bias's gradient to length c; keeps its direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Norm {
    threshold: f64,
}

impl Norm {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "norm",
        label: "By norm",
        formula: r"g \leftarrow g\,c/\max(\lVert g\rVert,\,c)",
        summary: "Shortens each kernel's and each bias's gradient to length c; keeps its direction.",
        parameters: &[THRESHOLD],
        source: "https://keras.io/api/optimizers/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { threshold: choice.real("threshold") }
    }
}

impl<F: Float> GradientClipping<F> for Norm {
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]) {
        for range in variables {
            let g = &mut gradients[range.clone()];
            let norm = libm::sqrt(sum_of_squares(g));
            shrink(g, norm, self.threshold);
        }
    }
}
