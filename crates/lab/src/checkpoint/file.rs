//! Reads model files.

use safetensors::tensor::TensorInfo;
use safetensors::{Dtype, SafeTensors};

use super::{EXPERIMENT, TABLE, Tensor, Weights, experiment_in, of_tensor};
use crate::Error;
use crate::document::Experiment;
use crate::error::Input;
use crate::figure::Figure;

/// The longest header read, in bytes: far more than the longest document and the names of all its tensors.
const MAX_HEADER_BYTES: u64 = 16 << 20;

/// The most tensors read: more than the largest network has.
const MAX_TENSORS: usize = 10_000;

/// What a model file holds: a safetensors file with a document in its metadata, or only with weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The document that it was made by.
    pub document: Option<String>,
    /// What it remembers of the table that it was trained on, as JSON.
    pub layout: Option<String>,
    /// Its tensors.
    pub weights: Weights,
}

impl Model {
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
            return Err(Error::new(message).with_input(Input::Weights));
        }
        let not_whole =
            |why: String| Error::new(format!("not a whole safetensors file: {why}")).with_input(Input::Weights);
        let (header, metadata) = SafeTensors::read_metadata(bytes).map_err(|error| not_whole(error.to_string()))?;
        let data = &bytes[size_of::<u64>() + header..];
        let names = metadata.offset_keys();
        if names.len() > MAX_TENSORS {
            return Err(not_whole(format!("it holds {} tensors; at most {MAX_TENSORS} are read", names.len())));
        }
        let tensors = names.into_iter().filter_map(|name| Some((metadata.info(&name)?, name)));
        let weights = tensors.map(|(info, name)| tensor(name, info, data)).collect::<Result<_, _>>().map(Weights)?;
        let text = |key: &str| metadata.metadata().as_ref()?.get(key).cloned();
        Ok(Self { document: text(EXPERIMENT), layout: text(TABLE), weights })
    }
}

fn tensor(name: String, info: &TensorInfo, data: &[u8]) -> Result<Tensor, Error> {
    if info.dtype != Dtype::F32 {
        return Err(of_tensor(&name, format!("the tensor's type is {}; weights are F32", info.dtype)));
    }
    let (start, end) = info.data_offsets;
    let bytes = data.get(start..end).unwrap_or_default();
    let values: Vec<f32> = bytes.as_chunks().0.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
    if let Some((at, &value)) = values.iter().enumerate().find(|(_, value)| !value.is_finite()) {
        let message = format!("value {at} of the tensor is {}; weights are finite", Figure(value.into()));
        return Err(of_tensor(&name, message));
    }
    Ok(Tensor { name, shape: info.shape.clone(), values })
}

/// The experiment that a model file, a safetensors file with a document in its metadata, was made by.
///
/// # Errors
/// When it is not such a file, or its document is not valid.
pub fn experiment_of(model: &[u8]) -> Result<Experiment, Error> {
    experiment_in(Model::read(model)?.document.as_deref())
}

/// What a model file remembers of the table it was trained on, as JSON; `None` where it was trained on no table.
///
/// # Errors
/// When it is not a safetensors file.
pub fn layout_of(model: &[u8]) -> Result<Option<String>, Error> {
    Ok(Model::read(model)?.layout)
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
