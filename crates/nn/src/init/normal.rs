//! Normal initialization.

use super::{Fans, Initializer};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Normal draws of a spread you choose, whatever the layer's size.
    pub struct Normal = "normal", "Normal",
        formula: r"W\sim\mathcal{N}(0,\,\sigma^2)",
        source: "https://keras.io/api/layers/initializers/#randomnormal-class",
    {
        /// The standard deviation σ.
        stddev: f64 = Hyperparameter::real("σ", 0.05, Interval::closed(0.0, 1e6).travel(0.001, 10.0), Scale::Logarithmic),
    }
}

impl<F: Float> Initializer<F> for Normal {
    fn fill(&self, _: Fans, rng: &mut Rng, weights: &mut [F]) {
        for weight in weights {
            *weight = F::from_f64(rng.normal() * self.stddev);
        }
    }
}
