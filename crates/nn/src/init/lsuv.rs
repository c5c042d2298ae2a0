//! Layer-sequential unit-variance initialization.

use super::orthogonal::fill_orthogonal;
use super::{Fans, Initializer};
use crate::entry;
use crate::float::Float;
use crate::rng::Rng;

entry! {
    /// Orthogonal, then each layer scaled until its outputs on a batch have variance 1.
    pub struct Lsuv = "lsuv", "LSUV",
        formula: r"\operatorname{Var}(xW) = 1",
        source: "https://arxiv.org/abs/1511.06422",
        paper: "Mishkin & Matas, 2016, <https://arxiv.org/abs/1511.06422>",
    {}
}

impl<F: Float> Initializer<F> for Lsuv {
    fn fill(&self, fans: Fans, rng: &mut Rng, weights: &mut [F]) {
        fill_orthogonal(1.0, fans, rng, weights);
    }

    fn needs_matrix(&self) -> bool {
        true
    }

    fn needs_data(&self) -> bool {
        true
    }
}
