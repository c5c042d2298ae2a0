//! A run's past, thinned as it grows so that it always fits the same room.

use ndarray::{Array2, ArrayView1, Axis, aview1};

use crate::figure::Figure;
use crate::snapshot::HISTORY_ROWS;
use crate::trace::EpochRecord;

/// Rows of figures at evenly spaced steps: every `stride`-th, the stride doubling whenever the room is full.
#[derive(Debug, Clone)]
pub(crate) struct History {
    stride: u64,
    pub steps: Vec<f32>,
    /// `[rows, layers]`.
    pub deltas: Array2<f32>,
    /// `[rows, 3]`: step, mean batch loss since the row before, learning rate. The first row is kept for good, since that
    /// is where a loss falls most.
    pub losses: Array2<f32>,
    loss_sum: f64,
    loss_count: u32,
}

impl History {
    pub fn new(layers: usize) -> Self {
        let (deltas, losses) = (Array2::zeros((0, layers)), Array2::zeros((0, 3)));
        Self { stride: 1, steps: vec![], deltas, losses, loss_sum: 0.0, loss_count: 0 }
    }

    /// Whether the figures of `step` are to be recorded.
    pub fn should_record(&self, step: u64) -> bool {
        step.is_multiple_of(self.stride)
    }

    /// Counts a step's loss, whether or not the step is recorded.
    pub fn add_loss(&mut self, loss: f64) {
        self.loss_sum += loss;
        self.loss_count += 1;
    }

    /// Records a step: `deltas` one a layer.
    pub fn record(&mut self, step: u64, learning_rate: f64, deltas: &[f32]) {
        if self.steps.len() == HISTORY_ROWS {
            self.decimate();
            if !self.should_record(step) {
                return;
            }
        }
        self.push(step, learning_rate, deltas);
    }

    fn push(&mut self, step: u64, learning_rate: f64, deltas: &[f32]) {
        const ROW_FITS: &str = "a row is as long as the others";
        self.steps.push(step as f32);
        self.deltas.push_row(ArrayView1::from(deltas)).expect(ROW_FITS);
        let loss = self.loss_sum / f64::from(self.loss_count.max(1));
        self.losses.push_row(aview1(&[step as f32, loss as f32, learning_rate as f32])).expect(ROW_FITS);
        (self.loss_sum, self.loss_count) = (0.0, 0);
    }

    /// Keeps the rows whose step is a multiple of twice the stride.
    fn decimate(&mut self) {
        self.stride *= 2;
        // A row that goes leaves its loss to the next.
        let mut left = None;
        for mut row in self.losses.rows_mut().into_iter().skip(1) {
            let mean = left.take().map_or(row[1], |before| f32::midpoint(before, row[1]));
            if (row[0] as u64).is_multiple_of(self.stride) {
                row[1] = mean;
            } else {
                left = Some(mean);
            }
        }
        let kept = |steps: ArrayView1<'_, f32>, first: bool| -> Vec<usize> {
            let keeps = |&row: &usize| (first && row == 0) || self.should_record(steps[row] as u64);
            (0..steps.len()).filter(keeps).collect()
        };
        let (rows, loss_rows) = (kept(ArrayView1::from(&self.steps), false), kept(self.losses.column(0), true));
        self.losses = self.losses.select(Axis(0), &loss_rows);
        self.deltas = self.deltas.select(Axis(0), &rows);
        self.steps = rows.iter().map(|&row| self.steps[row]).collect();
    }

    /// The deltas of the latest recorded step at which all were finite.
    pub fn latest_finite(&self) -> Option<ArrayView1<'_, f32>> {
        self.deltas.rows().into_iter().rev().find(|row| row.iter().all(|delta| delta.is_finite()))
    }

    /// The rows, with one more for `step` where that is later than the last of them: `deltas` are its, and its loss is
    /// the mean of those since.
    pub fn with_current(&self, step: u64, learning_rate: f64, deltas: &[f32]) -> Self {
        let mut rows = self.clone();
        if self.steps.last().map_or(0, |&last| last as u64) < step {
            rows.push(step, learning_rate, deltas);
        }
        rows
    }
}

/// Figures of an epoch: its number, training loss and accuracy, validation loss and accuracy; −1 where there is none.
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
        let listed = |figure: Option<Figure>| figure.map_or(-1.0, |Figure(value)| value as f32);
        let row = [
            record.epoch as f32,
            record.training_loss.0 as f32,
            listed(record.training_accuracy),
            listed(record.validation_loss),
            listed(record.validation_accuracy),
        ];
        self.latest = Some(row);
        if self.rows.len() > HISTORY_ROWS {
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

    /// All of them, `[rows, 5]`.
    pub fn rows(&self) -> Vec<f32> {
        let latest = self.latest.filter(|latest| self.rows.last().is_none_or(|last| last[0] < latest[0]));
        self.rows.iter().chain(&latest).flatten().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Epochs, History};
    use crate::figure::Figure;
    use crate::snapshot::HISTORY_ROWS;
    use crate::trace::EpochRecord;
    use ndarray::aview1;

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
            assert!(rows.len() <= (HISTORY_ROWS + 2) * 5);
            assert!(epoch < 300 || rows.len() > HISTORY_ROWS / 2 * 5);
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
        assert!(steps.len() <= HISTORY_ROWS && steps.len() >= HISTORY_ROWS / 2);
        let stride = steps[1] - steps[0];
        assert!(steps.windows(2).all(|pair| pair[1] - pair[0] == stride));
        assert!(history.deltas.rows().into_iter().zip(steps).all(|(row, &step)| row == aview1(&[step, -1.0])));
        let losses = history.losses.as_slice().unwrap();
        let [first, rows @ ..] = losses.as_chunks::<3>().0 else { panic!("there are no losses") };
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
        let told = history.with_current(1001, 0.2, &[7.0]);
        assert_eq!(told.steps[told.steps.len() - 2..], [1000.0, 1001.0]);
        assert_eq!(told.deltas.column(0).iter().rev().take(2).collect::<Vec<_>>(), [&7.0, &1000.0]);
        assert_eq!(told.losses.rows().into_iter().next_back(), Some(aview1(&[1001.0, 1001.0, 0.2])));
        assert_eq!(history.with_current(1000, 0.1, &[7.0]).steps, history.steps);
    }
}
