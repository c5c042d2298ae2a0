//! Learning-rate schedules.

use alloc::string::String;

use crate::catalogue;
use crate::catalogue::{Hyperparameter, HyperparameterValue, Interval, Scale, Value};

catalogue! {
    /// A learning-rate schedule from the catalogue.
    Schedule: LearningRate {
        constant::Constant,
        power::Power,
        exponential::Exponential,
        piecewise_constant::PiecewiseConstant,
        performance::Performance,
        one_cycle::OneCycle,
        cosine::Cosine,
    }
}

/// How the learning rate follows from time.
///
/// ```
/// use gradient_lab_nn::schedule::{Cosine, LearningRate, Time};
///
/// let cosine = Cosine { warmup_steps: 100.0, ..Cosine::default() };
/// let rate = |now| cosine.rate(0.1, Time { now, total: 1100.0 });
/// assert_eq!((rate(50.0), rate(100.0)), (0.05, 0.1));
/// assert!((rate(600.0) - 0.05).abs() < 1e-12);
/// ```
pub trait LearningRate {
    /// The rate at `time.now`, where the optimizer was given `base`; `time` in steps or epochs, as [`Self::unit`] says.
    fn rate(&self, base: f64, time: Time) -> f64;

    /// What time is counted in.
    fn unit(&self) -> Unit {
        Unit::Step
    }

    /// The rule that lowers the rate when an epoch's loss no longer falls; `None` for a schedule of time alone.
    fn plateau(&self) -> Option<Plateau> {
        None
    }

    /// Where its hyperparameters contradict each other: the id of one of them, and what is wrong with it.
    fn validate(&self) -> Option<(&'static str, String)> {
        None
    }
}

/// Completed steps or epochs, and how many the whole run has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Time {
    /// Completed steps or epochs.
    pub now: f64,
    /// Steps or epochs of the whole run.
    pub total: f64,
}

/// What time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Optimizer steps.
    Step,
    /// Epochs.
    Epoch,
}

impl HyperparameterValue for Unit {
    fn from_value(value: Value) -> Self {
        if value == Value::Name("epoch") { Self::Epoch } else { Self::Step }
    }

    fn to_value(&self) -> Value {
        Value::Name(match self {
            Self::Step => "step",
            Self::Epoch => "epoch",
        })
    }
}

/// The hyperparameter that says what time is counted in.
const UNIT: Hyperparameter = Hyperparameter::name("Counted in", "step", &["step", "epoch"]);

/// The running state of Keras's `ReduceLROnPlateau`: <https://keras.io/api/callbacks/reduce_lr_on_plateau/>.
#[derive(Debug, Clone, PartialEq)]
pub struct Plateau {
    /// What the rate is multiplied by.
    factor: f64,
    /// Epochs without improvement before it is.
    patience: u64,
    /// A fall of no more than this is no improvement.
    min_delta: f64,
    /// The rate never falls below this.
    min_rate: f64,
    best: f64,
    wait: u64,
}

impl Plateau {
    /// The rate after an epoch whose loss was `loss`.
    pub fn after_epoch(&mut self, loss: f64, rate: f64) -> f64 {
        if loss < self.best - self.min_delta {
            self.best = loss;
            self.wait = 0;
            return rate;
        }
        self.wait += 1;
        if self.wait >= self.patience && rate > self.min_rate {
            self.wait = 0;
            return f64::max(rate * self.factor, self.min_rate);
        }
        rate
    }
}

/// The hyperparameter of the schedules whose rate falls by a fixed factor in a fixed time.
const DECAY_STEPS: Hyperparameter =
    Hyperparameter::real("Decay time", 1000.0, Interval::closed(1e-3, 1e9).travel(1.0, 100_000.0), Scale::Logarithmic);

#[cfg(test)]
mod tests {
    use super::{Schedule, Time};
    use crate::catalogue::{Catalogue, HyperparameterKind, Value, Values};
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn whatever_a_document_may_ask_for_the_rate_is_a_number() {
        for entry in Schedule::ENTRIES {
            // Every real hyperparameter at either end of its range, the others at their defaults.
            let mut choices: Vec<Values> = vec![vec![]];
            for parameter in entry.parameters {
                let values = match parameter.kind {
                    HyperparameterKind::Real { range, .. } | HyperparameterKind::DerivedReal { range, .. } => {
                        let min = if range.min_excluded { range.min.next_up() } else { range.min };
                        let max = if range.max_excluded { range.max.next_down() } else { range.max };
                        vec![Value::Real(min), Value::Real(max)]
                    }
                    other => vec![other.default_value()],
                };
                let with = |value: &Value| {
                    let value = value.clone();
                    choices.iter().map(move |choice| choice.iter().cloned().chain([value.clone()]).collect())
                };
                choices = values.iter().flat_map(with).collect();
            }
            for choice in choices {
                let schedule = Schedule::from_values(entry.id, choice);
                for (now, total) in [(0.0, 1.0), (1.0, 2.0), (999_999.0, 1e6), (1e11, 1e12)] {
                    for base in [0.0, 1e-3, 1e6] {
                        let rate = schedule.as_dyn().rate(base, Time { now, total });
                        assert!(rate.is_finite(), "{schedule:?} gives {rate} at {now} of {total}");
                    }
                }
            }
        }
    }
}
