//! U(±1/√n) initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// The old rule of thumb (and PyTorch's default): a third of LeCun's variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandardUniform {
    gain: f64,
}

impl StandardUniform {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "standard_uniform",
        label: "U(±1/√n)",
        formula: r"W\sim\mathcal{U}(\pm 1/\sqrt{n_\mathrm{in}})",
        summary: "The old rule of thumb (and PyTorch's default): a third of LeCun's variance.",
        parameters: &[scaling::GAIN],
        source: "https://proceedings.mlr.press/v9/glorot10a.html",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for StandardUniform {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::uniform(self.gain / libm::sqrt(fans.inputs as f64), random, weights);
    }
}
