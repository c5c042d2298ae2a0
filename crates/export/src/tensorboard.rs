//! A run for TensorBoard: the events of its event files, <https://www.tensorflow.org/tensorboard>.
//!
//! An event file is events one after the other, the [`version`] first. Each is a record with its length and checksums, as
//! TensorFlow's TFRecord files frame them: <https://www.tensorflow.org/tutorials/load_data/tfrecord>.

use gradient_lab::session::Session;
use gradient_lab::trace::StepRecord;

use crate::crc32c::crc32c;
use crate::protobuf::Message;

/// Buckets of a histogram, as many as TensorBoard's own.
const BUCKETS: usize = 30;

/// The event that a file begins with. `wall_time` is that of the event, in seconds since 1970, here and below.
pub fn version(wall_time: f64) -> Vec<u8> {
    const FILE_VERSION: u64 = 3;
    record(&event(wall_time, 0).bytes(FILE_VERSION, "brain.Event:2").into_bytes())
}

/// The event of a step: its `loss`.
pub fn loss(wall_time: f64, step: &StepRecord) -> Vec<u8> {
    const SIMPLE_VALUE: u64 = 2;
    let value = tagged("loss").float(SIMPLE_VALUE, step.loss.0 as f32);
    summary(wall_time, step.step, [value])
}

/// The event of the histograms after the latest step: of each block's kernel gradient (after clipping; none in a frozen
/// block), of its activations for the step's batch and of its kernel. Values that are not finite are left out. Before the first
/// step there are none.
pub fn histograms(wall_time: f64, session: &Session) -> Vec<u8> {
    const HISTO: u64 = 5;
    let tensors = session.tensors().flat_map(|(name, tensors)| {
        let kinds = [
            ("gradient", tensors.gradient),
            ("activation", Some(tensors.activation)),
            ("kernel", Some(tensors.kernel)),
        ];
        kinds.map(|(kind, values)| (format!("{name}/{kind}"), values.unwrap_or_default()))
    });
    let values = tensors.filter_map(|(tag, values)| Some(tagged(&tag).message(HISTO, histogram(values)?)));
    summary(wall_time, session.steps(), values)
}

/// A value of a summary under a name.
fn tagged(name: &str) -> Message {
    const TAG: u64 = 1;
    Message::default().bytes(TAG, name)
}

fn summary(wall_time: f64, step: u64, values: impl IntoIterator<Item = Message>) -> Vec<u8> {
    const SUMMARY: u64 = 5;
    const VALUE: u64 = 1;
    let values = Message::default().messages(VALUE, values);
    record(&event(wall_time, step).message(SUMMARY, values).into_bytes())
}

fn event(wall_time: f64, step: u64) -> Message {
    const WALL_TIME: u64 = 1;
    const STEP: u64 = 2;
    Message::default().double(WALL_TIME, wall_time).integer(STEP, step.cast_signed())
}

/// How the finite ones of `values` are distributed; `None` where there are none.
fn histogram(values: &[f32]) -> Option<Message> {
    const MIN: u64 = 1;
    const MAX: u64 = 2;
    const NUM: u64 = 3;
    const SUM: u64 = 4;
    const SUM_SQUARES: u64 = 5;
    const BUCKET_LIMIT: u64 = 6;
    const BUCKET: u64 = 7;
    let values = || values.iter().map(|&value| f64::from(value)).filter(|value| value.is_finite());
    let (min, max) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), x| (min.min(x), max.max(x)));
    if min > max {
        return None;
    }
    let width = (max - min) / BUCKETS as f64;
    let mut counts = vec![0.0; if width > 0.0 { BUCKETS } else { 1 }];
    let last = counts.len() - 1;
    // A quotient of 0 by 0 is bucket 0.
    values().for_each(|x| counts[last.min(((x - min) / width) as usize)] += 1.0);
    let limit = |bucket: usize| if bucket == last { max } else { min + width * (bucket + 1) as f64 };
    let limits: Vec<f64> = (0..counts.len()).map(limit).collect();
    let message = Message::default()
        .double(MIN, min)
        .double(MAX, max)
        .double(NUM, counts.iter().sum())
        .double(SUM, values().sum())
        .double(SUM_SQUARES, values().map(|x| x * x).sum());
    Some(message.doubles(BUCKET_LIMIT, &limits).doubles(BUCKET, &counts))
}

/// `data` framed by its length and the checksums of both.
fn record(data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u64).to_le_bytes();
    [&length[..], &masked_checksum(&length), data, &masked_checksum(data)].concat()
}

/// The checksum of `bytes`, rotated and shifted so that one of bytes that hold their own checksum tells them apart.
fn masked_checksum(bytes: &[u8]) -> [u8; 4] {
    crc32c(bytes).rotate_right(15).wrapping_add(0xa282_ead8).to_le_bytes()
}
