//! The user's own table: a header row, numeric feature columns, and the target in the last column.
//!
//! Spaces around values are dropped; quoted values, a byte-order mark, and line ends of either kind are accepted.

use std::collections::{HashMap, HashSet};

use ::csv::{ReaderBuilder, StringRecord, Trim};
use gradient_lab_nn::catalogue::Entry;

use super::{DataShape, Origin, Samples, Set, Targets};
use crate::Error;
use crate::error::quoted;

pub(super) static SET: Set = Set {
    entry: Entry {
        id: "csv",
        label: "Your own CSV",
        formula: r"x_1, \dots, x_n, \text{label or target}",
        summary: "A header row, numeric features, and in the last column a label (classes) or a target (numbers).",
        parameters: &[],
        source: "RFC 4180",
    },
    origin: Origin::Csv,
};

/// The longest text read, in bytes.
const MAX_BYTES: usize = 128 << 20;
/// The most samples read.
const MAX_ROWS: usize = 100_000;
/// The most columns read, the last one included.
const MAX_COLUMNS: usize = 1_001;
/// The most classes told apart.
const MAX_CLASSES: usize = 1_000;

/// The samples in `text`, in the file's order.
pub(super) fn load(text: Option<&str>) -> Result<Samples, Error> {
    let Some(text) = text else {
        return Err(refuse("the data set is csv, but no CSV file was given"));
    };
    if text.len() > MAX_BYTES {
        return Err(refuse(format!("the file has {} bytes; at most {MAX_BYTES} are read", text.len())));
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut read = |record: &mut StringRecord| {
        reader.read_record(record).map_err(|error| refuse(format!("cannot be read as CSV: {error}")))
    };
    if !read(&mut record)? {
        return Err(refuse("the file is empty; it needs a header row and samples"));
    }
    let header = Header::read(&record)?;
    let features = header.names.len() - 1;
    let mut inputs = Vec::new();
    let mut targets = if header.classes { Column::Labels(Labels::default()) } else { Column::Values(Vec::new()) };
    let mut rows = 0;
    while read(&mut record)? {
        rows += 1;
        if rows > MAX_ROWS {
            return Err(refuse(format!("the file has more than {MAX_ROWS} samples")));
        }
        let row = Row { record: &record, header: &header, text };
        row.check_length()?;
        for at in 0..features {
            inputs.push(row.number(at)?);
        }
        match &mut targets {
            Column::Values(values) => values.push(row.number(features)?),
            Column::Labels(labels) => labels.push(&row)?,
        }
    }
    if rows == 0 {
        return Err(refuse("the file has a header row but no samples"));
    }
    let (targets, classes) = match targets {
        Column::Values(values) => (Targets::Values(values), Vec::new()),
        Column::Labels(labels) => labels.finish()?,
    };
    let shape = if features == 2 { DataShape::Plane } else { DataShape::Table };
    Ok(Samples { features, inputs, targets, classes, shape })
}

/// The column names, and what the last one makes of the rest.
struct Header {
    names: Vec<String>,
    /// Classification, not regression.
    classes: bool,
}

impl Header {
    fn read(record: &StringRecord) -> Result<Self, Error> {
        if record.len() > MAX_COLUMNS {
            return Err(refuse(format!("the file has {} columns; at most {MAX_COLUMNS} are read", record.len())));
        }
        let mut seen = HashSet::new();
        for (at, name) in record.iter().enumerate() {
            if name.is_empty() {
                return Err(refuse(format!("column {} has no name in the header row", at + 1)));
            }
            if !seen.insert(name) {
                return Err(refuse(format!("two columns are named {}", quoted(name))));
            }
        }
        let last = record.get(record.len() - 1).unwrap_or_default();
        let classes = match last {
            "label" => true,
            "target" => false,
            _ => {
                let wanted = r#"the header row must name the last column "label" (classes) or "target" (numbers)"#;
                return Err(refuse(format!("{wanted}; found {}", quoted(last))));
            }
        };
        if record.len() == 1 {
            return Err(refuse(format!("the file has no feature columns before {}", quoted(last))));
        }
        Ok(Self { names: record.iter().map(str::to_string).collect(), classes })
    }
}

/// One line of values, and what its messages need.
struct Row<'a> {
    record: &'a StringRecord,
    header: &'a Header,
    text: &'a str,
}

