//! Glorot normal initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Variance between what the way forward and the way back ask for; made for tanh.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlorotNormal {
    gain: f64,
}

impl GlorotNormal {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "glorot_normal",
        label: "Glorot normal",
        formula: r"W\sim\mathcal{N}\left(0,\,\tfrac{2}{n_\mathrm{in}+n_\mathrm{out}}\right)",
        summary: "Variance between what the way forward and the way back ask for; made for tanh.",
        parameters: &[scaling::GAIN],
        source: "https://keras.io/api/layers/initializers/#glorotnormal-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for GlorotNormal {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::truncated_normal(self.gain * libm::sqrt(1.0 / fans.mean()), random, weights);
    }
}
