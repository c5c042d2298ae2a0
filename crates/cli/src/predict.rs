//! `gradlab predict`: what a trained model predicts for the rows of a table.

use crate::{input, stdout};
use clap::Args;
use gradient_lab::Error;
use gradient_lab::document::limits;
use gradient_lab::predictor::{Prediction, Predictions, Predictor};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// Digits of a number after its first: as many as a 32-bit number can be told by.
const MORE_DIGITS: usize = 8;

/// The most passes: enough for three digits of a deviation.
const MAX_SAMPLES: u64 = 1_000_000;

#[derive(Args)]
#[command(after_help = "\
Examples:
  gradlab predict model.safetensors --data new.csv > predictions.csv
  gradlab predict model.safetensors --data new.csv --samples 100")]
pub struct Arguments {
    /// The model, trained on `csv` data, as `gradlab run --final-weights` writes it
    #[arg(value_name = "MODEL.safetensors")]
    model: PathBuf,
    /// The table: its columns are found by name, and the target may be missing
    #[arg(long, value_name = "FILE.csv")]
    data: PathBuf,
    /// Predict N times with dropout left on, and print the mean and, as `NAME_std`, the standard deviation (MC
    /// dropout)
    #[arg(long, value_name = "N", value_parser = sample_count, allow_negative_numbers = true)]
    samples: Option<u64>,
}

fn sample_count(text: &str) -> Result<u64, String> {
    let count = text.parse().ok().filter(|count| (1..=MAX_SAMPLES).contains(count));
    count.ok_or_else(|| format!("must be a whole number from 1 to {MAX_SAMPLES}"))
}

/// Prints a line of CSV for each row of the table.
pub fn run(Arguments { model, data, samples }: &Arguments) -> Result<(), Error> {
    let file = input::bytes(model, limits::MAX_FILE_BYTES)?;
    let table = input::bytes(data, limits::MAX_FILE_BYTES)?;
    let predicted = Predictor::open(&file).map_err(|error| input::within(model, &error))?.predict(&table, *samples);
    let predictions = predicted.map_err(|error| input::within(data, &error))?;
    match write(&predictions, samples.is_some(), &mut BufWriter::new(io::stdout().lock())) {
        // Its reader has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| stdout::write_error(&error)),
    }
}

fn write(predictions: &Predictions, has_deviations: bool, out: &mut impl Write) -> io::Result<()> {
    let Predictions { names, is_classification, rows } = predictions;
    let class = is_classification.then_some("class".to_string());
    let deviations = names.iter().filter(|_| has_deviations).map(|name| quoted(&format!("{name}_std")));
    let header = class.into_iter().chain(names.iter().map(|name| quoted(name))).chain(deviations);
    let header: Vec<String> = header.collect();
    let columns = header.len();
    record(out, header)?;
    for row in rows {
        let Some(Prediction { values, deviations }) = row else {
            record(out, vec![String::new(); columns])?;
            continue;
        };
        let class = is_classification.then(|| quoted(&names[argmax(values)]));
        record(out, class.into_iter().chain(values.iter().chain(deviations).map(|&value| number(value))).collect())?;
    }
    out.flush()
}

fn record(out: &mut impl Write, values: Vec<String>) -> io::Result<()> {
    // An empty line would be no record.
    let line = if values == [""] { "\"\"".to_string() } else { values.join(",") };
    writeln!(out, "{line}")
}

/// `text` as a value of CSV.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

/// `value` with nine significant digits.
fn number(value: f64) -> String {
    let scientific = format!("{value:.MORE_DIGITS$e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok());
    match exponent.map(|exponent: isize| MORE_DIGITS.cast_signed() - exponent) {
        Some(decimals @ 0..=12) => format!("{value:.0$}", decimals.cast_unsigned()),
        _ => scientific,
    }
}

/// The first of the largest values.
fn argmax(values: &[f64]) -> usize {
    (1..values.len()).fold(0, |best, at| if values[at] > values[best] { at } else { best })
}
