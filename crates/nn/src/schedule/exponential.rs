//! Exponential scheduling.

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::real;

/// Falls by the same factor in every decay time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponential {
    decay_steps: f64,
    rate: f64,
    unit: Unit,
}

impl Exponential {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "exponential",
        label: "Exponential",
        formula: r"\eta(t) = \eta_0\, r^{t/s}",
        summary: "Falls by the same factor in every decay time.",
        parameters: &[
            super::DECAY_STEPS,
            Parameter {
                id: "rate",
                label: "Decay factor",
                unit: "",
                kind: ParameterKind::Real {
                    default: 0.1,
                    range: Range::above(0.0, 1.0).travel(0.01, 1.0),
                    scale: Scale::Logarithmic,
                },
            },
            UNIT,
        ],
        source: "https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { decay_steps: choice.real("decay_steps"), rate: choice.real("rate"), unit: Unit::of(choice) }
    }
}

impl LearningRate for Exponential {
    fn rate(&self, base: f64, time: Time) -> f64 {
        base * real::power(self.rate, time.now / self.decay_steps)
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
