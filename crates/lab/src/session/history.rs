//! The history of a run, thinned out as it grows so that its size is bounded.

use crate::figure::Figure;
use crate::lists::listed;
use crate::snapshot::MAX_HISTORY_ROWS;
use crate::trace::EpochRecord;

/// The figures of every `stride`-th step; the stride doubles whenever there are [`MAX_HISTORY_ROWS`] rows.
#[derive(Debug, Clone)]
pub(crate) struct History {
    stride: u64,
    pub steps: Vec<f32>,
    layers: usize,
    /// `[rows, layers]`.
    pub deltas: Vec<f32>,
    /// Rows of step, mean batch loss since the previous row, learning rate. The first row is never dropped, since the loss
    /// falls most there.
    pub losses: Vec<[f32; 3]>,
    loss_sum: f64,
    loss_count: u32,
}

impl History {
    pub fn new(layers: usize) -> Self {
        Self { stride: 1, steps: vec![], layers, deltas: vec![], losses: vec![], loss_sum: 0.0, loss_count: 0 }
    }

    /// Whether to record the figures of `step`.
    pub fn should_record(&self, step: u64) -> bool {
        step.is_multiple_of(self.stride)
    }

    /// Adds a step's loss to the mean of the next row; to be called for every step, recorded or not.
    pub fn add_loss(&mut self, loss: f64) {
        self.loss_sum += loss;
        self.loss_count += 1;
    }

    /// Records a step and the δ of each layer.
    pub fn record(&mut self, step: u64, learning_rate: f64, deltas: &[f32]) {
        if self.steps.len() == MAX_HISTORY_ROWS {
            self.decimate();
            if !self.should_record(step) {
                return;
            }
        }
        self.push(step, learning_rate, deltas);
    }

    fn push(&mut self, step: u64, learning_rate: f64, deltas: &[f32]) {
        let loss = self.loss_sum / f64::from(self.loss_count.max(1));
        self.steps.push(step as f32);
        self.deltas.extend(deltas);
        self.losses.push([step as f32, loss as f32, learning_rate as f32]);
        (self.loss_sum, self.loss_count) = (0.0, 0);
    }

    /// Keeps the rows whose step is a multiple of twice the stride.
    fn decimate(&mut self) {
        self.stride *= 2;
        // The loss of a dropped row is averaged into the next.
        let mut dropped = None;
        for row in self.losses.iter_mut().skip(1) {
            let mean = dropped.take().map_or(row[1], |before| f32::midpoint(before, row[1]));
            if (row[0] as u64).is_multiple_of(self.stride) {
                row[1] = mean;
            } else {
                dropped = Some(mean);
            }
        }
        let keeps = |step: f32| (step as u64).is_multiple_of(self.stride);
        let mut rows = 0..;
        self.losses.retain(|row| rows.next() == Some(0) || keeps(row[0]));
        let rows = self.deltas.chunks_exact(self.layers).zip(&self.steps);
        self.deltas = rows.filter(|&(_, &step)| keeps(step)).flat_map(|(row, _)| row).copied().collect();
        self.steps.retain(|&step| keeps(step));
    }

    /// The history up to `step`: with a row for it, with its `deltas` and the mean loss since the last row, unless the last
    /// row is of that step.
    pub fn with_current(&self, step: u64, learning_rate: f64, deltas: &[f32]) -> Self {
        let mut history = self.clone();
        if self.steps.last().map_or(0, |&last| last as u64) < step {
            history.push(step, learning_rate, deltas);
        }
        history
    }
}

/// The number of an epoch, its training loss and accuracy, and its validation loss and accuracy; −1 for none.
type EpochRow = [f32; 5];

/// The figures of the first epoch, of evenly spaced ones since, and of the latest.
#[derive(Debug, Clone)]
pub(crate) struct Epochs {
    stride: u64,
    rows: Vec<EpochRow>,
    latest: Option<EpochRow>,
}

impl Epochs {
    pub fn new() -> Self {
        Self { stride: 1, rows: vec![], latest: None }
    }

