//! The learning rate that a run really has, and the one that suits it.

use gradient_lab_nn::math::f64::sqrt;
use gradient_lab_nn::schedule::Time;
use gradient_lab_nn::{Head, Optimizer, Schedule, Unit};

use super::Case;

/// How many times the suitable rate is too high, where the run has said so and before it has; and what share of it too low.
const TOO_HIGH: f64 = 5.0;
const TOO_HIGH_UNTRIED: f64 = 6.0;
const TOO_LOW: f64 = 0.25;

/// The rate of a run: what a constant one without momentum would be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rate {
    /// The highest of the run.
    pub highest: f64,
    /// Its mean.
    pub mean: f64,
    /// The one that suits the optimizer and the depth.
    pub suitable: f64,
    /// What momentum multiplies it by.
    pub momentum: f64,
}

impl Rate {
    pub fn of(case: &Case<'_>) -> Self {
        let training = &case.experiment.training;
        let optimizer = &training.optimizer;
        let momentum = 1.0 / (1.0 - momentum(optimizer));
        let (highest, mean) = relative(&training.schedule, optimizer.learning_rate(), case);
        let rate = optimizer.learning_rate() * momentum;
        Self { highest: highest * rate, mean: mean * rate, suitable: suitable(optimizer, case), momentum }
    }

    pub fn is_too_high(&self, case: &Case<'_>) -> bool {
        self.highest > self.suitable * if case.learning.is_some() { TOO_HIGH } else { TOO_HIGH_UNTRIED }
    }

    pub fn is_too_low(&self) -> bool {
        self.mean < TOO_LOW * self.suitable
    }
}

fn momentum(optimizer: &Optimizer) -> f64 {
    match optimizer {
        Optimizer::Sgd(sgd) => sgd.momentum,
        Optimizer::Rmsprop(rmsprop) => rmsprop.momentum,
        _ => 0.0,
    }
}

/// The rate that suits `optimizer` in a net of this depth.
fn suitable(optimizer: &Optimizer, case: &Case<'_>) -> f64 {
    let depth = case.depth().max(2) as f64;
    let widest = case.experiment.network.hidden.iter().map(|block| block.units).max().unwrap_or(1);
    // Batches of one or two are made larger.
    let rows = if case.rows() < 4 { 32 } else { case.rows().min(32) };
    let noisy = sqrt(rows as f64 / 32.0);
    let rate = match optimizer {
        Optimizer::Sgd(_) => {
            let steep = if matches!(case.data.head, Head::Regression(_)) { 0.3 } else { 1.0 };
            0.2 * steep * sqrt(32.0 / widest.max(32) as f64)
        }
        Optimizer::Adagrad(_) => 0.1,
        Optimizer::Rmsprop(_) => 0.015,
        _ => 0.02,
    };
    noisy * rate / depth
}

/// The highest and the mean rate of a schedule, as shares of its base rate.
pub(super) fn relative(schedule: &Schedule, base: f64, case: &Case<'_>) -> (f64, f64) {
    const SAMPLES: u32 = 100;
    if base == 0.0 {
        return (1.0, 1.0);
    }
    let rule = schedule.as_dyn();
    let total = match rule.unit() {
        Unit::Step => case.steps,
        Unit::Epoch => case.experiment.training.epochs,
    } as f64;
    let rates = (0..SAMPLES).map(|at| {
        let now = (total * f64::from(at) / f64::from(SAMPLES)).floor();
        rule.rate(base, Time { now, total }) / base
    });
    rates.fold((0.0, 0.0), |(highest, mean), rate| (f64::max(highest, rate), mean + rate / f64::from(SAMPLES)))
}
