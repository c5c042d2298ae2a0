//! Weights in safetensors files: little-endian F32 tensors, and the document they belong to.
//!
//! See <https://huggingface.co/docs/safetensors>.

use std::borrow::Cow;
use std::collections::BTreeMap;

use safetensors::{Dtype, SafeTensorError, SafeTensors, View};

use crate::Error;

/// The metadata key that holds the experiment document.
const EXPERIMENT: &str = "experiment";

/// The longest header read, in bytes: far more than the longest document and the names of all its tensors.
const MAX_HEADER_BYTES: u64 = 16 << 20;

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

impl View for &Tensor<'_> {
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
        size_of_val(self.values)
    }
}

/// A file's bytes: `tensors`, and the document `experiment` as metadata.
///
/// # Panics
/// When a tensor's values are not as many as its shape says.
pub fn write(tensors: &[Tensor], experiment: &str) -> Vec<u8> {
    for Tensor { name, shape, values } in tensors {
        assert_eq!(shape.iter().product::<usize>(), values.len(), "{name} has another shape than it says");
    }
    let metadata = [(EXPERIMENT.to_string(), experiment.to_string())].into_iter().collect();
    safetensors::serialize(tensors.iter().map(|tensor| (&tensor.name, tensor)), Some(metadata))
        .expect("shapes agree with values, and a document is far below the header's limit of 100 MB")
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightFile {
    /// The document in its metadata.
    pub experiment: Option<String>,
    /// Shape and values by name.
    tensors: BTreeMap<String, (Vec<usize>, Vec<f32>)>,
}

/// The file `bytes`.
///
/// # Errors
/// When it is not a whole safetensors file, or when a tensor is of another type than F32 or has a value that is not
/// finite. Sizes that the file claims are held against its length before anything is allocated.
pub fn read(bytes: &[u8]) -> Result<WeightFile, Error> {
    let header = bytes.first_chunk().map_or(0, |length| u64::from_le_bytes(*length));
    if header > MAX_HEADER_BYTES {
        let message =
            format!("not a safetensors file: its header is {header} bytes; at most {MAX_HEADER_BYTES} are read");
        return Err(Error::at("weights", message));
    }
    let refuse = |error: SafeTensorError| Error::at("weights", format!("not a whole safetensors file: {error}"));
    let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(refuse)?;
    let experiment = metadata.metadata().as_ref().and_then(|entries| entries.get(EXPERIMENT)).cloned();
    let file = SafeTensors::deserialize(bytes).map_err(refuse)?;
    let mut views: Vec<_> = file.iter().collect();
    views.sort_unstable_by_key(|&(name, _)| name);
    let mut tensors = BTreeMap::new();
    for (name, view) in views {
        if view.dtype() != Dtype::F32 {
            return Err(Error::at(name, format!("the tensor's type is {}; weights are F32", view.dtype())));
        }
        let (values, _) = view.data().as_chunks();
        let values: Vec<f32> = values.iter().map(|&bytes| f32::from_le_bytes(bytes)).collect();
        if let Some(at) = values.iter().position(|value| !value.is_finite()) {
            return Err(Error::at(name, format!("value {} of the tensor is {}; weights are finite", at, values[at])));
        }
        tensors.insert(name.to_string(), (view.shape().to_vec(), values));
    }
    Ok(WeightFile { experiment, tensors })
}

impl WeightFile {
    /// The values of the tensor `name`.
    pub fn values(&self, name: &str) -> Option<&[f32]> {
        self.tensors.get(name).map(|(_, values)| &values[..])
    }

    /// The values of the tensors `expected` (names and shapes), in that order.
    ///
    /// # Errors
    /// When one is missing or has another shape, or when the file holds one more; the error's path is its name.
    pub fn into_values(mut self, expected: &[(String, Vec<usize>)]) -> Result<Vec<Vec<f32>>, Error> {
        let mut all = Vec::with_capacity(expected.len());
        for (name, shape) in expected {
            let Some((found, values)) = self.tensors.remove(name) else {
                return Err(Error::at(name, "the network needs this tensor, but the weights lack it"));
            };
            if found != *shape {
                return Err(Error::at(name, format!("the tensor's shape is {found:?}; the network needs {shape:?}")));
            }
            all.push(values);
        }
        match self.tensors.into_keys().next() {
            Some(name) => Err(Error::at(name, "the weights hold this tensor, but the network has no place for it")),
            None => Ok(all),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KERNEL: [f32; 6] = [1.0, -2.5, f32::MIN_POSITIVE, 0.1, f32::MAX, -0.0];

    fn file() -> Vec<u8> {
        let kernel = Tensor { name: "output.kernel".into(), shape: vec![3, 2], values: &KERNEL };
        let bias = Tensor { name: "output.bias".into(), shape: vec![2], values: &KERNEL[..2] };
        write(&[kernel, bias], r#"{"version":1}"#)
    }

    fn expected() -> Vec<(String, Vec<usize>)> {
        vec![("output.kernel".into(), vec![3, 2]), ("output.bias".into(), vec![2])]
    }

    /// A file with the given header and as many bytes of data.
    fn raw(header: &str, data: &[u8]) -> Vec<u8> {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    fn refusal(bytes: &[u8]) -> String {
        read(bytes).unwrap_err().to_string()
    }

    #[test]
    fn weights_and_document_come_back_to_the_bit() {
        let file = read(&file()).unwrap();
        assert_eq!(file.experiment.as_deref(), Some(r#"{"version":1}"#));
        let values = file.into_values(&expected()).unwrap();
        let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&values[0]), bits(&KERNEL));
        assert_eq!(bits(&values[1]), bits(&KERNEL[..2]));
    }

    #[test]
    fn values_are_stored_little_endian() {
        assert!(file().ends_with(&(-0.0_f32).to_le_bytes()));
        let header = r#"{"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
        let values = read(&raw(header, &[0, 0, 0x80, 0x3f])).unwrap().into_values(&[("b".into(), vec![1])]).unwrap();
        assert_eq!(values, [[1.0]]);
    }

    #[test]
    fn a_file_without_a_document_is_read() {
        let header = r#"{"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
        assert_eq!(read(&raw(header, &[0; 4])).unwrap().experiment, None);
    }

    #[test]
    fn a_missing_tensor_is_named() {
        let mut expected = expected();
        expected.push(("hidden.0.bias".into(), vec![1]));
        let error = read(&file()).unwrap().into_values(&expected).unwrap_err();
        assert_eq!(error.to_string(), "hidden.0.bias: the network needs this tensor, but the weights lack it");
    }

    #[test]
    fn a_surplus_tensor_is_named() {
        let error = read(&file()).unwrap().into_values(&expected()[..1]).unwrap_err();
        assert_eq!(error.to_string(), "output.bias: the weights hold this tensor, but the network has no place for it");
    }

    #[test]
    fn another_shape_is_named() {
        let expected = [("output.kernel".into(), vec![2, 3]), ("output.bias".into(), vec![2])];
        let error = read(&file()).unwrap().into_values(&expected).unwrap_err();
        assert_eq!(error.to_string(), "output.kernel: the tensor's shape is [3, 2]; the network needs [2, 3]");
    }

    #[test]
    fn another_type_is_named() {
        let header = r#"{"output.bias":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#;
        assert_eq!(refusal(&raw(header, &[0; 8])), "output.bias: the tensor's type is F64; weights are F32");
    }

    #[test]
    fn a_value_that_is_not_finite_is_named() {
        for (value, shown) in [(f32::NAN, "NaN"), (f32::INFINITY, "inf"), (f32::NEG_INFINITY, "-inf")] {
            let values = [0.0, value];
            let bytes = write(&[Tensor { name: "output.bias".into(), shape: vec![2], values: &values }], "{}");
            assert_eq!(refusal(&bytes), format!("output.bias: value 1 of the tensor is {shown}; weights are finite"));
        }
    }

    #[test]
    fn every_truncation_is_refused() {
        let bytes = file();
        for length in 0..bytes.len() {
            assert!(refusal(&bytes[..length]).starts_with("weights: not a whole safetensors file: "), "at {length}");
        }
    }

    #[test]
    fn sizes_beyond_the_file_are_refused() {
        for length in [1_u64 << 20, 1 << 40, u64::MAX, u64::MAX - 7] {
            let mut bytes = length.to_le_bytes().to_vec();
            bytes.extend(b"{}");
            assert!(refusal(&bytes).starts_with("weights: "), "{length}");
        }
        for shape in ["[1000000000000]", "[4294967296,4294967296,4294967296]"] {
            let header = format!(r#"{{"b":{{"dtype":"F32","shape":{shape},"data_offsets":[0,4]}}}}"#);
            assert!(refusal(&raw(&header, &[0; 4])).starts_with("weights: "), "{shape}");
        }
    }

    #[test]
    fn a_header_longer_than_any_model_needs_is_refused_unread() {
        let header = format!("{{}}{}", " ".repeat(16 << 20));
        let message = "its header is 16777218 bytes; at most 16777216 are read";
        assert_eq!(refusal(&raw(&header, &[])), format!("weights: not a safetensors file: {message}"));
    }

    #[test]
    fn hostile_names_stay_on_one_short_line() {
        for name in [r"a\nb".repeat(1_000), r"\u2028\u0085".repeat(1_000)] {
            for entry in [
                r#"{"dtype":"F64","shape":[1],"data_offsets":[0,8]}"#,
                r#"{"dtype":"F32","shape":[2],"data_offsets":[8,0]}"#,
                &format!(r#"{{"dtype":"{name}","shape":[2],"data_offsets":[0,8]}}"#),
            ] {
                let line = refusal(&raw(&format!(r#"{{"{name}":{entry}}}"#), &[0; 8]));
                assert!(line.chars().count() < 400 && !line.contains(['\n', '\u{85}', '\u{2028}']), "{line:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn no_header_makes_it_panic(
            header in r#"\{("(b|__metadata__)":(\{("(dtype|shape|data_offsets|experiment)":("F32"|"I4"|\[[0-9]{0,20}(,[0-9]{1,20})?\]|[a-z{}]{0,3}),?){0,3}\}),?){0,2}\}"#,
            data in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let _ = read(&raw(&header, &data));
        }

        #[test]
        fn no_changed_byte_makes_it_panic(at in 0_usize..200, value: u8) {
            let mut bytes = file();
            let at = at % bytes.len();
            bytes[at] = value;
            if let Ok(file) = read(&bytes) {
                let _ = file.into_values(&expected());
            }
        }
    }
}
