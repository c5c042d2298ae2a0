//! Constant initialization.

use super::{Fans, Initializer};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Every weight the same: units of a layer stay identical for ever.
    pub struct Constant = "constant", "Constant",
        formula: r"W = c",
        source: "https://keras.io/api/layers/initializers/#constant-class",
    {
        /// Every weight.
        value: f64 = Hyperparameter::real("Value", 0.0, Interval::closed(-1e6, 1e6).travel(-1.0, 1.0), Scale::Linear),
    }
}

impl<F: Float> Initializer<F> for Constant {
    fn fill(&self, _: Fans, _: &mut Rng, weights: &mut [F]) {
        weights.fill(F::from_f64(self.value));
    }
}
