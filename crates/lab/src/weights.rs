//! Weights in safetensors files: little-endian F32 tensors, and the document they belong to.
//!
//! See <https://huggingface.co/docs/safetensors>.

use std::ops::Range;

use crate::Error;
use crate::error::{Input, quoted};
use crate::json::{Node, Writer};
use crate::number;

/// The metadata key that holds the experiment document.
const EXPERIMENT: &str = "experiment";

/// The key under which the header holds metadata beside the tensors.
const METADATA: &str = "__metadata__";

/// Headers end at a multiple of so many bytes, filled with spaces.
const ALIGNMENT: usize = 8;

/// The longest header read, in bytes: far more than the longest document and the names of all its tensors.
const MAX_HEADER_BYTES: u64 = 16 << 20;

/// The most tensors read: more than the largest network has.
const MAX_TENSORS: usize = 10_000;

/// A tensor to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor<'a> {
    /// `hidden.0.kernel`, `output.bias`, …; each name once a file.
    pub name: String,
    /// Values along each axis.
    pub shape: Vec<usize>,
    /// Row by row: the last axis varies fastest.
    pub values: &'a [f32],
}

/// A file's bytes: `tensors`, and the document `experiment` as metadata.
///
/// # Panics
/// When a tensor's values are not as many as its shape says.
pub fn write(tensors: &[Tensor], experiment: &str) -> Vec<u8> {
    let mut header = Writer::default();
    header.object(|header| {
        header.key(METADATA).object(|metadata| metadata.key(EXPERIMENT).text(experiment));
        let mut start = 0;
        for Tensor { name, shape, values } in tensors {
            assert_eq!(shape.iter().product::<usize>(), values.len(), "{name} has another shape than it says");
            let end = start + size_of_val(*values);
            header.key(name).object(|tensor| {
                tensor.key("dtype").text("F32");
                tensor.key("shape").list(|list| shape.iter().for_each(|&length| list.number(length as f64)));
                tensor.key("data_offsets").list(|list| [start, end].iter().for_each(|&at| list.number(at as f64)));
            });
            start = end;
        }
    });
    let mut header = header.finish();
    while !header.len().is_multiple_of(ALIGNMENT) {
        header.push(' ');
    }
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    for tensor in tensors {
        bytes.extend(tensor.values.iter().flat_map(|value| value.to_le_bytes()));
    }
    bytes
}

/// A tensor's shape and values.
type Held = (Vec<usize>, Vec<f32>);

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightFile {
    /// The document in its metadata.
    pub experiment: Option<String>,
    /// By name, in ascending order.
    tensors: Vec<(String, Held)>,
}

/// The file `bytes`.
///
/// # Errors
/// When it is not a whole safetensors file, or when a tensor is of another type than F32 or has a value that is not
/// finite. Sizes that the file claims are held against its length before anything is allocated.
pub fn read(bytes: &[u8]) -> Result<WeightFile, Error> {
    let Some((length, rest)) = bytes.split_first_chunk() else {
        return Err(not_whole("it is cut short"));
    };
    let length = u64::from_le_bytes(*length);
    if length > MAX_HEADER_BYTES {
        let message =
            format!("not a safetensors file: its header is {length} bytes; at most {MAX_HEADER_BYTES} are read");
        return Err(Error::new(message).of(Input::Weights));
    }
    let Some((header, data)) = rest.split_at_checked(length as usize) else {
        return Err(not_whole("it ends within its header"));
    };
    let Ok(header) = str::from_utf8(header) else {
        return Err(not_whole("its header is not text"));
    };
    let Node::Object(header) = Node::parse(header).map_err(|error| not_whole(&format!("its header: {error}")))? else {
        return Err(not_whole("its header is not an object"));
    };
    let experiment = match header.get(METADATA) {
        None => None,
        Some(Node::Object(metadata)) if metadata.values().all(|value| matches!(value, Node::Text(_))) => {
            match metadata.get(EXPERIMENT) {
                Some(Node::Text(document)) => Some(document.clone()),
                _ => None,
            }
        }
        Some(_) => return Err(not_whole("its metadata are not texts")),
    };
    let mut tensors = Vec::new();
    if header.len() > MAX_TENSORS {
        return Err(not_whole(&format!("it holds {} tensors; at most {MAX_TENSORS} are read", header.len())));
    }
    let mut places: Vec<Range<usize>> = Vec::with_capacity(header.len());
    for (name, entry) in header {
        if name != METADATA {
            let (place, held) = tensor(&name, &entry, data)?;
            let at = places.partition_point(|other| (other.start, other.end) < (place.start, place.end));
            places.insert(at, place);
            tensors.push((name, held));
        }
    }
    let end = places.iter().try_fold(0, |end, place| (place.start == end).then_some(place.end));
    if end != Some(data.len()) {
        return Err(not_whole("its tensors do not take its data up, each byte once"));
    }
    Ok(WeightFile { experiment, tensors })
}

