//! What weight files are read as, and why others are refused.

use proptest::prelude::*;

use super::*;
use crate::data::Resources;
use crate::session::Session;
use safetensors::tensor::TensorView;

const DOCUMENT: &str = r#"{"version":1,"data":{"kind":"moons","samples":10},"network":{"hidden":[]}}"#;

/// Values that are easily lost.
const KERNEL: [f32; 2] = [f32::MIN_POSITIVE / 2.0, -0.0];
const BIAS: [f32; 1] = [f32::MAX];

/// A file of the given tensors, without a document.
fn file(tensors: &[(&str, &[usize], &[f32])]) -> Vec<u8> {
    let bytes: Vec<Vec<u8>> =
        tensors.iter().map(|(.., values)| values.iter().flat_map(|value| value.to_le_bytes()).collect()).collect();
    let views = tensors.iter().zip(&bytes).map(|((name, shape, _), bytes)| {
        let view = TensorView::new(Dtype::F32, <[usize]>::to_vec(shape), bytes).unwrap();
        (*name, view)
    });
    safetensors::serialize(views, None).unwrap()
}

fn whole() -> Vec<u8> {
    file(&[("output.kernel", &[2, 1], &KERNEL), ("output.bias", &[1], &BIAS)])
}

/// A file with the given header and as many bytes of data.
fn raw(header: &str, data: &[u8]) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(data);
    bytes
}

fn open(weights: &[u8]) -> Result<Session, Error> {
    Session::open(Experiment::parse(DOCUMENT).unwrap(), Resources::default(), Some(weights))
}

fn refusal(weights: &[u8]) -> String {
    open(weights).unwrap_err().to_string()
}

#[test]
fn weights_and_document_come_back_to_the_bit() {
    let written = open(&whole()).unwrap().export_weights().unwrap();
    assert_eq!(experiment_of(&written).unwrap().to_json(), DOCUMENT);
    let written = SafeTensors::deserialize(&written).unwrap();
    for (name, shape, values) in [("output.kernel", &[2, 1][..], &KERNEL[..]), ("output.bias", &[1], &BIAS)] {
        let tensor = written.tensor(name).unwrap();
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        assert_eq!((tensor.dtype(), tensor.shape(), tensor.data()), (Dtype::F32, shape, &bytes[..]));
    }
}

#[test]
fn a_file_without_a_document_gives_weights_only() {
    assert!(open(&whole()).is_ok());
    let message = "weights: the file holds no document in its metadata; give the experiment too";
    assert_eq!(experiment_of(&whole()).unwrap_err().to_string(), message);
}

#[test]
fn a_tensor_that_is_missing_surplus_or_of_another_shape_is_named() {
    let (kernel, bias) =
        (("output.kernel", &[2_usize, 1][..], &KERNEL[..]), ("output.bias", &[1_usize][..], &BIAS[..]));
    for (tensors, message) in [
        (&[kernel][..], "output.bias: the network needs this tensor, but the weights lack it"),
        (
            &[kernel, bias, ("output.scale", &[1], &BIAS)],
            "output.scale: the weights hold this tensor, but the network has no place for it",
        ),
        (
            &[("output.kernel", &[1, 2], &KERNEL), bias],
            "output.kernel: the tensor's shape is [1, 2]; the network needs [2, 1]",
        ),
    ] {
        assert_eq!(refusal(&file(tensors)), message);
    }
}

#[test]
fn another_type_is_named() {
    let header = r#"{"output.bias":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}"#;
    assert_eq!(refusal(&raw(header, &[0; 8])), "output.bias: the tensor's type is F64; weights are F32");
}

#[test]
fn a_value_that_is_not_finite_is_named() {
    for (value, shown) in [(f32::NAN, "NaN"), (f32::INFINITY, "Infinity"), (f32::NEG_INFINITY, "-Infinity")] {
        let bytes = file(&[("output.bias", &[2], &[0.0, value])]);
        assert_eq!(refusal(&bytes), format!("output.bias: value 1 of the tensor is {shown}; weights are finite"));
    }
}

#[test]
fn every_truncation_is_refused() {
    let bytes = whole();
    for length in 0..bytes.len() {
        assert!(refusal(&bytes[..length]).starts_with("weights: not a whole safetensors file: "), "at {length}");
    }
}

#[test]
fn sizes_beyond_the_file_are_refused() {
    for length in [1_u64 << 20, 1 << 40, u64::MAX, u64::MAX - 7] {
        let mut bytes = length.to_le_bytes().to_vec();
        bytes.extend(b"{}");
        assert!(refusal(&bytes).starts_with("weights: not a "), "{length}");
    }
    for shape in ["[1000000000000]", "[4294967296,4294967296,4294967296]"] {
        let header = format!(r#"{{"b":{{"dtype":"F32","shape":{shape},"data_offsets":[0,4]}}}}"#);
        assert!(refusal(&raw(&header, &[0; 4])).starts_with("weights: not a whole"), "{shape}");
    }
}

#[test]
fn data_of_two_tensors_or_of_none_is_refused() {
    for (a, b, bytes) in [([0, 4], [0, 4], 8), ([0, 4], [0, 4], 4), ([0, 4], [8, 12], 12), ([0, 4], [4, 8], 12)] {
        let entry = |offsets: [usize; 2]| format!(r#"{{"dtype":"F32","shape":[1],"data_offsets":{offsets:?}}}"#);
        let header = format!(r#"{{"a":{},"b":{}}}"#, entry(a), entry(b));
        assert!(refusal(&raw(&header, &vec![0; bytes])).starts_with("weights: not a whole safetensors file: "));
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
    for metadata in ["[]", r#""{}""#, r#"{"experiment":{"version":1}}"#, r#"{"format":1}"#] {
        let message = refusal(&raw(&format!(r#"{{"__metadata__":{metadata}}}"#), &[]));
        assert!(message.starts_with("weights: not a whole safetensors file: "), "{metadata}: {message}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Model::read(&bytes);
    }

    #[test]
    fn no_header_makes_it_panic(
        header in r#"\{("(b|__metadata__)":(\{("(dtype|shape|data_offsets|experiment)":("F32"|"I4"|\[[0-9]{0,20}(,[0-9]{1,20})?\]|[a-z{}]{0,3}),?){0,3}\}),?){0,2}\}"#,
        data in prop::collection::vec(any::<u8>(), 0..20),
    ) {
        let _ = Model::read(&raw(&header, &data));
    }

    #[test]
    fn no_changed_byte_makes_it_panic(at in 0_usize..200, value: u8) {
        let mut bytes = whole();
        let at = at % bytes.len();
        bytes[at] = value;
        let _ = open(&bytes);
    }
}
