//! Normal initialization.

use super::{Fans, Initializer};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::random::Random;

/// Normal draws of a spread you choose, whatever the layer's size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    stddev: f64,
}

impl Normal {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "normal",
        label: "Normal",
        formula: r"W\sim\mathcal{N}(0,\,\sigma^2)",
        summary: "Normal draws of a spread you choose, whatever the layer's size.",
        parameters: &[Parameter {
            id: "stddev",
            label: "σ",
            unit: "",
            kind: ParameterKind::Real {
                default: 0.05,
                range: Range::closed(0.0, 1e6).travel(0.001, 10.0),
                scale: Scale::Logarithmic,
            },
        }],
        source: "https://keras.io/api/layers/initializers/#randomnormal-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { stddev: choice.real("stddev") }
    }
}

impl<F: Float> Initializer<F> for Normal {
    fn fill(&self, _: Fans, random: &mut Random, weights: &mut [F]) {
        for weight in weights {
            *weight = F::from_f64(random.normal() * self.stddev);
        }
    }
}
