//! By value.

use core::ops::Range;

use super::{GradientClipping, THRESHOLD};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::each::each;
use crate::kernel::number::Number;

/// Cuts each gradient off at ±c; may turn its direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    threshold: f64,
}

impl Value {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "value",
        label: "By value",
        formula: r"g \leftarrow \min(\max(g,-c),\,c)",
        summary: "Cuts each gradient off at ±c; may turn its direction.",
        parameters: &[THRESHOLD],
        source: "https://keras.io/api/optimizers/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { threshold: choice.real("threshold") }
    }
}

impl<F: Float> GradientClipping<F> for Value {
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]) {
        let limit = F::Register::from_f64(self.threshold);
        for range in variables {
            each([], [&mut gradients[range.clone()]], |[], [g]| [g.above(limit, limit, (-limit).above(g, -limit, g))]);
        }
    }
}
