//! By global norm.

use core::ops::Range;

use super::{GradientClipping, THRESHOLD, shrink};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::sum::sum_of_squares;

/// Shortens the gradient of all weights together to length c.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlobalNorm {
    threshold: f64,
}

impl GlobalNorm {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "global_norm",
        label: "By global norm",
        formula: r"g \leftarrow g\,c/\max(\lVert(g_1,g_2,\dots)\rVert,\,c)",
        summary: "Shortens the gradient of all weights together to length c.",
        parameters: &[THRESHOLD],
        source: "https://keras.io/api/optimizers/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { threshold: choice.real("threshold") }
    }
}

impl<F: Float> GradientClipping<F> for GlobalNorm {
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]) {
        let sum: f64 = variables.iter().map(|range| sum_of_squares(&gradients[range.clone()])).sum();
        for range in variables {
            shrink(&mut gradients[range.clone()], libm::sqrt(sum), self.threshold);
        }
    }
}
