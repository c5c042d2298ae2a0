//! Constant initialization.

use super::{Fans, Initializer};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::random::Random;

/// Every weight the same: units of a layer stay identical for ever.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Constant {
    value: f64,
}

impl Constant {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "constant",
        label: "Constant",
        formula: r"W = c",
        summary: "Every weight the same: units of a layer stay identical for ever.",
        parameters: &[Parameter {
            id: "value",
            label: "Value",
            unit: "",
            kind: ParameterKind::Real {
                default: 0.0,
                range: Range::closed(-1e6, 1e6).travel(-1.0, 1.0),
                scale: Scale::Linear,
            },
        }],
        source: "https://keras.io/api/layers/initializers/#constant-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { value: choice.real("value") }
    }
}

impl<F: Float> Initializer<F> for Constant {
    fn fill(&self, _: Fans, _: &mut Random, weights: &mut [F]) {
        weights.fill(F::from_f64(self.value));
    }
}
