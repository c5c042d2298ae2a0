//! LeCun uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Even draws with variance 1 over the inputs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LecunUniform {
    gain: f64,
}

impl LecunUniform {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "lecun_uniform",
        label: "LeCun uniform",
        formula: r"W\sim\mathcal{U}(\pm\sqrt{3/n_\mathrm{in}})",
        summary: "Even draws with variance 1 over the inputs.",
        parameters: &[scaling::GAIN],
        source: "https://keras.io/api/layers/initializers/#lecununiform-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for LecunUniform {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::uniform_of_deviation(self.gain * libm::sqrt(1.0 / fans.inputs as f64), random, weights);
    }
}
