//! He normal initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Twice LeCun's variance: makes up for the half that ReLU cuts off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeNormal {
    gain: f64,
}

impl HeNormal {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "he_normal",
        label: "He normal",
        formula: r"W\sim\mathcal{N}(0,\,2/n_\mathrm{in})",
        summary: "Twice LeCun's variance: makes up for the half that ReLU cuts off.",
        parameters: &[scaling::GAIN],
        source: "https://keras.io/api/layers/initializers/#henormal-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for HeNormal {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::truncated_normal(self.gain * libm::sqrt(2.0 / fans.inputs as f64), random, weights);
    }
}