    pub fn record(&mut self, record: &EpochRecord) {
        let figure = |figure: Option<Figure>| listed(figure.map(|Figure(value)| value));
        let row = [
            record.epoch as f32,
            record.training_loss.0 as f32,
            figure(record.training_accuracy),
            figure(record.validation_loss),
            figure(record.validation_accuracy),
        ];
        self.latest = Some(row);
        if self.rows.len() > MAX_HISTORY_ROWS {
            self.stride *= 2;
            let (stride, mut at) = (self.stride, 0);
            self.rows.retain(|row| {
                at += 1;
                at == 1 || (row[0] as u64).is_multiple_of(stride)
            });
        }
        if self.rows.is_empty() || record.epoch.is_multiple_of(self.stride) {
            self.rows.push(row);
        }
    }

    /// All rows, `[rows, 5]`.
    pub fn rows(&self) -> Vec<f32> {
        let latest = self.latest.filter(|latest| self.rows.last().is_none_or(|last| last[0] < latest[0]));
        self.rows.iter().chain(&latest).flatten().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Epochs, History};
    use crate::figure::Figure;
    use crate::snapshot::MAX_HISTORY_ROWS;
    use crate::trace::EpochRecord;

    #[test]
    fn many_epochs_stay_within_their_room_with_the_first_and_the_latest() {
        let mut epochs = Epochs::new();
        for epoch in 1..=10_001 {
            epochs.record(&EpochRecord {
                epoch,
                training_loss: Figure(1.0 / epoch as f64),
                training_accuracy: None,
                validation_loss: Some(Figure(epoch as f64)),
                validation_accuracy: Some(Figure(0.5)),
            });
            let rows = epochs.rows();
            let [first, .., last] = rows.as_chunks::<5>().0 else { continue };
            assert_eq!((first, last[0]), (&[1.0, 1.0, -1.0, 1.0, 0.5], epoch as f32));
            assert!(rows.len() <= (MAX_HISTORY_ROWS + 2) * 5);
            assert!(epoch < 300 || rows.len() > MAX_HISTORY_ROWS / 2 * 5);
        }
        let rows = epochs.rows();
        let [_, between @ .., last] = rows.as_chunks::<5>().0 else { panic!("there are no rows") };
        let stride = between[0][0];
        assert!(between.windows(2).all(|pair| pair[1][0] - pair[0][0] == stride));
        assert!(between.iter().all(|row| row[3] == row[0]));
        assert_eq!(last[3], 10_001.0);
    }

    #[test]
    fn a_long_run_stays_within_its_room_evenly_spaced() {
        let mut history = History::new(2);
        for step in 1..=10_000 {
            history.add_loss(step as f64);
            if history.should_record(step) {
                history.record(step, 0.1, &[step as f32, -1.0]);
            }
        }
        let steps = &history.steps;
        assert!(steps.len() <= MAX_HISTORY_ROWS && steps.len() >= MAX_HISTORY_ROWS / 2);
        let stride = steps[1] - steps[0];
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == stride));
        assert!(history.deltas.chunks(2).zip(steps).all(|(row, &step)| row == [step, -1.0]));
        let [first, rows @ ..] = &history.losses[..] else { panic!("there are no losses") };
        assert_eq!(first[..2], [1.0, 1.0], "the beginning is kept");
        assert_eq!(rows.len(), steps.len());
        for (row, &step) in rows.iter().zip(steps).skip(1) {
            let mean = step - (stride - 1.0) / 2.0;
            assert_eq!(row[..2], [step, mean], "the mean of all steps since the row before");
        }
    }

    #[test]
    fn a_long_run_is_told_up_to_its_latest_step() {
        let mut history = History::new(1);
        for step in 1..=1001 {
            history.add_loss(step as f64);
            if history.should_record(step) {
                history.record(step, 0.1, &[step as f32]);
            }
        }
        let rows = history.with_current(1001, 0.2, &[7.0]);
        assert_eq!(rows.steps[rows.steps.len() - 2..], [1000.0, 1001.0]);
        assert_eq!(rows.deltas[rows.deltas.len() - 2..], [1000.0, 7.0]);
        assert_eq!(rows.losses.last(), Some(&[1001.0, 1001.0, 0.2]));
        assert_eq!(history.with_current(1000, 0.1, &[7.0]).steps, history.steps);
    }
}
