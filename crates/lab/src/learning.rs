//! How a run learns, judged by the figures of its epochs.

use crate::figure::Figure;
use crate::snapshot::{Learning, LearningKind};
use crate::trace::EpochRecord;

/// The accuracy at which the task counts as done.
const LEARNT_ACCURACY: f64 = 0.99;
/// The share of guessing's loss at which it does.
const LEARNT_LOSS: f64 = 0.01;
/// By how much the validation loss rises from its best in a run that overfits.
const OVERFITTING_RISE: f64 = 1.1;
/// By how much the training loss rises in an epoch that is a jump.
const JUMP: f64 = 1.5;
/// The fewest jumps among the latest epochs, as many as [`RECENT`] has bits, of an unstable run.
const MIN_JUMPS: u32 = 3;
/// The latest ten epochs.
const RECENT: u16 = 0x3ff;
/// The penalties' share of the loss of a penalized run.
const MAX_PENALTY_SHARE: f64 = 0.5;
/// How far from guessing's the loss of a run that does not learn stays, as a share of it, and for how many epochs at least.
const NEAR_GUESSING: f64 = 0.02;
const MIN_EPOCHS: u64 = 2;

/// Follows a run by its epochs' figures.
#[derive(Debug)]
pub(crate) struct Learner {
    guessing: f64,
    latest: Option<EpochRecord>,
    /// The epoch with the lowest validation loss.
    best: Option<EpochRecord>,
    /// A bit for each epoch, the latest lowest: whether its training loss has jumped up.
    jumps: u16,
    /// How many epochs up to the latest had a loss near that of guessing.
    near_guessing: u64,
    learning: Option<Learning>,
}

impl Learner {
    /// Begins a run whose loss of guessing is `guessing`.
    pub fn new(guessing: f64) -> Self {
        Self { guessing, latest: None, best: None, jumps: 0, near_guessing: 0, learning: None }
    }

    /// How the run learns; `None` before two epochs.
    pub fn learning(&self) -> Option<Learning> {
        self.learning
    }

    /// Whether a loss without penalties is so low that the task counts as done.
    pub fn is_learnt(&self, loss: f64) -> bool {
        loss <= LEARNT_LOSS * self.guessing
    }

    /// Takes the figures of an epoch, of whose training loss `penalty` are penalties; those after it are `penalty_after`.
    pub fn add(&mut self, record: &EpochRecord, penalty: f64, penalty_after: f64) {
        let (training, before) = (record.training_loss.0, self.latest.replace(*record));
        let jumped = before.is_some_and(|before| training >= JUMP * before.training_loss.0);
        self.jumps = (self.jumps << 1 | u16::from(jumped)) & RECENT;
        let is_near = (training - penalty - self.guessing).abs() <= NEAR_GUESSING * self.guessing;
        self.near_guessing = if is_near { self.near_guessing + 1 } else { 0 };
        let validation = |record: &EpochRecord| record.validation_loss.map(|Figure(loss)| loss);
        if self.best.as_ref().is_none_or(|best| validation(record) < validation(best)) {
            self.best = Some(*record);
        }
        if before.is_some() {
            let penalty_share = if penalty > 0.0 { penalty / training } else { 0.0 };
            self.learning = Some(Learning {
                kind: self.judge(record, penalty, penalty_after),
                guessing: self.guessing,
                best_epoch: self.best.filter(|best| best.validation_loss.is_some()).map(|best| best.epoch),
                penalty_share,
                progress: training * (1.0 - penalty_share) / self.guessing,
            });
        }
    }

    fn judge(&self, record: &EpochRecord, penalty: f64, penalty_after: f64) -> LearningKind {
        let training = record.training_loss.0;
        let (loss, accuracy) = match record.validation_loss {
            Some(Figure(validation)) => (validation - penalty_after, record.validation_accuracy),
            None => (training - penalty, record.training_accuracy),
        };
        let overfits = self.best.is_some_and(|best| {
            let risen = record.validation_loss.zip(best.validation_loss);
            risen.is_some_and(|(now, best)| now.0 >= OVERFITTING_RISE * best.0) && training < best.training_loss.0
        });
        if accuracy.is_some_and(|Figure(share)| share >= LEARNT_ACCURACY) || self.is_learnt(loss) {
            LearningKind::Learnt
        } else if overfits {
            LearningKind::Overfitting
        } else if self.jumps.count_ones() >= MIN_JUMPS {
            LearningKind::Unstable
        } else if penalty > MAX_PENALTY_SHARE * training {
            LearningKind::Penalized
        } else if self.near_guessing >= MIN_EPOCHS {
            LearningKind::NotLearning
        } else {
            LearningKind::Learning
        }
    }
}

#[cfg(test)]
mod tests;