impl Row<'_> {
    fn check_length(&self) -> Result<(), Error> {
        let (found, expected) = (self.record.len(), self.header.names.len());
        if found == expected {
            return Ok(());
        }
        Err(refuse(format!("line {}: found {found} values, but the header row names {expected} columns", self.line())))
    }

    fn value(&self, at: usize) -> Result<&str, Error> {
        match self.record.get(at) {
            None | Some("") => Err(self.refuse(at, "the value is missing")),
            Some(value) => Ok(value),
        }
    }

    fn number(&self, at: usize) -> Result<f32, Error> {
        let value = self.value(at)?;
        let Ok(number) = value.parse::<f64>() else {
            return Err(self.refuse(at, &format!("{} is not a number", quoted(value))));
        };
        // A long row of digits parses as infinite too; only names of it are not numbers.
        if !number.is_finite() && !value.contains(|character: char| character.is_ascii_digit()) {
            return Err(self.refuse(at, &format!("{} is not finite", quoted(value))));
        }
        let number = number as f32;
        if !number.is_finite() {
            return Err(self.refuse(at, &format!("{} is too large for a 32-bit number", quoted(value))));
        }
        Ok(number)
    }

    fn refuse(&self, at: usize, message: &str) -> Error {
        refuse(format!("line {}, column {}: {message}", self.line(), quoted(&self.header.names[at])))
    }

    /// Whether a quotation mark in the row is never closed: the row then runs to the end of the file.
    fn is_left_open(&self) -> bool {
        self.text[self.start()..].matches('"').count() % 2 == 1
    }

    /// The row's first byte in the text.
    fn start(&self) -> usize {
        self.record.position().map_or(0, |position| position.byte() as usize)
    }

    /// The line of the file, from 1, on which the row begins.
    fn line(&self) -> usize {
        let start = self.start();
        // Empty lines before the row count as read with it.
        let blank = self.text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        1 + self.text[..start + blank].matches('\n').count()
    }
}

/// The last column as far as it is read.
enum Column {
    Values(Vec<f32>),
    Labels(Labels),
}

/// Class labels as far as they are read.
#[derive(Default)]
struct Labels {
    /// In order of first appearance.
    distinct: Vec<String>,
    index: HashMap<String, u32>,
    /// Indices into `distinct`, one a sample.
    samples: Vec<u32>,
}

impl Labels {
    fn push(&mut self, row: &Row) -> Result<(), Error> {
        let at = row.header.names.len() - 1;
        let label = row.value(at)?;
        if label.contains('\n') && row.is_left_open() {
            return Err(row.refuse(at, &format!("the quotation mark before {} is never closed", quoted(label))));
        }
        let class = if let Some(&class) = self.index.get(label) {
            class
        } else {
            if self.distinct.len() == MAX_CLASSES {
                let message = format!(r#"more than {MAX_CLASSES} classes; for numbers name the column "target""#);
                return Err(row.refuse(at, &message));
            }
            let class = self.distinct.len() as u32;
            self.distinct.push(label.to_string());
            self.index.insert(label.to_string(), class);
            class
        };
        self.samples.push(class);
        Ok(())
    }

    /// The class of each sample and the names of the classes: integers in ascending order, texts as they appeared.
    fn finish(self) -> Result<(Targets, Vec<String>), Error> {
        let integers: Option<Vec<i64>> = self.distinct.iter().map(|label| integer(label)).collect();
        let (samples, classes) = match integers {
            None => (self.samples, self.distinct),
            Some(integers) => {
                let mut classes = integers.clone();
                classes.sort_unstable();
                classes.dedup();
                let rank = |number| classes.partition_point(|&other| other < number) as u32;
                let ranks: Vec<u32> = integers.into_iter().map(rank).collect();
                let samples = self.samples.into_iter().map(|label| ranks[label as usize]).collect();
                (samples, classes.iter().map(ToString::to_string).collect())
            }
        };
        if let [only] = &classes[..] {
            return Err(refuse(format!("every label is {}; at least two classes are needed", quoted(only))));
        }
        Ok((Targets::Classes(samples), classes))
    }
}

/// The whole number that `label` writes, as `3` or `3.0`.
fn integer(label: &str) -> Option<i64> {
    /// Up to here every whole number has an f64 of its own.
    const EXACT: f64 = (1_u64 << 53) as f64;
    let whole = |number: &f64| number.fract() == 0.0 && number.abs() <= EXACT;
    label.parse().ok().or_else(|| label.parse().ok().filter(whole).map(|number: f64| number as i64))
}

fn refuse(message: impl AsRef<str>) -> Error {
    Error::at("data", message)
}
