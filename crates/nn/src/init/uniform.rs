//! Uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::random::Random;

/// Even draws from a range you choose, whatever the layer's size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    limit: f64,
}

impl Uniform {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "uniform",
        label: "Uniform",
        formula: r"W\sim\mathcal{U}(\pm a)",
        summary: "Even draws from a range you choose, whatever the layer's size.",
        parameters: &[Parameter {
            id: "limit",
            label: "Limit",
            unit: "",
            kind: ParameterKind::Real {
                default: 0.05,
                range: Range::closed(0.0, 1e6).travel(0.001, 10.0),
                scale: Scale::Logarithmic,
            },
        }],
        source: "https://keras.io/api/layers/initializers/#randomuniform-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { limit: choice.real("limit") }
    }
}

impl<F: Float> Initializer<F> for Uniform {
    fn fill(&self, _: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::uniform(self.limit, random, weights);
    }
}
