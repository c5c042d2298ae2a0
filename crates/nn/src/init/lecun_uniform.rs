//! LeCun uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Even draws with variance 1 over the inputs.
    pub struct LecunUniform = "lecun_uniform", "LeCun uniform",
        formula: r"W\sim\mathcal{U}(\pm\sqrt{3/n_\mathrm{in}})",
        source: "https://keras.io/api/layers/initializers/#lecununiform-class",
        paper: "LeCun, Bottou, Orr & Müller, Efficient BackProp, 1998",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for LecunUniform {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::uniform_of_deviation(self.gain * libm::sqrt(1.0 / fans.fan_in as f64), rng, weights);
    }
}
