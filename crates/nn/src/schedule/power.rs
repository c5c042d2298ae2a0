//! Power scheduling.

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::real;

/// Falls ever more slowly: to a half after one decay time, to a third after two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Power {
    decay_steps: f64,
    exponent: f64,
    unit: Unit,
}

impl Power {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "power",
        label: "Power",
        formula: r"\eta(t) = \eta_0/(1+t/s)^c",
        summary: "Falls ever more slowly: to a half after one decay time, to a third after two.",
        parameters: &[
            super::DECAY_STEPS,
            Parameter {
                id: "exponent",
                label: "Exponent",
                unit: "",
                kind: ParameterKind::Real {
                    default: 1.0,
                    range: Range::closed(0.0, 100.0).travel(0.0, 4.0),
                    scale: Scale::Linear,
                },
            },
            UNIT,
        ],
        source: "https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { decay_steps: choice.real("decay_steps"), exponent: choice.real("exponent"), unit: Unit::of(choice) }
    }
}

impl LearningRate for Power {
    fn rate(&self, base: f64, time: Time) -> f64 {
        base / real::power(1.0 + time.now / self.decay_steps, self.exponent)
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
