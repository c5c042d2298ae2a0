//! Dropout as documents give it: a rate, or alpha dropout with its rate.

use gradient_lab_nn::Dropout;
use gradient_lab_nn::catalogue::{Choice, Hyperparameter, HyperparameterValue, Interval, Scale};
use serde::Serializer;

use crate::Error;
use crate::schema::read::{self, Node, Path};
use crate::schema::{FieldKind, FieldValue, write};

/// The share of values that dropout drops.
pub(super) const RATE: Hyperparameter =
    Hyperparameter::real("Rate", 0.0, Interval::below(0.0, 1.0).travel(0.0, 0.8), Scale::Linear);

gradient_lab_nn::entry! {
    /// Dropped values become SELU's lower limit, and the rest is shifted and scaled: mean and variance stay.
    pub struct AlphaDropout = "alpha", "Alpha dropout",
        formula: r"a\,(m \odot x + (1 - m)\,\alpha') + b",
        source: "https://arxiv.org/abs/1706.02515",
    {
        /// The share of values dropped.
        rate: f64 = RATE,
    }
}

impl FieldValue for Dropout {
    fn default_of(_: &FieldKind) -> Self {
        Self { rate: f64::from_value(RATE.kind.default_value()), alpha: false }
    }

    fn read(path: &Path<'_>, node: &Node, kind: &FieldKind) -> Result<Self, Error> {
        if matches!(node, Node::Object(_) | Node::Text(_)) {
            let (_, values) = read::entry_and_values(path, node, kind)?;
            let AlphaDropout { rate } = AlphaDropout::from_values(values);
            return Ok(Self { rate, alpha: true });
        }
        Ok(Self { rate: FieldValue::read(path, node, kind)?, alpha: false })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.alpha {
            write::choice(&AlphaDropout::ENTRY, AlphaDropout { rate: self.rate }.values(), serializer)
        } else {
            self.rate.write(serializer)
        }
    }
}
