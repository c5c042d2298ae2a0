//! Glorot uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Even draws with Glorot's variance: Keras's default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GlorotUniform {
    gain: f64,
}

impl GlorotUniform {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "glorot_uniform",
        label: "Glorot uniform",
        formula: r"W\sim\mathcal{U}\left(\pm\sqrt{\tfrac{6}{n_\mathrm{in}+n_\mathrm{out}}}\right)",
        summary: "Even draws with Glorot's variance: Keras's default.",
        parameters: &[scaling::GAIN],
        source: "https://keras.io/api/layers/initializers/#glorotuniform-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for GlorotUniform {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::uniform_of_deviation(self.gain * libm::sqrt(1.0 / fans.mean()), random, weights);
    }
}
