//! A network's weights and its document, to and from a safetensors file of little-endian F32 tensors.
//!
//! See <https://huggingface.co/docs/safetensors>. Files are read with the feature `models`; in a browser a module of its own
//! does, and hands over what it read.

#[cfg(feature = "models")]
mod file;

#[cfg(feature = "models")]
pub use file::{Model, experiment_of, layout_of};

use std::collections::BTreeMap;

use gradient_lab_nn::{Network, elements, elements_mut};
use serde::Serialize;

use crate::Error;
use crate::data::{Dataset, Saved, Standardization, Standardized};
use crate::document::Experiment;
use crate::error::Input;
use crate::figure::Figure;

/// The metadata key that holds the experiment document.
const EXPERIMENT: &str = "experiment";
/// The metadata key that holds what the model remembers of its table.
const TABLE: &str = "table";

/// The tensors of what the inputs and the targets are standardized with.
const INPUTS: [&str; 2] = ["input.mean", "input.variance"];
const TARGETS: [&str; 2] = ["target.mean", "target.variance"];

/// The length of a header is a multiple of this, in bytes.
const ALIGNMENT: usize = 8;

/// The experiment of `document`, the text that a model file holds.
///
/// # Errors
/// When there is none, or it is not valid.
pub fn experiment_in(document: Option<&str>) -> Result<Experiment, Error> {
    let Some(document) = document else {
        let message = "the file holds no document in its metadata; give the experiment too";
        return Err(Error::new(message).with_input(Input::Weights));
    };
    // What was turned on the way is behind it.
    let parsed = Experiment::parse(document).map(Experiment::after_changes);
    parsed.map_err(|error| Error::new(format!("the document in the file: {error}")).with_input(Input::Weights))
}

/// The tensors of a model file, each of another name and all values finite. Whether they fit a network is not known yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights(pub Vec<Tensor>);

/// A tensor of a model file.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// `hidden.0.kernel`, …
    pub name: String,
    /// Its shape: `[inputs, columns]` for a kernel, else `[features]`.
    pub shape: Vec<usize>,
    /// As many as the shape says, row by row.
    pub values: Vec<f32>,
}

impl Weights {
    fn tensor(&self, name: &str) -> Option<&Tensor> {
        self.0.iter().find(|tensor| tensor.name == name)
    }

    /// What inputs and targets were standardized with.
    pub(crate) fn statistics(&self) -> Saved {
        let values = |name: &str| self.tensor(name).map(|tensor| tensor.values.clone());
        let saved =
            |[mean, variance]: [&str; 2]| Some(Standardization { mean: values(mean)?, variance: values(variance)? });
        Saved { inputs: saved(INPUTS), targets: saved(TARGETS) }
    }

    /// Puts the tensors in place of the network's own. `columns` are those whose statistics the file must hold too.
    ///
    /// # Errors
    /// When one is missing or has another shape, when the file holds one more, or when a variance is below 0; the error's
    /// path is the tensor's name.
    pub(crate) fn restore(&self, network: &mut Network<f32>, columns: Standardized) -> Result<(), Error> {
        let mut surplus: Vec<&str> = self.0.iter().map(|tensor| &*tensor.name).collect();
        let mut take = |name: &str, shape: &[usize]| {
            surplus.retain(|other| *other != name);
            self.fitting(name, shape)
        };
        for variable in network.variables() {
            let values = take(&variable.name, &variable.shape)?;
            elements_mut(network.values_mut(&variable)).copy_from_slice(values);
        }
        for (names, columns) in [(INPUTS, columns.inputs), (TARGETS, columns.targets)] {
            if let Some(columns) = columns {
                names.iter().try_for_each(|name| take(name, &[columns]).map(drop))?;
            }
        }
        match surplus.first() {
            Some(name) => Err(of_tensor(name, "the weights hold this tensor, but the network has no place for it")),
            None => Ok(()),
        }
    }

    /// The values of the tensor `name`, where it has this shape.
    fn fitting(&self, name: &str, shape: &[usize]) -> Result<&[f32], Error> {
        let Some(tensor) = self.tensor(name) else {
            return Err(of_tensor(name, "the network needs this tensor, but the weights lack it"));
        };
        if tensor.shape != shape {
            let message = format!("the tensor's shape is {:?}; the network needs {shape:?}", tensor.shape);
            return Err(of_tensor(name, message));
        }
        if name.ends_with("variance")
            && let Some((at, value)) = tensor.values.iter().enumerate().find(|&(_, variance)| *variance < 0.0)
        {
            let message = format!("value {at} of the tensor is {}; a variance is at least 0", Figure((*value).into()));
            return Err(of_tensor(name, message));
        }
        Ok(&tensor.values)
    }
}

/// What the data are standardized with, and the names of its tensors.
fn statistics(data: &Dataset) -> impl Iterator<Item = ([&'static str; 2], &Standardization)> {
    [(INPUTS, &data.standardization), (TARGETS, &data.target_standardization)]
        .into_iter()
        .filter_map(|(names, statistics)| Some((names, statistics.as_ref()?)))
}

/// The network's tensors, and what its data are standardized with, as a file that holds the document too.
pub(crate) fn write(network: &Network<f32>, data: &Dataset, experiment: &Experiment) -> Vec<u8> {
    let variables = network.variables();
    let mut tensors: Vec<(&str, Vec<usize>, &[f32])> = Vec::new();
    for variable in &variables {
        tensors.push((&variable.name, variable.shape.clone(), elements(network.values(variable))));
    }
    for ([of_mean, of_variance], Standardization { mean, variance }) in statistics(data) {
        tensors.push((of_mean, vec![mean.len()], mean));
        tensors.push((of_variance, vec![variance.len()], variance));
    }
    tensors.sort_unstable_by_key(|(name, ..)| *name);

    // The library writes metadata in an order that changes from run to run, and the same run must give the same bytes.
    let layout = data.layout.iter().map(|layout| (TABLE, layout.clone()));
    let metadata: BTreeMap<_, _> = [(EXPERIMENT, experiment.to_json())].into_iter().chain(layout).collect();
    let mut header = format!("{{\"__metadata__\":{}", json(&metadata));
    let mut end = 0;
    for (name, shape, values) in &tensors {
        let start = end;
        end += size_of_val(*values);
        let info = format!("{{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[{start},{end}]}}", json(shape));
        header.extend([",", &json(name), ":", &info]);
    }
    header.push('}');
    header.extend(std::iter::repeat_n(' ', header.len().next_multiple_of(ALIGNMENT) - header.len()));
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.bytes());
    file.extend(tensors.iter().flat_map(|(.., values)| *values).flat_map(|value| value.to_le_bytes()));
    file
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("keys are strings and numbers whole")
}

/// An error of the tensor `name`.
fn of_tensor(name: &str, message: impl AsRef<str>) -> Error {
    Error::at(name, message).with_input(Input::Weights)
}
