//! The figures of an epoch.

use gradient_lab_nn::StepOutput;

use super::Score;
use crate::figure::Figure;
use crate::trace::EpochRecord;

/// Totals over the samples of the epoch so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct EpochTotals {
    loss: f64,
    penalty: f64,
    /// `None` for regression.
    correct: Option<u64>,
    samples: usize,
}

impl EpochTotals {
    /// Adds a step on `rows` samples.
    pub fn add(&mut self, output: StepOutput, rows: usize) {
        self.loss += output.loss * rows as f64;
        self.penalty += output.penalty * rows as f64;
        self.correct = output.correct.map(|correct| self.correct.unwrap_or(0) + correct);
        self.samples += rows;
    }

    /// The record of the epoch, and what of its training loss are penalties.
    pub fn record(self, epoch: u64, validation: Option<Score>) -> (EpochRecord, f64) {
        let count = self.samples as f64;
        let record = EpochRecord {
            epoch,
            training_loss: Figure(self.loss / count),
            training_accuracy: self.correct.map(|correct| Figure(correct as f64 / count)),
            validation_loss: validation.map(|score| Figure(score.loss)),
            validation_accuracy: validation.and_then(|score| score.accuracy).map(Figure),
        };
        (record, self.penalty / count)
    }
}
