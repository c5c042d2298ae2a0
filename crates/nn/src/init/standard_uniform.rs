//! U(±1/√n) initialization.

use super::{Fans, Initializer, scaling};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// The old rule of thumb (and PyTorch's default): a third of LeCun's variance.
    pub struct StandardUniform = "standard_uniform", "U(±1/√n)",
        formula: r"W\sim\mathcal{U}(\pm 1/\sqrt{n_\mathrm{in}})",
        source: "https://proceedings.mlr.press/v9/glorot10a.html",
        paper: "Glorot & Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010, equation 1",
    {
        /// A factor on the standard deviation.
        gain: f64 = scaling::GAIN,
    }
}

impl<F: Float> Initializer<F> for StandardUniform {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::uniform(self.gain / libm::sqrt(fans.fan_in as f64), rng, weights);
    }
}
