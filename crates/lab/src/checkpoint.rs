//! A network's weights and its document, to and from a safetensors file of little-endian F32 tensors.
//!
//! See <https://huggingface.co/docs/safetensors>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use gradient_lab_nn::Network;
use safetensors::tensor::TensorInfo;
use safetensors::{Dtype, SafeTensors, View};

use crate::Error;
use crate::data::{Dataset, Standardization};
use crate::document::Experiment;
use crate::error::Input;
use crate::figure::Figure;

/// The metadata key that holds the experiment document.
const EXPERIMENT: &str = "experiment";

const INPUT_MEAN: &str = "input.mean";
const INPUT_VARIANCE: &str = "input.variance";

/// The longest header read, in bytes: far more than the longest document and the names of all its tensors.
const MAX_HEADER_BYTES: u64 = 16 << 20;

/// The most tensors read: more than the largest network has.
const MAX_TENSORS: usize = 10_000;

/// The experiment that a model file, a safetensors file with a document in its metadata, was made by.
///
/// # Errors
/// When it is not such a file, or its document is not valid.
pub fn experiment_of(model: &[u8]) -> Result<Experiment, Error> {
    let document = Checkpoint::read(model)?.experiment;
    let document = document
        .ok_or_else(|| Error::new("the file holds no document in its metadata; give the experiment too"))
        .map_err(|error| error.of(Input::Weights))?;
    let parsed = Experiment::parse(&document);
    parsed.map_err(|error| Error::new(format!("the document in the file: {error}")).of(Input::Weights))
}

/// What a file of weights holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checkpoint {
    /// The document in its metadata.
    experiment: Option<String>,
    tensors: BTreeMap<String, Tensor<'static>>,
}

/// Values and how they stand.
#[derive(Debug, Clone, PartialEq)]
struct Tensor<'a> {
    /// Values along each axis.
    shape: Vec<usize>,
    /// Row by row: the last axis varies fastest.
    values: Cow<'a, [f32]>,
}

impl Checkpoint {
    /// The file `bytes`.
    ///
    /// # Errors
    /// When it is not a whole safetensors file, or when a tensor is of another type than F32 or has a value that is not
    /// finite. Sizes that the file claims are held against its length before anything is allocated.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        if let Some(length) = bytes.first_chunk().map(|length| u64::from_le_bytes(*length))
            && length > MAX_HEADER_BYTES
        {
            let message =
                format!("not a safetensors file: its header is {length} bytes; at most {MAX_HEADER_BYTES} are read");
            return Err(Error::new(message).of(Input::Weights));
        }
        let not_whole = |why: String| Error::new(format!("not a whole safetensors file: {why}")).of(Input::Weights);
        let (header, metadata) = SafeTensors::read_metadata(bytes).map_err(|error| not_whole(error.to_string()))?;
        let data = &bytes[size_of::<u64>() + header..];
        let infos: BTreeMap<_, _> = metadata.tensors().into_iter().collect();
        if infos.len() > MAX_TENSORS {
            return Err(not_whole(format!("it holds {} tensors; at most {MAX_TENSORS} are read", infos.len())));
        }
        let tensors =
            infos.into_iter().map(|(name, info)| Tensor::read(&name, info, data).map(|tensor| (name, tensor)));
        let experiment = metadata.metadata().as_ref().and_then(|metadata| metadata.get(EXPERIMENT)).cloned();
        Ok(Self { experiment, tensors: tensors.collect::<Result<_, _>>()? })
    }

    /// What the inputs were standardized with.
    pub fn standardization(&self) -> Option<Standardization> {
        let values = |name: &str| Some(self.tensors.get(name)?.values.to_vec());
        Some(Standardization { mean: values(INPUT_MEAN)?, variance: values(INPUT_VARIANCE)? })
    }

    /// Puts the tensors in place of the network's own.
    ///
    /// # Errors
    /// When one is missing or has another shape, when the file holds one more, or when a variance is below 0; the error's
    /// path is the tensor's name.
    pub fn restore(mut self, network: &mut Network<f32>, data: &Dataset) -> Result<(), Error> {
        for variable in network.variables() {
            let values = self.take(&variable.name, &variable.shape)?;
            network.values_mut(&variable).iter_mut().zip(values.iter()).for_each(|(to, &value)| *to = value);
        }
        if data.standardization.is_some() {
            self.take(INPUT_MEAN, &[data.features()])?;
            self.take(INPUT_VARIANCE, &[data.features()])?;
        }
        match self.tensors.first_key_value() {
            Some((name, _)) => {
                Err(of_tensor(name, "the weights hold this tensor, but the network has no place for it"))
            }
            None => Ok(()),
        }
    }

    /// The values of the tensor `name`, which has to have this shape.
    fn take(&mut self, name: &str, shape: &[usize]) -> Result<Cow<'static, [f32]>, Error> {
        let Some(tensor) = self.tensors.remove(name) else {
            return Err(of_tensor(name, "the network needs this tensor, but the weights lack it"));
        };
        if tensor.shape != shape {
            let message = format!("the tensor's shape is {:?}; the network needs {shape:?}", tensor.shape);
            return Err(of_tensor(name, message));
        }
        if name.ends_with("variance")
            && let Some(at) = tensor.values.iter().position(|&variance| variance < 0.0)
        {
            let found = Figure(f64::from(tensor.values[at]));
            return Err(of_tensor(name, format!("value {at} of the tensor is {found}; a variance is at least 0")));
        }
        Ok(tensor.values)
    }
}

