//! He normal initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Twice LeCun's variance: makes up for the half that ReLU cuts off.
    pub struct HeNormal = "he_normal", "He normal",
        formula: r"W\sim\mathcal{N}(0,\,2/n_\mathrm{in})",
        source: "https://keras.io/api/layers/initializers/#henormal-class",
        paper: "He, Zhang, Ren & Sun, 2015, <https://arxiv.org/abs/1502.01852>",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for HeNormal {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::truncated_normal(self.gain * libm::sqrt(2.0 / fans.fan_in as f64), rng, weights);
    }
}
