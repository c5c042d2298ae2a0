//! The learning rate that a run really has, and the one that suits it.

use gradient_lab_nn::Optimizer;
use gradient_lab_nn::schedule::Time;
use gradient_lab_nn::Schedule;

use super::Case;

/// How many times the suitable rate is too high, and what share of it too low.
const TOO_HIGH: f64 = 3.0;
const TOO_LOW: f64 = 0.15;

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

    pub fn is_too_high(&self) -> bool {
        self.highest > TOO_HIGH * self.suitable
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
    let depth = case.depth().max(1) as f64;
    let rows = case.experiment.training.batch_size.unwrap_or(usize::MAX).min(case.data.training_samples).min(32);
    let noisy = (rows as f64 / 32.0).sqrt();
    noisy * match optimizer {
        Optimizer::Sgd(_) => 0.2 / depth.max(2.0),
        Optimizer::Adagrad(_) => 0.1 / depth.max(2.0),
        Optimizer::Rmsprop(_) => 0.01 / depth.max(2.0),
        _ => 0.02 / depth.max(2.0),
    }
}

/// The highest and the mean rate of a schedule, as shares of its base rate.
pub(super) fn relative(schedule: &Schedule, base: f64, case: &Case<'_>) -> (f64, f64) {
    const SAMPLES: u32 = 100;
    if base == 0.0 {
        return (1.0, 1.0);
    }
    let rule = schedule.as_dyn();
    let total = match rule.unit() {
        gradient_lab_nn::Unit::Step => case.steps,
        gradient_lab_nn::Unit::Epoch => case.experiment.training.epochs,
    } as f64;
    let rates = (0..SAMPLES).map(|at| {
        let now = (total * f64::from(at) / f64::from(SAMPLES)).floor();
        rule.rate(base, Time { now, total }) / base
    });
    rates.fold((0.0, 0.0), |(highest, mean), rate| (f64::max(highest, rate), mean + rate / f64::from(SAMPLES)))
}
