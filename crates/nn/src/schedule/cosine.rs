//! Cosine scheduling.

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::real;

/// A warm-up from zero, then half a cosine wave down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cosine {
    warmup: f64,
    final_fraction: f64,
    unit: Unit,
}

impl Cosine {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "cosine",
        label: "Cosine",
        formula: r"\eta(t) = \eta_0\left(\alpha + (1-\alpha)\,\tfrac{1+\cos(\pi t/T)}{2}\right)",
        summary: "A warm-up from zero, then half a cosine wave down.",
        parameters: &[
            Parameter {
                id: "warmup_steps",
                label: "Warm-up",
                unit: "",
                kind: ParameterKind::Real {
                    default: 0.0,
                    range: Range::closed(0.0, 1e9).travel(0.0, 1000.0),
                    scale: Scale::Linear,
                },
            },
            Parameter {
                id: "final_fraction",
                label: "Final fraction",
                unit: "",
                kind: ParameterKind::Real { default: 0.0, range: Range::closed(0.0, 1.0), scale: Scale::Linear },
            },
            UNIT,
        ],
        source: "https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            warmup: choice.real("warmup_steps"),
            final_fraction: choice.real("final_fraction"),
            unit: Unit::of(choice),
        }
    }
}

impl LearningRate for Cosine {
    fn rate(&self, base: f64, time: Time) -> f64 {
        if time.now < self.warmup {
            return base * time.now / self.warmup;
        }
        let length = time.total - self.warmup;
        let done = if length > 0.0 { ((time.now - self.warmup) / length).min(1.0) } else { 1.0 };
        let wave = f64::midpoint(1.0, real::cos(core::f64::consts::PI * done));
        base * (self.final_fraction + (1.0 - self.final_fraction) * wave)
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
