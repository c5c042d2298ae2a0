//! Layer-sequential unit-variance initialization.

use super::orthogonal::fill_orthogonal;
use super::{Fans, Initializer};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::random::Random;

/// Orthogonal, then each layer scaled until its outputs on a batch have variance 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lsuv;

impl Lsuv {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "lsuv",
        label: "LSUV",
        formula: r"\operatorname{Var}(xW) = 1",
        summary: "Orthogonal, then each layer scaled until its outputs on a batch have variance 1.",
        parameters: &[],
        source: "https://arxiv.org/abs/1511.06422",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> Initializer<F> for Lsuv {
    fn fill(&self, fans: Fans, random: &mut Random, weights: &mut [F]) {
        fill_orthogonal(1.0, fans, random, weights);
    }

    fn needs_matrix(&self) -> bool {
        true
    }

    fn needs_data(&self) -> bool {
        true
    }
}
