//! Zero initialization.

use super::{Fans, Initializer};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Every weight 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zeros;

impl Zeros {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "zeros",
        label: "Zeros",
        formula: "W = 0",
        summary: "Every weight 0: right for biases; in a kernel it keeps the units of a layer identical.",
        parameters: &[],
        source: "https://keras.io/api/layers/initializers/#zeros-class",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> Initializer<F> for Zeros {
    fn fill(&self, _: Fans, _: &mut Random, weights: &mut [F]) {
        weights.fill(F::ZERO);
    }
}
