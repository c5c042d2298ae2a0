//! `gradlab predict`: what a trained model predicts for the rows of a table.

use crate::{input, stdout};
use clap::Args;
use gradient_lab::Error;
use gradient_lab::document::limits;
use gradient_lab::predictor::{Predictions, Predictor};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// Digits of a number after its first: as many as a 32-bit number can be told by.
const MORE_DIGITS: usize = 8;

#[derive(Args)]
#[command(after_help = "Example: gradlab predict model.safetensors --data new.csv > predictions.csv")]
pub struct Arguments {
    /// The model, trained on `csv` data, as `gradlab run --final-weights` writes it
    #[arg(value_name = "MODEL.safetensors")]
    model: PathBuf,
    /// The table: its columns are found by name, and the target may be missing
    #[arg(long, value_name = "FILE.csv")]
    data: PathBuf,
}

/// Prints a line of CSV for each row of the table.
pub fn run(Arguments { model, data }: &Arguments) -> Result<(), Error> {
    let file = input::bytes(model, limits::MAX_FILE_BYTES)?;
    let table = input::bytes(data, limits::MAX_FILE_BYTES)?;
    let predicted = Predictor::open(&file).map_err(|error| input::within(model, &error))?.predict(&table);
    let predictions = predicted.map_err(|error| input::within(data, &error))?;
    match write(&predictions, &mut BufWriter::new(io::stdout().lock())) {
        // Its reader has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| stdout::write_error(&error)),
    }
}

fn write(predictions: &Predictions, out: &mut impl Write) -> io::Result<()> {
    let Predictions { names, is_classification, rows } = predictions;
    let class = is_classification.then_some("class".to_string());
    record(out, class.into_iter().chain(names.iter().map(|name| quoted(name))))?;
    for row in rows {
        let numbers = names.iter().enumerate().map(|(at, _)| row.as_ref().map_or(String::new(), |row| number(row[at])));
        let class = is_classification.then(|| row.as_ref().map_or(String::new(), |row| quoted(&names[argmax(row)])));
        record(out, class.into_iter().chain(numbers))?;
    }
    out.flush()
}

fn record(out: &mut impl Write, values: impl Iterator<Item = String>) -> io::Result<()> {
    let values: Vec<String> = values.collect();
    // An empty line would be no record.
    let line = if values == [""] { "\"\"".to_string() } else { values.join(",") };
    writeln!(out, "{line}")
}

/// `text` as a value of CSV.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_string() }
}

/// `value` with nine significant digits.
fn number(value: f32) -> String {
    let scientific = format!("{value:.MORE_DIGITS$e}");
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok());
    match exponent.map(|exponent: isize| MORE_DIGITS.cast_signed() - exponent) {
        Some(decimals @ 0..=12) => format!("{value:.0$}", decimals.cast_unsigned()),
        _ => scientific,
    }
}

/// The first of the largest values.
fn argmax(values: &[f32]) -> usize {
    (1..values.len()).fold(0, |best, at| if values[at] > values[best] { at } else { best })
}