impl Tensor<'static> {
    /// The tensor `name`, which a file describes by `info`, in the file's `data`.
    fn read(name: &str, info: &TensorInfo, data: &[u8]) -> Result<Self, Error> {
        if info.dtype != Dtype::F32 {
            return Err(of_tensor(name, format!("the tensor's type is {}; weights are F32", info.dtype)));
        }
        let (start, end) = info.data_offsets;
        let bytes = data.get(start..end).ok_or_else(|| of_tensor(name, "the tensor ends beyond the file"))?;
        let values: Vec<f32> = bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        match values.iter().position(|value| !value.is_finite()) {
            Some(at) => {
                let found = Figure(f64::from(values[at]));
                Err(of_tensor(name, format!("value {at} of the tensor is {found}; weights are finite")))
            }
            None => Ok(Self { shape: info.shape.clone(), values: values.into() }),
        }
    }
}

impl View for Tensor<'_> {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        self.values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    fn data_len(&self) -> usize {
        size_of_val(&self.values[..])
    }
}

/// The network's tensors, and what its inputs are standardized with, as a file that holds the document too.
pub(crate) fn write(network: &Network<f32>, data: &Dataset, experiment: &Experiment) -> Vec<u8> {
    let variables = network.variables();
    let mut tensors: Vec<_> = variables
        .iter()
        .map(|variable| {
            let values = network.values(variable).to_slice().expect("a variable is contiguous").into();
            (&variable.name[..], Tensor { shape: variable.shape.clone(), values })
        })
        .collect();
    if let Some(Standardization { mean, variance }) = &data.standardization {
        for (name, values) in [(INPUT_MEAN, mean), (INPUT_VARIANCE, variance)] {
            tensors.push((name, Tensor { shape: vec![values.len()], values: values.into() }));
        }
    }
    let metadata = [(EXPERIMENT.to_string(), experiment.to_json())].into();
    let Ok(file) = safetensors::serialize(tensors, Some(metadata)) else {
        unreachable!("each tensor has as many values as its shape says")
    };
    file
}

/// An error of the tensor `name`.
fn of_tensor(name: &str, message: impl AsRef<str>) -> Error {
    Error::at(name, message).of(Input::Weights)
}

#[cfg(test)]
mod tests;
