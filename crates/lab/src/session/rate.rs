//! The learning rate of each step.

use gradient_lab_nn::{Plateau, Schedule, Time, Unit};

/// The schedule of a run.
#[derive(Debug)]
pub(super) struct Rate {
    schedule: Schedule,
    plateau: Option<Plateau>,
    /// The optimizer's learning rate, as lowered by the plateau rule, if there is one.
    base: f64,
    epochs: u64,
    steps_per_epoch: u64,
}

impl Rate {
    /// The rates by `schedule` of a run of `epochs` from the optimizer's rate `base`.
    pub fn new(schedule: &Schedule, base: f64, epochs: u64, steps_per_epoch: u64) -> Self {
        let plateau = schedule.as_dyn().plateau();
        Self { schedule: schedule.clone(), plateau, base, epochs, steps_per_epoch }
    }

    /// Goes on by `schedule`, which begins with its plateau, from `base`.
    pub fn change_schedule(&mut self, schedule: &Schedule, base: f64) {
        *self = Self::new(schedule, base, self.epochs, self.steps_per_epoch);
    }

    /// Goes on from another rate.
    pub fn change_base(&mut self, base: f64) {
        self.base = base;
    }

    /// The rate of the step after `steps_done`.
    pub fn after(&self, steps_done: u64) -> f64 {
        let rule = self.schedule.as_dyn();
        let (now, total) = match rule.unit() {
            Unit::Step => (steps_done, self.steps_per_epoch.saturating_mul(self.epochs)),
            Unit::Epoch => (steps_done / self.steps_per_epoch, self.epochs),
        };
        rule.rate(self.base, Time { now: now as f64, total: total as f64 })
    }

    /// Ends an epoch whose watched loss was `loss`.
    pub fn end_epoch(&mut self, loss: f64) {
        if let Some(plateau) = &mut self.plateau {
            self.base = plateau.after_epoch(loss, self.base);
        }
    }
}
