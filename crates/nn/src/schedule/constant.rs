//! A constant learning rate.

use super::{LearningRate, Time};
use crate::entry;

entry! {
    /// The same rate throughout.
    pub struct Constant = "constant", "Constant",
        formula: r"\eta(t) = \eta_0",
        source: "https://keras.io/api/optimizers/",
    {}
}

impl LearningRate for Constant {
    fn rate(&self, base: f64, _: Time) -> f64 {
        base
    }
}
