//! No normalization.

use super::{Affine, AffineGradient, Cache, Normalizer, Statistics};
use crate::Float;
use crate::catalogue::{Choice, Entry};

/// Leaves the values as they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct None;

impl None {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "none",
        label: "None",
        formula: "x",
        summary: "Leaves the values as they are.",
        parameters: &[],
        source: "https://keras.io/api/layers/normalization_layers/",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> Normalizer<F> for None {
    fn is_active(&self) -> bool {
        false
    }

    fn forward(&self, x: &[F], _: Affine<'_, F>, _: Statistics<'_, F>, _: &mut Cache<F>, y: &mut [F]) {
        y.copy_from_slice(x);
    }

    fn backward(&self, _: Affine<'_, F>, _: AffineGradient<'_, F>, _: &Cache<F>, _: &mut [F]) {}
}
