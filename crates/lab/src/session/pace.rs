//! How many steps fit into a slice of time.

/// The steps of a slice of time, a few at a time: how long a step takes is measured on the way.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// How long a step took in the latest slice; 0 before.
    milliseconds_per_step: f64,
}

impl Pace {
    /// How many steps to do at once where `done` of at most `max` are done and `left` milliseconds remain: half of those that
    /// fit but for the last, so that a wrong guess is corrected; 0 where only the last is left to do.
    pub fn count(&self, left: f64, done: u64, max: u64) -> u64 {
        let fit = left / self.milliseconds_per_step - 1.0;
        if fit <= 0.0 {
            return 0;
        }
        ((fit / 2.0).ceil() as u64).clamp(0, (2 * done).max(1)).min(max.saturating_sub(done + 1))
    }

    /// Notes that `steps` took `milliseconds`.
    pub fn note(&mut self, milliseconds: f64, steps: u64) {
        self.milliseconds_per_step = milliseconds / steps.max(1) as f64;
    }
}
