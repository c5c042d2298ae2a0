//! Inference: what a network predicts, and how good that is.

use gradient_lab_nn::{Activations, DropoutDraw, Network, Trainer, elements};
use ndarray::{Array2, ArrayView2, s};
use serde::Serialize;

use crate::Error;
use crate::data::{Dataset, Split};
use crate::document::limits;
use crate::error::Input;

/// The most samples that inference runs through the network at once.
pub(crate) const MAX_ROWS: usize = 128;
/// The most activations that inference keeps at once: few beside those of a training batch.
const MAX_ACTIVATIONS: usize = limits::MAX_ACTIVATIONS / 8;

/// How well the network does on each split, in inference mode.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Evaluation {
    /// On the training split.
    pub training: Score,
    /// On the validation split; `None` if that is empty.
    pub validation: Option<Score>,
}

/// How well the network does on some samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Score {
    /// Mean loss, penalties included.
    pub loss: f64,
    /// The share of samples classified correctly; `None` for regression.
    pub accuracy: Option<f64>,
}

/// Runs samples through a network in inference mode, in chunks of bounded memory.
#[derive(Debug)]
pub(crate) struct Evaluator {
    activations: Activations<f32>,
    /// Samples in a chunk: fewer for a wide or deep network.
    rows: usize,
}

impl Evaluator {
    /// An evaluator for a network whose blocks make `activations_per_sample` activations of a sample.
    pub fn new(activations_per_sample: usize) -> Self {
        let rows = (MAX_ACTIVATIONS / activations_per_sample).clamp(1, MAX_ROWS);
        Self { activations: Activations::default(), rows }
    }

    /// How well the trainer's network does on `split`; `None` if that is empty.
    pub fn score(&mut self, trainer: &Trainer<f32>, split: &Split) -> Option<Score> {
        let samples = split.samples();
        let (mut loss, mut correct) = (0.0, Some(0));
        for start in (0..samples).step_by(self.rows) {
            let range = start..samples.min(start + self.rows);
            let (chunk_loss, chunk_correct) = trainer.evaluate(split.batch(range), &mut self.activations);
            loss += chunk_loss;
            correct = correct.zip(chunk_correct).map(|(sum, of_chunk)| sum + of_chunk);
        }
        let count = samples as f64;
        (samples > 0).then(|| Score {
            loss: loss / count + trainer.network().penalty(),
            accuracy: correct.map(|correct| correct as f64 / count),
        })
    }

    /// The network's outputs, `[rows, outputs]`, for `inputs`, `[rows, features]`, which are standardized already.
    pub fn infer(&mut self, network: &Network<f32>, inputs: ArrayView2<'_, f32>) -> Array2<f32> {
        self.outputs(network, inputs, |_, chunk, activations| {
            network.infer(chunk, activations);
        })
    }

    /// The same with dropout left on.
    pub fn infer_with_dropout(
        &mut self,
        network: &Network<f32>,
        inputs: ArrayView2<'_, f32>,
        draw: DropoutDraw,
    ) -> Array2<f32> {
        self.outputs(network, inputs, |first_row, chunk, activations| {
            network.infer_with_dropout(chunk, DropoutDraw { first_row: first_row as u64, ..draw }, activations);
        })
    }

    /// The predictions that `forward` leaves for the chunks of `inputs`, `[rows, outputs]`.
    fn outputs(
        &mut self,
        network: &Network<f32>,
        inputs: ArrayView2<'_, f32>,
        mut forward: impl FnMut(usize, ArrayView2<'_, f32>, &mut Activations<f32>),
    ) -> Array2<f32> {
        let mut outputs = Vec::with_capacity(inputs.nrows() * network.head().outputs());
        self.for_each_chunk(inputs, |first_row, chunk, activations| {
            forward(first_row, chunk, activations);
            outputs.extend_from_slice(elements(activations.predictions()));
        });
        let shape = (inputs.nrows(), network.head().outputs());
        Array2::from_shape_vec(shape, outputs).expect("every row of inputs has a row of outputs")
    }

    /// What `infer` makes of `inputs`, whole rows in the units of the data, given back in those of the target.
    pub fn predict(
        &mut self,
        data: &Dataset,
        inputs: &[f32],
        infer: impl FnOnce(&mut Self, ArrayView2<'_, f32>) -> Vec<f32>,
    ) -> Result<Vec<f32>, Error> {
        let features = data.features();
        if !inputs.len().is_multiple_of(features) {
            let message = format!("must be whole rows of {features} numbers; found {}", inputs.len());
            return Err(Error::at("inputs", message).with_input(Input::Request));
        }
        let mut rows = Array2::from_shape_vec((inputs.len() / features, features), inputs.to_vec())
            .expect("the numbers are whole rows");
        if let Some(standardization) = &data.standardization {
            standardization.apply(&mut rows);
        }
        let mut outputs = infer(self, rows.view());
        if let Some(standardization) = &data.target_standardization {
            standardization.undo_to(&mut outputs);
        }
        Ok(outputs)
    }

    /// Calls `visit` for each chunk of `inputs`, `[rows, features]`, with the index of its first row and the activations to
    /// use.
    pub fn for_each_chunk(
        &mut self,
        inputs: ArrayView2<'_, f32>,
        mut visit: impl FnMut(usize, ArrayView2<'_, f32>, &mut Activations<f32>),
    ) {
        for start in (0..inputs.nrows()).step_by(self.rows) {
            let end = inputs.nrows().min(start + self.rows);
            visit(start, inputs.slice(s![start..end, ..]), &mut self.activations);
        }
    }
}
