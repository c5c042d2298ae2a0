//! What weight files are read as, and why others are refused.

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
