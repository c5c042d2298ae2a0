//! Zero initialization.

use super::{Fans, Initializer};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Every weight 0: right for biases; in a kernel it keeps the units of a layer identical.
    pub struct Zeros = "zeros", "Zeros",
        formula: r"W = 0",
        source: "https://keras.io/api/layers/initializers/#zeros-class",
    {}
}

impl<F: Float> Initializer<F> for Zeros {
    fn fill(&self, _: Fans, _: &mut Rng, weights: &mut [F]) {
        weights.fill(F::ZERO);
    }
}
