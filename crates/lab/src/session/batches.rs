//! The batches of a run: which samples each step learns from.

use gradient_lab_nn::rng::Rng;
use gradient_lab_nn::{Batch, elements, elements_mut};
use ndarray::Array2;

use crate::data::{Split, Targets};
use crate::document::Experiment;

/// The batches of an epoch in their order, and a buffer with the samples of one of them, copied together.
#[derive(Debug)]
pub(super) struct Batches {
    batch_size: usize,
    steps_per_epoch: u64,
    /// The seed of the order, which is drawn anew in each epoch; `None` for that of the data.
    seed: Option<u64>,
    /// The order of the training samples in the current epoch.
    permutation: Vec<u32>,
    /// `[rows, features]`
    inputs: Array2<f32>,
    targets: Targets,
    targets_each: usize,
}

impl Batches {
    /// The batches of `training`; the first is still to be gathered.
    pub fn new(experiment: &Experiment, training: &Split) -> Self {
        let samples = training.samples();
        let batch_size = experiment.training.batch_size.map_or(samples, |size| size.min(samples));
        Self {
            batch_size,
            steps_per_epoch: samples.div_ceil(batch_size) as u64,
            seed: experiment.training.shuffle.then_some(experiment.seed),
            permutation: vec![],
            inputs: Array2::zeros((0, 0)),
            targets: training.targets.empty_like(),
            targets_each: training.targets_each(),
        }
    }

    /// Steps, and so batches, in an epoch.
    pub fn steps_per_epoch(&self) -> u64 {
        self.steps_per_epoch
    }

    /// The gathered batch.
    pub fn batch(&self) -> Batch<'_, f32> {
        Batch { inputs: self.inputs.view(), targets: self.targets.view(0..self.rows(), self.targets_each) }
    }

    /// How many samples are in the gathered batch.
    pub fn rows(&self) -> usize {
        self.inputs.nrows()
    }

    /// Gathers the batch of the step that follows `steps_done` steps. The steps of an epoch must come one after another.
    pub fn gather(&mut self, steps_done: u64, training: &Split) {
        let samples = training.samples();
        let (epoch, place) = (steps_done / self.steps_per_epoch, steps_done % self.steps_per_epoch);
        if place == 0 {
            self.permutation.clear();
            self.permutation.extend(0..samples as u32);
            if let Some(seed) = self.seed {
                Rng::new(seed, "order", epoch).shuffle(&mut self.permutation);
            }
        }
        let start = place as usize * self.batch_size;
        let chosen = &self.permutation[start..samples.min(start + self.batch_size)];
        let features = training.inputs.ncols();
        if self.inputs.nrows() != chosen.len() {
            self.inputs = Array2::zeros((chosen.len(), features));
        }
        let inputs = elements(training.inputs.view());
        let rows = elements_mut(self.inputs.view_mut()).chunks_exact_mut(features);
        for (row, &sample) in rows.zip(chosen) {
            let at = sample as usize * features;
            row.copy_from_slice(&inputs[at..at + features]);
        }
        self.targets.gather(&training.targets, chosen, self.targets_each);
    }
}
