//! Performance scheduling.

use super::{LearningRate, Plateau, Time};
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};

/// Lowers the rate when the validation loss, or without validation the training loss, no longer falls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Performance {
    factor: f64,
    patience: u64,
    min_delta: f64,
    min_rate: f64,
}

impl Performance {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "performance",
        label: "Performance",
        formula: r"\eta \leftarrow f\eta \text{ after } p \text{ epochs without improvement}",
        summary: "Lowers the rate when the validation loss (without validation the training loss) no longer falls.",
        parameters: &[
            Parameter {
                id: "factor",
                label: "Factor",
                unit: "",
                kind: ParameterKind::Real {
                    default: 0.5,
                    range: Range { min_excluded: true, ..Range::below(0.0, 1.0) }.travel(0.05, 0.95),
                    scale: Scale::Linear,
                },
            },
            Parameter {
                id: "patience",
                label: "Patience",
                unit: "epochs",
                kind: ParameterKind::Integer { default: 5, min: 0, max: 1_000_000, scale: Scale::Logarithmic },
            },
            Parameter {
                id: "min_delta",
                label: "Smallest improvement",
                unit: "",
                kind: ParameterKind::Real {
                    default: 1e-4,
                    range: Range::closed(0.0, 1e6).travel(1e-6, 1.0),
                    scale: Scale::Logarithmic,
                },
            },
            Parameter {
                id: "min_learning_rate",
                label: "Lowest rate",
                unit: "",
                kind: ParameterKind::Real {
                    default: 0.0,
                    range: Range::closed(0.0, 1e6).travel(0.0, 0.1),
                    scale: Scale::Linear,
                },
            },
        ],
        source: "https://keras.io/api/callbacks/reduce_lr_on_plateau/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            factor: choice.real("factor"),
            patience: choice.integer("patience"),
            min_delta: choice.real("min_delta"),
            min_rate: choice.real("min_learning_rate"),
        }
    }
}

impl LearningRate for Performance {
    fn rate(&self, base: f64, _: Time) -> f64 {
        base
    }

    fn plateau(&self) -> Option<Plateau> {
        Some(Plateau {
            factor: self.factor,
            patience: self.patience,
            min_delta: self.min_delta,
            min_rate: self.min_rate,
            best: f64::INFINITY,
            wait: 0,
        })
    }
}
