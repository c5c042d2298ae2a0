//! Cosine scheduling.

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::math::f64::cos;

entry! {
    /// A warm-up from zero, then half a cosine wave down.
    pub struct Cosine = "cosine", "Cosine",
        formula: r"\eta(t) = \eta_0\left(\alpha + (1-\alpha)\,\tfrac{1+\cos(\pi t/T)}{2}\right)",
        source: "https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/",
        paper: "Loshchilov & Hutter, 2017, <https://arxiv.org/abs/1608.03983>",
    {
        /// Steps or epochs of a linear warm-up from 0.
        warmup_steps: f64 = Hyperparameter::real("Warm-up", 0.0, Interval::closed(0.0, 1e9).travel(0.0, 1000.0), Scale::Linear),
        /// The share of the base rate that is left at the end.
        final_fraction: f64 = Hyperparameter::real("Final fraction", 0.0, Interval::closed(0.0, 1.0), Scale::Linear),
        /// What time is counted in.
        unit: Unit = UNIT,
    }
}

impl LearningRate for Cosine {
    fn rate(&self, base: f64, time: Time) -> f64 {
        if time.now < self.warmup_steps {
            return base * time.now / self.warmup_steps;
        }
        let length = time.total - self.warmup_steps;
        let done = if length > 0.0 { ((time.now - self.warmup_steps) / length).min(1.0) } else { 1.0 };
        let wave = f64::midpoint(1.0, cos(core::f64::consts::PI * done));
        base * (self.final_fraction + (1.0 - self.final_fraction) * wave)
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}
