//! LeCun normal initialization.

use super::{Fans, Initializer, scaling};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Variance 1 over the inputs: keeps a linear layer's scale; made for SELU.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LecunNormal {
    gain: f64,
}

impl LecunNormal {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "lecun_normal",
        label: "LeCun normal",
        formula: r"W\sim\mathcal{N}(0,\,1/n_\mathrm{in})",
        summary: "Variance 1 over the inputs: keeps a linear layer's scale; made for SELU.",
        parameters: &[scaling::GAIN],
        source: "https://keras.io/api/layers/initializers/#lecunnormal-class",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { gain: choice.real("gain") }
    }
}

impl<F: Float> Initializer<F> for LecunNormal {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        scaling::truncated_normal(self.gain * libm::sqrt(1.0 / fans.inputs as f64), random, weights);
    }
}
