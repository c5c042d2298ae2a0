//! TensorBoard's events, read back by a reader of its own. TensorBoard's own reader does so in `tests/formats`.

mod wire;

use gradient_lab::data::Resources;
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab::trace::Record;
use gradient_lab_export::tensorboard;
use wire::Message;

/// The data of the records that `bytes` are, their checksums checked bit by bit.
fn records(mut bytes: &[u8]) -> Vec<&[u8]> {
    let masked = |bytes: &[u8]| {
        let crc = bytes.iter().fold(u32::MAX, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0x82f6_3b78 } else { crc >> 1 })
        });
        (!crc).rotate_right(15).wrapping_add(0xa282_ead8)
    };
    let number = |bytes: &[u8]| u32::from_le_bytes(bytes.try_into().unwrap());
    let mut records = vec![];
    while !bytes.is_empty() {
        let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        assert_eq!(number(&bytes[8..12]), masked(&bytes[..8]));
        let (data, rest) = bytes[12..].split_at(length);
        assert_eq!(number(&rest[..4]), masked(data));
        records.push(data);
        bytes = &rest[4..];
    }
    records
}

fn session(hidden: &str) -> Session {
    let document = format!(
        r#"{{"version": 1, "data": {{"kind": "moons", "samples": 50}}, "network": {{"hidden": [{hidden}]}},
        "training": {{"batch_size": 10}}}}"#
    );
    let mut session = Session::open(Experiment::parse(&document).unwrap(), Resources::default(), None).unwrap();
    session.set_tracing(true);
    session
}

#[test]
fn a_file_begins_with_its_version() {
    let bytes = tensorboard::version(1.5);
    let [event] = &records(&bytes)[..] else { panic!("one event") };
    let event = Message::read(event);
    assert_eq!((event.double(1), event.text(3)), (1.5, "brain.Event:2"));
}

#[test]
fn each_step_has_its_loss() {
    let mut session = session(r#"{"units": 4}"#);
    session.step(7);
    let mut steps = 0;
    for record in session.take_trace() {
        let Record::Step(step) = record else { continue };
        let bytes = tensorboard::loss(2.5, &step);
        let event = Message::read(records(&bytes)[0]);
        let value = event.message(5).message(1);
        assert_eq!((event.double(1), event.integers(2)[0], value.text(1)), (2.5, step.step, "loss"));
        assert_eq!(value.float(2), step.loss.0 as f32);
        steps += 1;
    }
    assert_eq!(steps, 7);
}

#[test]
fn histograms_count_every_value_of_each_layer() {
    let mut session =
        session(r#"{"units": 4, "activation": {"kind": "maxout", "pieces": 3}}, {"units": 6, "frozen": true}"#);
    assert!(Message::read(records(&tensorboard::histograms(0.0, &session))[0]).message(5).bytes(1).is_empty());
    session.step(3);
    let bytes = tensorboard::histograms(0.0, &session);
    let event = Message::read(records(&bytes)[0]);
    assert_eq!(event.integers(2), [3]);
    let summary = event.message(5);
    let mut counts = vec![];
    for value in summary.messages(1) {
        let histogram = value.message(5);
        let (limits, buckets) = (histogram.doubles(6), histogram.doubles(7));
        assert_eq!((limits.len(), limits.is_sorted()), (buckets.len(), true));
        assert_eq!((limits.last(), buckets.iter().sum()), (Some(&histogram.double(2)), histogram.double(3)));
        assert!(histogram.double(1) <= limits[0] && buckets[0] > 0.0 && *buckets.last().unwrap() > 0.0);
        counts.push((value.text(1), buckets.iter().sum::<f64>() as usize));
    }
    let expected = [
        ("hidden.0/gradient", 24),
        ("hidden.0/activation", 40),
        ("hidden.0/kernel", 24),
        ("hidden.1/activation", 60),
        ("hidden.1/kernel", 24),
        ("output/gradient", 6),
        ("output/activation", 10),
        ("output/kernel", 6),
    ];
    assert_eq!(counts, expected);
    let kernel = summary.messages(1).into_iter().find(|value| value.text(1) == "hidden.0/kernel").unwrap();
    let (_, tensors) = session.tensors().next().unwrap();
    let sum: f64 = tensors.kernel.iter().map(|&weight| f64::from(weight)).sum();
    let squares: f64 = tensors.kernel.iter().map(|&weight| f64::from(weight).powi(2)).sum();
    let min = tensors.kernel.iter().copied().fold(f32::INFINITY, f32::min);
    let histogram = kernel.message(5);
    assert_eq!([1, 4, 5].map(|field| histogram.double(field)), [f64::from(min), sum, squares]);
}

#[test]
fn a_layer_of_one_value_and_one_that_is_not_finite_have_histograms_too() {
    let mut session = session(r#"{"units": 4, "init": "zeros", "frozen": true}"#);
    session.step(1);
    let bytes = tensorboard::histograms(0.0, &session);
    let summary = Message::read(records(&bytes)[0]).message(5);
    let kernel = summary.messages(1).into_iter().find(|value| value.text(1) == "hidden.0/kernel").unwrap();
    let histogram = kernel.message(5);
    assert_eq!((histogram.double(3), histogram.doubles(6), histogram.doubles(7)), (8.0, vec![0.0], vec![8.0]));

    let document = r#"{"version": 1, "data": {"kind": "sine"}, "network": {"hidden": [
        {"units": 4, "repeat": 8, "activation": "identity", "init": {"kind": "constant", "value": 1e6}}]}}"#;
    let mut session = Session::open(Experiment::parse(document).unwrap(), Resources::default(), None).unwrap();
    session.step(1);
    let bytes = tensorboard::histograms(0.0, &session);
    let summary = Message::read(records(&bytes)[0]).message(5);
    let tags = summary.messages(1).iter().map(|value| value.text(1)).collect::<Vec<_>>();
    assert!(tags.contains(&"hidden.7/kernel") && !tags.contains(&"output/activation"), "{tags:?}");
    for value in summary.messages(1) {
        let histogram = value.message(5);
        assert!([1, 2, 4, 5].map(|field| histogram.double(field)).iter().all(|figure| figure.is_finite()));
    }
}
