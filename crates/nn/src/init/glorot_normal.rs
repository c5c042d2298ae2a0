//! Glorot normal initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Variance between what the forward pass and the backward pass ask for; made for tanh.
    pub struct GlorotNormal = "glorot_normal", "Glorot normal",
        formula: r"W\sim\mathcal{N}\left(0,\,\tfrac{2}{n_\mathrm{in}+n_\mathrm{out}}\right)",
        source: "https://keras.io/api/layers/initializers/#glorotnormal-class",
        paper: "Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, equation 16",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for GlorotNormal {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::truncated_normal(self.gain * libm::sqrt(1.0 / fans.mean()), rng, weights);
    }
}
