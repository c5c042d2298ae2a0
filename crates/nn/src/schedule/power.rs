//! Power scheduling.

use super::{DECAY_STEPS, LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::math::f64::pow;

entry! {
    /// Falls ever more slowly: to a half after one decay time, to a third after two.
    pub struct Power = "power", "Power",
        formula: r"\eta(t) = \eta_0/(1+t/s)^c",
        source: "https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/",
    {
        /// Steps or epochs after which the rate has halved, where the exponent is 1.
        decay_steps: f64 = DECAY_STEPS,
        /// The exponent c.
        exponent: f64 = Hyperparameter::real("Exponent", 1.0, Interval::closed(0.0, 100.0).travel(0.0, 4.0), Scale::Linear),
        /// What time is counted in.
        unit: Unit = UNIT,
    }
}

impl LearningRate for Power {
    fn rate(&self, base: f64, time: Time) -> f64 {
        base / pow(1.0 + time.now / self.decay_steps, self.exponent)
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
