//! Exponential scheduling.

use super::{DECAY_STEPS, LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::math::f64::pow;

entry! {
    /// Falls by the same factor in every decay time.
    pub struct Exponential = "exponential", "Exponential",
        formula: r"\eta(t) = \eta_0\, r^{t/s}",
        source: "https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/",
    {
        /// Steps or epochs in which the rate falls by the factor `rate`.
        decay_steps: f64 = DECAY_STEPS,
        /// The factor.
        rate: f64 = Hyperparameter::real("Decay factor", 0.1, Interval::above(0.0, 1.0).travel(0.01, 1.0), Scale::Logarithmic),
        /// What time is counted in.
        unit: Unit = UNIT,
    }
}

impl LearningRate for Exponential {
    fn rate(&self, base: f64, time: Time) -> f64 {
        base * pow(self.rate, time.now / self.decay_steps)
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