fn not_whole(why: &str) -> Error {
    Error::new(format!("not a whole safetensors file: {why}")).of(Input::Weights)
}

/// An error of the tensor `name`.
pub(crate) fn of_tensor(name: &str, message: impl AsRef<str>) -> Error {
    Error::at(name, message).of(Input::Weights)
}

/// Where in `data` the tensor `name` stands, which the header describes by `entry`, and what it holds.
fn tensor(name: &str, entry: &Node, data: &[u8]) -> Result<(Range<usize>, Held), Error> {
    let garbled = || not_whole(&format!("what its header says of the tensor {} makes no sense", quoted(name)));
    let Node::Object(entry) = entry else {
        return Err(garbled());
    };
    match entry.get("dtype") {
        Some(Node::Text(kind)) if kind == "F32" => (),
        Some(Node::Text(kind)) => {
            return Err(of_tensor(name, format!("the tensor's type is {}; weights are F32", quoted(kind))));
        }
        _ => return Err(garbled()),
    }
    let whole = |key: &str| match entry.get(key) {
        Some(Node::List(list)) => {
            list.iter().map(|length| length.whole(0, u64::from(u32::MAX)).map(|length| length as usize)).collect()
        }
        _ => None::<Vec<usize>>,
    };
    let (Some(shape), Some(offsets)) = (whole("shape"), whole("data_offsets")) else {
        return Err(garbled());
    };
    let [start, end] = offsets[..] else {
        return Err(garbled());
    };
    let size = shape.iter().try_fold(size_of::<f32>(), |size, &length| size.checked_mul(length));
    let Some(bytes) = data.get(start..end).filter(|bytes| size == Some(bytes.len())) else {
        return Err(not_whole(&format!("the tensor {} is not of the size that its header says", quoted(name))));
    };
    let (values, _) = bytes.as_chunks();
    let values: Vec<f32> = values.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
    match values.iter().position(|value| !value.is_finite()) {
        Some(at) => Err(of_tensor(
            name,
            format!("value {at} of the tensor is {}; weights are finite", number::text(f64::from(values[at]))),
        )),
        None => Ok((start..end, (shape, values))),
    }
}

impl WeightFile {
    /// The values of the tensor `name`.
    pub fn values(&self, name: &str) -> Option<&[f32]> {
        self.tensors.iter().find(|(other, _)| other == name).map(|(_, (_, values))| &values[..])
    }

    /// The values of the tensors `expected` (names and shapes), in that order.
    ///
    /// # Errors
    /// When one is missing or has another shape, or when the file holds one more; the error's path is its name.
    pub fn into_values(mut self, expected: &[(String, Vec<usize>)]) -> Result<Vec<Vec<f32>>, Error> {
        let mut all = Vec::with_capacity(expected.len());
        for (name, shape) in expected {
            let Some(at) = self.tensors.iter().position(|(other, _)| other == name) else {
                return Err(of_tensor(name, "the network needs this tensor, but the weights lack it"));
            };
            let (_, (found, values)) = self.tensors.remove(at);
            if found != *shape {
                return Err(of_tensor(
                    name,
                    format!("the tensor's shape is {}; the network needs {}", list(&found), list(shape)),
                ));
            }
            all.push(values);
        }
        match self.tensors.first() {
            Some((name, _)) => {
                Err(of_tensor(name, "the weights hold this tensor, but the network has no place for it"))
            }
            None => Ok(all),
        }
    }
}

/// `[3, 2]`
fn list(shape: &[usize]) -> String {
    let mut list = String::from("[");
    for (at, length) in shape.iter().enumerate() {
        list += if at == 0 { "" } else { ", " };
        list += &length.to_string();
    }
    list + "]"
}

#[cfg(test)]
mod tests;
