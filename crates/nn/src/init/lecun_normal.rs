//! LeCun normal initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Variance 1 over the inputs: keeps a linear layer's scale; made for SELU.
    pub struct LecunNormal = "lecun_normal", "LeCun normal",
        formula: r"W\sim\mathcal{N}(0,\,1/n_\mathrm{in})",
        source: "https://keras.io/api/layers/initializers/#lecunnormal-class",
        paper: "LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for LecunNormal {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::truncated_normal(self.gain * libm::sqrt(1.0 / fans.fan_in as f64), rng, weights);
    }
}
