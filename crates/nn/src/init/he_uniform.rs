//! He uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Even draws with He's variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeUniform {
    gain: f64,
}

impl HeUniform {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "he_uniform",
        label: "He uniform",
        formula: r"W\sim\mathcal{U}(\pm\sqrt{6/n_\mathrm{in}})",
        summary: "Even draws with He's variance.",
        parameters: &[scaling::GAIN],
        source: "https://keras.io/api/layers/initializers/#heuniform-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for HeUniform {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::uniform_of_deviation(self.gain * libm::sqrt(2.0 / fans.inputs as f64), random, weights);
    }
}
