//! Piecewise constant scheduling.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{LearningRate, Time, UNIT, Unit};
use crate::catalogue::{Hyperparameter, Interval};
use crate::entry;

entry! {
    /// One rate until the first boundary, the next until the second, and so on.
    pub struct PiecewiseConstant = "piecewise_constant", "Piecewise constant",
        formula: r"\eta(t) = v_i \text{ for } b_{i-1} < t \le b_i",
        source: "https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/",
    {
        /// The last step or epoch of each rate but the last; ascending.
        boundaries: Vec<f64> = Hyperparameter::reals("Boundaries", &[500.0, 1500.0], Interval::closed(0.0, 1e12)),
        /// The rates: one more than boundaries.
        values: Vec<f64> = Hyperparameter::reals("Rates", &[0.01, 0.005, 0.001], Interval::closed(0.0, 1e6)),
        /// What time is counted in.
        unit: Unit = UNIT,
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

    fn validate(&self) -> Option<(&'static str, String)> {
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

#[cfg(test)]
mod tests {
    use super::{LearningRate, PiecewiseConstant};

    #[test]
    fn boundaries_ascend_and_have_a_rate_on_either_side() {
        let refusal = |boundaries: &[f64], values: &[f64]| {
            let schedule = PiecewiseConstant {
                boundaries: boundaries.into(),
                values: values.into(),
                ..PiecewiseConstant::default()
            };
            schedule.validate().map(|(id, message)| (id, message.contains("2 for 1; found 3")))
        };
        assert_eq!(refusal(&[], &[0.1]), None);
        assert_eq!(refusal(&[5.0, 6.0], &[0.1, 0.2, 0.3]), None);
        assert_eq!(refusal(&[5.0, 5.0], &[0.1, 0.2, 0.3]), Some(("boundaries", false)));
        assert_eq!(refusal(&[6.0, 5.0], &[0.1, 0.2, 0.3]), Some(("boundaries", false)));
        assert_eq!(refusal(&[5.0], &[0.1, 0.2, 0.3]), Some(("values", true)));
        assert_eq!(refusal(&[5.0], &[0.1]), Some(("values", false)));
    }
}
