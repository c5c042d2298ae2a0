//! Glorot uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Even draws with Glorot's variance: Keras's default.
    pub struct GlorotUniform = "glorot_uniform", "Glorot uniform",
        formula: r"W\sim\mathcal{U}\left(\pm\sqrt{\tfrac{6}{n_\mathrm{in}+n_\mathrm{out}}}\right)",
        source: "https://keras.io/api/layers/initializers/#glorotuniform-class",
        paper: "Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, equation 16",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for GlorotUniform {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::uniform_of_deviation(self.gain * libm::sqrt(1.0 / fans.mean()), rng, weights);
    }
}
