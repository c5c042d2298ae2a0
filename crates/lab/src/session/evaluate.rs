//! What a network says and how well it does, when nothing is learnt.

use gradient_lab_nn::{Activations, Network, Trainer};
use ndarray::{Array2, ArrayView2, Axis, s};
use serde::Serialize;

use crate::data::Split;
use crate::document::limits;

/// Samples run through the network at once when nothing is learnt.
pub(crate) const MAX_ROWS: usize = 128;
/// Activations made at once when nothing is learnt: few beside those of a batch.
const MAX_ACTIVATIONS: usize = limits::MAX_ACTIVATIONS / 8;

/// How well the network does on each part, in inference mode.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Evaluation {
    /// On the training part.
    pub training: Score,
    /// On the validation part; `None` without a split.
    pub validation: Option<Score>,
}

/// How well the network does on some samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Score {
    /// Mean loss, penalties included.
    pub loss: f64,
    /// Share classified right; `None` for regression.
    pub accuracy: Option<f64>,
}

/// Runs samples through a network in inference mode, as many at a time as there is room for.
#[derive(Debug)]
pub(crate) struct Evaluator {
    activations: Activations<f32>,
    /// Samples at a time: few of a wide or deep network.
    rows: usize,
}

impl Evaluator {
    /// For a network whose blocks make so many activations of a sample.
    pub fn new(activations_per_sample: usize) -> Self {
        let rows = (MAX_ACTIVATIONS / activations_per_sample).clamp(1, MAX_ROWS);
        Self { activations: Activations::default(), rows }
    }

    /// How well the trainer's network does on `split`; `None` where that is empty.
    pub fn score(&mut self, trainer: &Trainer<f32>, split: &Split) -> Option<Score> {
        let samples = split.samples();
        let (mut loss, mut right) = (0.0, Some(0));
        for start in (0..samples).step_by(self.rows) {
            let range = start..samples.min(start + self.rows);
            let (sum, correct) = trainer.evaluate(split.batch(range), &mut self.activations);
            loss += sum;
            right = right.zip(correct).map(|(right, correct)| right + correct);
        }
        let count = samples as f64;
        (samples > 0).then(|| Score {
            loss: loss / count + trainer.network().penalty(),
            accuracy: right.map(|right| right as f64 / count),
        })
    }

    /// The network's outputs for `inputs`, `[rows, features]`, standardized already.
    pub fn infer(&mut self, network: &Network<f32>, inputs: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut outputs = Array2::zeros((inputs.nrows(), network.head().outputs()));
        self.for_each_chunk(network, inputs, |first, chunk| {
            let predictions = chunk.predictions();
            outputs.slice_mut(s![first..first + predictions.nrows(), ..]).assign(&predictions);
        });
        outputs
    }

    /// Runs `inputs`, `[rows, features]`, through the network and calls `visit` for each chunk of them, with its first row
    /// and what every block gave.
    pub fn for_each_chunk(
        &mut self,
        network: &Network<f32>,
        inputs: ArrayView2<'_, f32>,
        mut visit: impl FnMut(usize, &Activations<f32>),
    ) {
        for (at, chunk) in inputs.axis_chunks_iter(Axis(0), self.rows).enumerate() {
            network.infer(chunk, &mut self.activations);
            visit(at * self.rows, &self.activations);
        }
    }
}
