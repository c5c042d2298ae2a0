//! A constant learning rate.

use super::{LearningRate, Time};
use crate::catalogue::{Choice, Entry};

/// The same rate throughout.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Constant;

impl Constant {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "constant",
        label: "Constant",
        formula: r"\eta(t) = \eta_0",
        summary: "The same rate throughout.",
        parameters: &[],
        source: "https://keras.io/api/optimizers/",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl LearningRate for Constant {
    fn rate(&self, base: f64, _: Time) -> f64 {
        base
    }
}
