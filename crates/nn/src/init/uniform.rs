//! Uniform initialization.

use super::{Fans, Initializer, scaling};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Even draws from a range you choose, whatever the layer's size.
    pub struct Uniform = "uniform", "Uniform",
        formula: r"W\sim\mathcal{U}(\pm a)",
        source: "https://keras.io/api/layers/initializers/#randomuniform-class",
    {
        /// The largest magnitude drawn.
        limit: f64 = Hyperparameter::real("Limit", 0.05, Interval::closed(0.0, 1e6).travel(0.001, 10.0), Scale::Logarithmic),
    }
}

impl<F: Float> Initializer<F> for Uniform {
    fn fill(&self, _: Fans, rng: &mut Rng, weights: &mut [F]) {
        scaling::uniform(self.limit, rng, weights);
    }
}
