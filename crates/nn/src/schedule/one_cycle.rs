//! One-cycle scheduling.

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;

entry! {
    /// Up to a high rate, down again, and a last stretch to almost nothing.
    pub struct OneCycle = "one_cycle", "1cycle",
        formula: r"\eta: \eta_s \nearrow \eta_{\max} \searrow \eta_s \searrow \eta_f",
        source: "https://arxiv.org/abs/1803.09820",
        paper: "Smith, 2018, <https://arxiv.org/abs/1803.09820>",
    {
        /// The rate at the peak; by default ten times the base rate.
        max_learning_rate: Option<f64> = rate("Highest rate", "ten times the optimizer's learning rate"),
        /// The rate at the start; by default a tenth of the highest.
        start_learning_rate: Option<f64> = rate("First rate", "a tenth of the highest rate"),
        /// The rate at the end; by default a thousandth of the first.
        final_learning_rate: Option<f64> = rate("Last rate", "a thousandth of the first rate"),
        /// What time is counted in.
        unit: Unit = UNIT,
    }
}

const fn rate(label: &'static str, default: &'static str) -> Hyperparameter {
    Hyperparameter::derived(label, default, Interval::closed(0.0, 1e6).travel(1e-6, 10.0), Scale::Logarithmic)
}

impl LearningRate for OneCycle {
    fn rate(&self, base: f64, time: Time) -> f64 {
        let max = self.max_learning_rate.unwrap_or(10.0 * base);
        let start = self.start_learning_rate.unwrap_or(max / 10.0);
        let last = self.final_learning_rate.unwrap_or(start / 1000.0);
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

#[cfg(test)]
mod tests {
    use super::{LearningRate, OneCycle, Time};

    #[test]
    fn each_stretch_starts_from_its_rate_to_the_last_digit() {
        let rate = |now| OneCycle::default().rate(0.03, Time { now, total: 40.0 });
        // A stretch's end is its start and what was added: 0.30000000000000004 at the peak.
        assert_eq!([0.0, 18.0, 36.0].map(rate), [0.03, 0.3, 0.03]);
    }
}
