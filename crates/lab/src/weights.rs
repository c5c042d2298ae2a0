//! Weights in safetensors files: little-endian F32 tensors, and the document they belong to.
//!
//! See <https://huggingface.co/docs/safetensors>.

use std::ops::Range;

use crate::Error;
use crate::error::quoted;
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
        return Err(Error::at("weights", message));
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
    Error::at("weights", format!("not a whole safetensors file: {why}"))
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
            return Err(Error::at(name, format!("the tensor's type is {}; weights are F32", quoted(kind))));
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
        Some(at) => Err(Error::at(
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
                return Err(Error::at(name, "the network needs this tensor, but the weights lack it"));
            };
            let (_, (found, values)) = self.tensors.remove(at);
            if found != *shape {
                return Err(Error::at(
                    name,
                    format!("the tensor's shape is {}; the network needs {}", list(&found), list(shape)),
                ));
            }
            all.push(values);
        }
        match self.tensors.first() {
            Some((name, _)) => {
                Err(Error::at(name, "the weights hold this tensor, but the network has no place for it"))
            }
            None => Ok(all),
        }
    }
}

/// `[3, 2]`
fn list(shape: &[usize]) -> String {
    let lengths: Vec<_> = shape.iter().map(ToString::to_string).collect();
    format!("[{}]", lengths.join(", "))
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
    fn the_reference_implementation_reads_what_is_written_and_the_other_way_round() {
        let (bytes, expected) = (file(), expected());
        let theirs = safetensors::SafeTensors::deserialize(&bytes).unwrap();
        for (name, shape) in &expected {
            let view = theirs.tensor(name).unwrap();
            assert_eq!((view.shape(), view.dtype()), (&shape[..], safetensors::Dtype::F32));
            assert_eq!(
                view.data(),
                KERNEL[..view.data().len() / 4].iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<_>>()
            );
        }
        let metadata = Some([(EXPERIMENT.to_string(), "{}".to_string())].into());
        let written = safetensors::serialize(theirs.tensors(), metadata).unwrap();
        let file = read(&written).unwrap();
        assert_eq!(file.experiment.as_deref(), Some("{}"));
        assert_eq!(file.into_values(&expected).unwrap(), [&KERNEL[..], &KERNEL[..2]]);
    }

    #[test]
    fn values_are_stored_little_endian() {
        assert!(file().ends_with(&(-2.5_f32).to_le_bytes()));
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
        assert_eq!(refusal(&raw(header, &[0; 8])), r#"output.bias: the tensor's type is "F64"; weights are F32"#);
    }

    #[test]
    fn a_value_that_is_not_finite_is_named() {
        for (value, shown) in [(f32::NAN, "NaN"), (f32::INFINITY, "Infinity"), (f32::NEG_INFINITY, "-Infinity")] {
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
    fn data_of_two_tensors_or_of_none_is_refused() {
        for (a, b, bytes) in [([0, 4], [0, 4], 8), ([0, 4], [0, 4], 4), ([0, 4], [8, 12], 12), ([4, 8], [0, 4], 12)] {
            let entry = |offsets: [usize; 2]| format!(r#"{{"dtype":"F32","shape":[1],"data_offsets":{offsets:?}}}"#);
            let header = format!(r#"{{"a":{},"b":{}}}"#, entry(a), entry(b));
            let message = "weights: not a whole safetensors file: its tensors do not take its data up, each byte once";
            assert_eq!(refusal(&raw(&header, &vec![0; bytes])), message);
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

    #[test]
    fn metadata_that_are_no_texts_are_refused() {
        for metadata in ["null", "[]", r#""{}""#, r#"{"experiment":{"version":1}}"#, r#"{"format":1}"#] {
            let message = "weights: not a whole safetensors file: its metadata are not texts";
            assert_eq!(refusal(&raw(&format!(r#"{{"__metadata__":{metadata}}}"#), &[])), message, "{metadata}");
        }
    }

    proptest! {
        /// A file that others refuse would be one that nobody else can check.
        #[test]
        fn what_is_read_the_reference_implementation_reads_alike(
            metadata in prop_oneof![
                Just(""),
                Just(r#""__metadata__":{},"#),
                Just(r#""__metadata__":null,"#),
                Just(r#""__metadata__":{"experiment":"{}"},"#),
                Just(r#""__metadata__":{"experiment":1},"#)
            ],
            entries in prop::collection::vec((0_usize..3, 0_usize..3, 0_usize..2, 0_usize..10), 0..4),
            missing in prop_oneof![9 => Just(0), 1 => 0..5_usize],
        ) {
            let mut start = 0;
            let entries: Vec<_> = entries.iter().enumerate().map(|(at, (rows, columns, gap, odd))| {
                let begin = start + if *odd == 0 { *gap } else { 0 };
                start = begin + 4 * rows * columns + usize::from(*odd == 1);
                let key = if *odd == 2 { "offsets" } else { "data_offsets" };
                format!(r#""{at}":{{"shape":[{rows},{columns}],"dtype":"F32","{key}":[{begin},{start}]}}"#)
            }).collect();
            let header = format!("{{{metadata}{}}}", entries.join(","));
            let bytes = raw(&header, &vec![0; start.saturating_sub(missing)]);
            let theirs = safetensors::SafeTensors::deserialize(&bytes);
            let Ok(file) = read(&bytes) else {
                prop_assert!(theirs.is_err() || header.contains("null") || header.ends_with(",}"), "{header}");
                return Ok(());
            };
            let theirs = theirs.map_err(|error| TestCaseError::fail(format!("{error}: {header}")))?;
            let shapes: Vec<_> = file.tensors.iter().map(|(name, (shape, _))| (&name[..], &shape[..])).collect();
            let mut others: Vec<_> = theirs.iter().collect();
            others.sort_by_key(|(name, _)| *name);
            let others: Vec<_> = others.iter().map(|(name, view)| (*name, view.shape())).collect();
            prop_assert_eq!(shapes, others);
        }

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
