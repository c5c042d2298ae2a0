//! A network's weights and its document, to and from a safetensors file of little-endian F32 tensors.
//!
//! See <https://huggingface.co/docs/safetensors>.

use std::collections::BTreeMap;

use gradient_lab_nn::{Network, elements, elements_mut};
use safetensors::tensor::{Metadata, TensorInfo};
use safetensors::{Dtype, SafeTensors};
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

/// The longest header read, in bytes: far more than the longest document and the names of all its tensors.
const MAX_HEADER_BYTES: u64 = 16 << 20;

/// The most tensors read: more than the largest network has.
const MAX_TENSORS: usize = 10_000;

/// The experiment that a model file, a safetensors file with a document in its metadata, was made by.
///
/// # Errors
/// When it is not such a file, or its document is not valid.
pub fn experiment_of(model: &[u8]) -> Result<Experiment, Error> {
    let file = Checkpoint::read(model)?;
    let Some(document) = file.text(EXPERIMENT) else {
        let message = "the file holds no document in its metadata; give the experiment too";
        return Err(Error::new(message).with_input(Input::Weights));
    };
    let parsed = Experiment::parse(document);
    parsed.map_err(|error| Error::new(format!("the document in the file: {error}")).with_input(Input::Weights))
}

/// What a model file remembers of the table it was trained on, as JSON; `None` where it was trained on no table.
///
/// # Errors
/// When it is not a safetensors file.
pub fn layout_of(model: &[u8]) -> Result<Option<String>, Error> {
    Ok(Checkpoint::read(model)?.text(TABLE).map(str::to_string))
}

/// A file of weights. What it holds has been checked, but for whether it fits a network.
#[derive(Debug)]
pub(crate) struct Checkpoint<'a> {
    metadata: Metadata,
    /// The values of all tensors, one after the other.
    data: &'a [u8],
}

impl<'a> Checkpoint<'a> {
    /// The file `bytes`.
    ///
    /// # Errors
    /// When it is not a whole safetensors file, or when a tensor is of another type than F32 or has a value that is not
    /// finite. Sizes that the file claims are held against its length before anything is allocated.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        if let Some(length) = bytes.first_chunk().map(|length| u64::from_le_bytes(*length))
            && length > MAX_HEADER_BYTES
        {
            let message =
                format!("not a safetensors file: its header is {length} bytes; at most {MAX_HEADER_BYTES} are read");
            return Err(Error::new(message).with_input(Input::Weights));
        }
        let not_whole =
            |why: String| Error::new(format!("not a whole safetensors file: {why}")).with_input(Input::Weights);
        let (header, metadata) = SafeTensors::read_metadata(bytes).map_err(|error| not_whole(error.to_string()))?;
        let file = Self { metadata, data: &bytes[size_of::<u64>() + header..] };
        let names = file.metadata.offset_keys();
        if names.len() > MAX_TENSORS {
            return Err(not_whole(format!("it holds {} tensors; at most {MAX_TENSORS} are read", names.len())));
        }
        for (name, info) in names.iter().filter_map(|name| Some((name, file.metadata.info(name)?))) {
            if info.dtype != Dtype::F32 {
                return Err(of_tensor(name, format!("the tensor's type is {}; weights are F32", info.dtype)));
            }
            if let Some((at, value)) = file.values(info).enumerate().find(|(_, value)| !value.is_finite()) {
                let message = format!("value {at} of the tensor is {}; weights are finite", Figure(value.into()));
                return Err(of_tensor(name, message));
            }
        }
        Ok(file)
    }

    /// The text of `key` in the metadata.
    fn text(&self, key: &str) -> Option<&str> {
        self.metadata.metadata().as_ref()?.get(key).map(String::as_str)
    }

    fn values(&self, info: &TensorInfo) -> impl Iterator<Item = f32> {
        let (start, end) = info.data_offsets;
        let bytes = self.data.get(start..end).unwrap_or_default();
        bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes))
    }

    /// What inputs and targets were standardized with.
    pub fn statistics(&self) -> Saved {
        let values = |name: &str| Some(self.values(self.metadata.info(name)?).collect());
        let saved =
            |[mean, variance]: [&str; 2]| Some(Standardization { mean: values(mean)?, variance: values(variance)? });
        Saved { inputs: saved(INPUTS), targets: saved(TARGETS) }
    }

    /// Puts the tensors in place of the network's own. `columns` are those whose statistics the file must hold too.
    ///
    /// # Errors
    /// When one is missing or has another shape, when the file holds one more, or when a variance is below 0; the error's
    /// path is the tensor's name.
    pub fn restore(&self, network: &mut Network<f32>, columns: Standardized) -> Result<(), Error> {
        let mut surplus = self.metadata.offset_keys();
        let mut take = |name: &str, shape: &[usize]| {
            surplus.retain(|other| other != name);
            self.fitting(name, shape)
        };
        for variable in network.variables() {
            let values = take(&variable.name, &variable.shape)?;
            elements_mut(network.values_mut(&variable)).copy_from_slice(&values);
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
    fn fitting(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let Some(info) = self.metadata.info(name) else {
            return Err(of_tensor(name, "the network needs this tensor, but the weights lack it"));
        };
        if info.shape != shape {
            let message = format!("the tensor's shape is {:?}; the network needs {shape:?}", info.shape);
            return Err(of_tensor(name, message));
        }
        if name.ends_with("variance")
            && let Some((at, value)) = self.values(info).enumerate().find(|&(_, variance)| variance < 0.0)
        {
            let message = format!("value {at} of the tensor is {}; a variance is at least 0", Figure(value.into()));
            return Err(of_tensor(name, message));
        }
        Ok(self.values(info).collect())
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

#[cfg(test)]
mod tests;
