//! What no field decides alone: sizes in all, and fields that must agree.

use alloc::format;

use super::{Experiment, limits};
use crate::{Error, data};
use gradient_lab_nn::{Activation, Head, Loss, Schedule};

/// What the data turn out to be, as far as the document must fit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataFacts {
    /// Features of a sample.
    pub features: usize,
    /// What the network's outputs mean.
    pub head: Head,
    /// Samples trained on.
    pub training_samples: usize,
}

impl Experiment {
    /// Whether the document agrees with itself, and with its data as far as it says what they are.
    pub(super) fn check(&self) -> Result<(), Error> {
        let blocks: usize = self.network.hidden.iter().map(|block| block.repeat).sum();
        if blocks > limits::HIDDEN_BLOCKS {
            return Err(Error::at(
                "network.hidden",
                format!("must be at most {} blocks, repeats counted; found {blocks}", limits::HIDDEN_BLOCKS),
            ));
        }
        self.check_schedule()?;
        if let Some(facts) = data::facts(&self.data)? {
            return self.check_data(facts);
        }
        self.check_residuals(None)?;
        self.check_parameters(1, 1)
    }

    /// Whether the document fits its data, and the whole stays within the limits.
    ///
    /// # Errors
    /// Names the field that does not fit, or the limit.
    pub fn check_data(&self, data: DataFacts) -> Result<(), Error> {
        if let Some(reason) = Loss::from_choice(&self.loss).unsupported_reason(data.head) {
            return Err(Error::at("loss", format!("{} {reason}", self.loss.entry.id)));
        }
        self.check_residuals(Some(data.features))?;
        self.check_parameters(data.features, data.head.outputs())?;
        let batch = self.training.batch_size.unwrap_or(usize::MAX).min(data.training_samples);
        let activations = batch.saturating_mul(self.activations(data.head.outputs()));
        if activations > limits::ACTIVATIONS {
            return Err(Error::at(
                "training.batch_size",
                format!(
                    "a batch of {batch} makes {activations} activations over all layers; at most {} are allowed",
                    limits::ACTIVATIONS
                ),
            ));
        }
        Ok(())
    }

    /// Activations that a sample makes over all layers, of which the last has so many outputs.
    pub(crate) fn activations(&self, outputs: usize) -> usize {
        self.columns().map(|(units, pieces)| units * pieces).sum::<usize>() + outputs
    }

    /// Units and pieces of each expanded block.
    fn columns(&self) -> impl Iterator<Item = (usize, usize)> {
        self.network.expanded().map(|block| {
            let activation = Activation::from_choice(&block.activation);
            (block.units, activation.pieces())
        })
    }

    fn check_parameters(&self, features: usize, outputs: usize) -> Result<(), Error> {
        let (inputs, hidden) = self.columns().fold((features, 0), |(inputs, sum), (units, pieces)| {
            (units, usize::saturating_add(sum, (inputs + 1).saturating_mul(units * pieces)))
        });
        let parameters = (inputs + 1).saturating_mul(outputs).saturating_add(hidden);
        if parameters > limits::PARAMETERS {
            return Err(Error::at(
                "network",
                format!(
                    "must have at most {} kernel and bias parameters; found {parameters} or more",
                    limits::PARAMETERS
                ),
            ));
        }
        Ok(())
    }

    /// A residual block adds its input to its output, so both have the same width. `features` is the first
    /// block's input, where it is known.
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

    fn check_schedule(&self) -> Result<(), Error> {
        match Schedule::from_choice(&self.training.schedule).as_dyn().validate() {
            Some((parameter, message)) => Err(Error::at(format!("training.schedule.{parameter}"), message)),
            None => Ok(()),
        }
    }
}
