//! He uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Even draws with He's variance.
    pub struct HeUniform = "he_uniform", "He uniform",
        formula: r"W\sim\mathcal{U}(\pm\sqrt{6/n_\mathrm{in}})",
        source: "https://keras.io/api/layers/initializers/#heuniform-class",
        paper: "He, Zhang, Ren & Sun, 2015, <https://arxiv.org/abs/1502.01852>",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for HeUniform {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::uniform_of_deviation(self.gain * libm::sqrt(2.0 / fans.fan_in as f64), rng, weights);
    }
}
