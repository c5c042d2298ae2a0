//! Checks that concern several fields: total sizes, and fields that must agree.

use super::{Experiment, limits};
use crate::Error;
use crate::data::{self, DataFacts};
use gradient_lab_nn::Head;
use gradient_lab_nn::catalogue::Catalogue;

impl Experiment {
    /// Checks the document by itself, and against its data where it says what they are.
    pub(super) fn check(&self) -> Result<(), Error> {
        let blocks: usize = self.network.hidden.iter().map(|block| block.repeat).sum();
        if blocks > limits::MAX_HIDDEN_BLOCKS {
            return Err(Error::at(
                "network.hidden",
                format!("must be at most {} blocks, repeats counted; found {blocks}", limits::MAX_HIDDEN_BLOCKS),
            ));
        }
        self.check_schedule()?;
        if !self.training.changes.is_empty() {
            self.check_changes()?;
        }
        if let Some(facts) = data::facts(&self.data)? {
            return self.check_data(facts);
        }
        self.check_residuals(None)?;
        self.check_parameters(1, 1)
    }

    /// Checks the document against its data, and the sizes of the whole against the limits.
    ///
    /// # Errors
    /// When a field does not fit the data, or a limit is exceeded; the error names it.
    pub fn check_data(&self, data: DataFacts) -> Result<(), Error> {
        if let Some(reason) = self.loss.unsupported_reason(data.head) {
            return Err(Error::at("loss", format!("{} {reason}", self.loss.entry().id)));
        }
        if self.data.standardize_target && !matches!(data.head, Head::Regression(_)) {
            let message = "goes with numbers to learn, and these data have classes; leave it out";
            return Err(Error::at("data.standardize_target", message));
        }
        self.check_residuals(Some(data.features))?;
        self.check_parameters(data.features, data.head.outputs())?;
        let batch = self.training.batch_size.unwrap_or(usize::MAX).min(data.training_samples);
        let steps = (data.training_samples.div_ceil(batch.max(1)) as u64).saturating_mul(self.training.epochs);
        if let Some(at) = self.training.changes.iter().position(|change| change.after >= steps) {
            let message =
                format!("must be less than {steps}, the steps of the run; found {}", self.training.changes[at].after);
            return Err(Error::at(format!("training.changes[{at}].after"), message));
        }
        let activations = batch.saturating_mul(self.activations(data.head.outputs()));
        if activations > limits::MAX_ACTIVATIONS {
            return Err(Error::at(
                "training.batch_size",
                format!(
                    "a batch of {batch} makes {activations} activations over all layers; at most {} are allowed",
                    limits::MAX_ACTIVATIONS
                ),
            ));
        }
        Ok(())
    }

    /// The activations of one sample over all layers, the last of which has `outputs`.
    pub(crate) fn activations(&self, outputs: usize) -> usize {
        self.columns().map(|(units, pieces)| units * pieces).sum::<usize>() + outputs
    }

    /// The units and pieces of each hidden block, repeats expanded.
    fn columns(&self) -> impl Iterator<Item = (usize, usize)> {
        self.network.expanded().map(|block| (block.units, block.activation.pieces()))
    }

    fn check_parameters(&self, features: usize, outputs: usize) -> Result<(), Error> {
        let (inputs, hidden) = self.columns().fold((features, 0), |(inputs, sum), (units, pieces)| {
            (units, usize::saturating_add(sum, (inputs + 1).saturating_mul(units * pieces)))
        });
        let parameters = (inputs + 1).saturating_mul(outputs).saturating_add(hidden);
        if parameters > limits::MAX_PARAMETERS {
            return Err(Error::at(
                "network",
                format!(
                    "must have at most {} kernel and bias parameters; found {parameters} or more",
                    limits::MAX_PARAMETERS
                ),
            ));
        }
        Ok(())
    }

    /// A residual block adds its input to its output, so both must have the same width. `features` is the width of the
    /// first block's input, if known.
    fn check_residuals(&self, features: Option<usize>) -> Result<(), Error> {
        let mut input = features;
        for (at, block) in self.network.hidden.iter().enumerate() {
            if let Some(width) = input.filter(|width| block.residual && *width != block.units) {
                return Err(Error::at(
                    format!("network.hidden[{at}].residual"),
                    format!(
                        "the block's input and output must have the same width; they have {width} and {}",
                        block.units
                    ),
                ));
            }
            input = Some(block.units);
        }
        Ok(())
    }

    pub(super) fn check_schedule(&self) -> Result<(), Error> {
        match self.training.schedule.as_dyn().validate() {
            Some((parameter, message)) => Err(Error::at(format!("training.schedule.{parameter}"), message)),
            None => Ok(()),
        }
    }
}
