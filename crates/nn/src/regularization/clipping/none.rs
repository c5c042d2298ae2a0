//! No clipping.

use core::ops::Range;

use super::GradientClipping;
use crate::Float;
use crate::catalogue::{Choice, Entry};

/// Leaves gradients as they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct None;

impl None {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "none",
        label: "None",
        formula: "g",
        summary: "Leaves gradients as they are.",
        parameters: &[],
        source: "https://keras.io/api/optimizers/",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> GradientClipping<F> for None {
    fn is_active(&self) -> bool {
        false
    }

    fn clip(&self, _: &mut [F], _: &[Range<usize>]) {}
}
