//! One-cycle scheduling.

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};

/// Up to a high rate, down again, and a last stretch to almost nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OneCycle {
    max: f64,
    start: f64,
    last: f64,
    unit: Unit,
}

const fn rate(id: &'static str, label: &'static str, default: &'static str) -> Parameter {
    let range = Range::closed(0.0, 1e6).travel(1e-6, 10.0);
    Parameter { id, label, unit: "", kind: ParameterKind::DerivedReal { default, range, scale: Scale::Logarithmic } }
}

impl OneCycle {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "one_cycle",
        label: "1cycle",
        formula: r"\eta: \eta_s \nearrow \eta_{\max} \searrow \eta_s \searrow \eta_f",
        summary: "Up to a high rate, down again, and a last stretch to almost nothing.",
        parameters: &[
            rate("max_learning_rate", "Highest rate", "ten times the optimizer's learning rate"),
            rate("start_learning_rate", "First rate", "a tenth of the highest rate"),
            rate("final_learning_rate", "Last rate", "a thousandth of the first rate"),
            UNIT,
        ],
        source: "https://arxiv.org/abs/1803.09820",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self {
            max: choice.real("max_learning_rate"),
            start: choice.real("start_learning_rate"),
            last: choice.real("final_learning_rate"),
            unit: Unit::of(choice),
        }
    }
}

impl LearningRate for OneCycle {
    fn rate(&self, base: f64, time: Time) -> f64 {
        let given = |value: f64, otherwise: f64| if value.is_nan() { otherwise } else { value };
        let max = given(self.max, 10.0 * base);
        let start = given(self.start, max / 10.0);
        let last = given(self.last, start / 1000.0);
        let (up, down) = (0.45 * time.total, 0.9 * time.total);
        let between = |from: f64, to: f64, since: f64, length: f64| from + (to - from) * since / length;
        if time.now < up {
            between(start, max, time.now, up)
        } else if time.now < down {
            between(max, start, time.now - up, down - up)
        } else {
            between(start, last, time.now - down, time.total - down)
        }
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
