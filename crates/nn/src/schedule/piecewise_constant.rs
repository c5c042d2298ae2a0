//! Piecewise constant scheduling.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range};

/// One rate until the first boundary, the next until the second, and so on.
#[derive(Debug, Clone, PartialEq)]
pub struct PiecewiseConstant {
    boundaries: Vec<f64>,
    values: Vec<f64>,
    unit: Unit,
}

impl PiecewiseConstant {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "piecewise_constant",
        label: "Piecewise constant",
        formula: r"\eta(t) = v_i \text{ for } b_{i-1} < t \le b_i",
        summary: "One rate until the first boundary, the next until the second, and so on.",
        parameters: &[
            Parameter {
                id: "boundaries",
                label: "Boundaries",
                unit: "",
                kind: ParameterKind::Reals { default: &[500.0, 1500.0], range: Range::closed(0.0, 1e12) },
            },
            Parameter {
                id: "values",
                label: "Rates",
                unit: "",
                kind: ParameterKind::Reals { default: &[0.01, 0.005, 0.001], range: Range::closed(0.0, 1e6) },
            },
            UNIT,
        ],
        source: "https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            boundaries: choice.reals("boundaries").to_vec(),
            values: choice.reals("values").to_vec(),
            unit: Unit::of(choice),
        }
    }
}

impl LearningRate for PiecewiseConstant {
    fn rate(&self, base: f64, time: Time) -> f64 {
        let passed = self.boundaries.iter().filter(|&&boundary| time.now > boundary).count();
        self.values.get(passed).copied().unwrap_or(base)
    }

    fn unit(&self) -> Unit {
        self.unit
    }

    fn conflict(&self) -> Option<(&'static str, String)> {
        let (boundaries, values) = (self.boundaries.len(), self.values.len());
        if !self.boundaries.is_sorted_by(|a, b| a < b) {
            return Some(("boundaries", String::from("must ascend, each above the one before")));
        }
        (values != boundaries + 1).then(|| {
            let message = "must be one more than the boundaries";
            ("values", format!("{message}, {} for {boundaries}; found {values}", boundaries + 1))
        })
    }
}
