//! What a network says and how well it does, when nothing is learnt.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use gradient_lab_nn::{Batch, Pass};

use crate::Error;
use crate::data::Part;
use crate::document::limits;
use crate::error::Input;
use crate::session::Session;

/// Samples run through the network at once when nothing is learnt.
pub(crate) const INFERENCE_ROWS: usize = 128;
/// Activations made at once when nothing is learnt: few beside those of a batch.
const INFERENCE_ACTIVATIONS: usize = limits::MAX_ACTIVATIONS / 8;

/// How well the network does on each part, in inference mode.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct Evaluation {
    /// On the training part.
    pub training: Score,
    /// On the validation part; `None` without a split.
    pub validation: Option<Score>,
}

/// How well the network does on some samples.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct Score {
    /// Mean loss, penalties included.
    pub loss: f64,
    /// Share classified right; `None` for regression.
    pub accuracy: Option<f64>,
}

impl Session {
    pub(crate) fn score_validation(&mut self) -> Option<Score> {
        let mut pass = core::mem::take(&mut self.pass);
        let score = (self.data.validation.samples() > 0).then(|| self.score(&self.data.validation, &mut pass));
        self.pass = pass;
        score
    }

    /// Loss and accuracy on both parts, in inference mode.
    pub fn evaluate(&mut self) -> Evaluation {
        let mut pass = core::mem::take(&mut self.pass);
        let training = self.score(&self.data.training, &mut pass);
        self.pass = pass;
        Evaluation { training, validation: self.score_validation() }
    }

    fn score(&self, part: &Part, pass: &mut Pass<f32>) -> Score {
        let (samples, features) = (part.samples(), self.data.features);
        let (mut loss, mut right) = (0.0, Some(0));
        let rows = self.inference_rows();
        for start in (0..samples).step_by(rows) {
            let end = samples.min(start + rows);
            let inputs = &part.inputs[start * features..end * features];
            let (sum, correct) = self.trainer.evaluate(Batch { inputs, targets: part.targets.view(start..end) }, pass);
            loss += sum;
            right = right.zip(correct).map(|(right, correct)| right + correct);
        }
        let count = samples as f64;
        Score {
            loss: loss / count + self.trainer.network().penalty(),
            accuracy: right.map(|right| right as f64 / count),
        }
    }

    /// The network's outputs for `inputs`, `[rows, features]`: values or probabilities, `[rows, outputs]`. Features are
    /// given as in the data file; standardization, where the document asks for it, is done here.
    ///
    /// # Errors
    /// When `inputs` is not a whole number of rows.
    pub fn predict(&mut self, inputs: &[f32]) -> Result<Vec<f32>, Error> {
        let features = self.data.features;
        if !inputs.len().is_multiple_of(features) {
            let found = inputs.len();
            let message = format!("must be whole rows of {features} numbers; found {found}");
            return Err(Error::at("inputs", message).of(Input::Request));
        }
        let mut rows = inputs.to_vec();
        if let Some(standardization) = &self.data.standardization {
            standardization.apply(&mut rows);
        }
        Ok(self.infer(&rows))
    }

    /// Samples run through this network at once when nothing is learnt: few of a wide or deep one.
    pub(crate) fn inference_rows(&self) -> usize {
        (INFERENCE_ACTIVATIONS / self.experiment.activations(self.trainer.network().head().outputs()))
            .clamp(1, INFERENCE_ROWS)
    }

    /// The outputs for rows that are standardized already.
    pub(crate) fn infer(&mut self, rows: &[f32]) -> Vec<f32> {
        let mut outputs = vec![];
        for chunk in rows.chunks(self.inference_rows() * self.data.features) {
            outputs.extend_from_slice(self.trainer.network().infer(chunk, &mut self.pass));
        }
        outputs
    }
}
