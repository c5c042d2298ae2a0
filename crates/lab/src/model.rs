//! A network's weights to and from a file.

use gradient_lab_nn::Network;

use crate::data::{Dataset, Standardization};
use crate::document::Experiment;
use crate::error::Input;
use crate::weights::{self, Tensor, WeightFile};
use crate::{Error, number};

const INPUT_MEAN: &str = "input.mean";
const INPUT_VARIANCE: &str = "input.variance";

/// The experiment that a model file, a safetensors file with a document in its metadata, was made by.
///
/// # Errors
/// When it is not such a file, or its document is not valid.
pub fn experiment_of(model: &[u8]) -> Result<Experiment, Error> {
    let document = weights::read(model)?.experiment;
    let document = document
        .ok_or_else(|| Error::new("the file holds no document in its metadata; give the experiment too"))
        .map_err(|error| error.of(Input::Weights))?;
    let parsed = Experiment::parse(&document);
    parsed.map_err(|error| Error::new(format!("the document in the file: {error}")).of(Input::Weights))
}

/// What `file` says the inputs were standardized with.
pub(crate) fn saved_standardization(file: &WeightFile) -> Option<Standardization> {
    let (mean, variance) = (file.values(INPUT_MEAN)?.to_vec(), file.values(INPUT_VARIANCE)?.to_vec());
    Some(Standardization { mean, variance })
}

/// Puts the tensors of `file` in place of the network's own.
pub(crate) fn restore(file: WeightFile, network: &mut Network<f32>, data: &Dataset) -> Result<(), Error> {
    let variables = network.variables();
    let mut expected: Vec<_> =
        variables.iter().map(|variable| (variable.name.clone(), variable.shape.clone())).collect();
    if data.standardization.is_some() {
        expected.extend([INPUT_MEAN, INPUT_VARIANCE].map(|name| (name.to_string(), vec![data.features()])));
    }
    let values = file.into_values(&expected)?;
    for ((name, _), values) in expected.iter().zip(&values).filter(|((name, _), _)| name.ends_with("variance")) {
        if let Some(at) = values.iter().position(|&variance| variance < 0.0) {
            let message = format!(
                "value {at} of the tensor is {}; a variance is at least 0",
                number::text(f64::from(values[at]))
            );
            return Err(weights::of_tensor(name, message));
        }
    }
    for (variable, values) in variables.iter().zip(values) {
        network.values_mut(variable).iter_mut().zip(values).for_each(|(to, value)| *to = value);
    }
    Ok(())
}

/// The network's tensors, and what its inputs are standardized with, as a file that holds the document too.
pub(crate) fn export(network: &Network<f32>, data: &Dataset, experiment: &Experiment) -> Vec<u8> {
    let variables = network.variables();
    let mut tensors: Vec<_> = variables
        .iter()
        .map(|variable| Tensor {
            name: variable.name.clone(),
            shape: variable.shape.clone(),
            values: network.values(variable).to_slice().expect("a variable is contiguous"),
        })
        .collect();
    if let Some(Standardization { mean, variance }) = &data.standardization {
        for (name, values) in [(INPUT_MEAN, mean), (INPUT_VARIANCE, variance)] {
            tensors.push(Tensor { name: name.to_string(), shape: vec![values.len()], values });
        }
    }
    weights::write(&tensors, &experiment.to_json())
}
