//! The user's own table: a header row, numeric feature columns, and the target in the last column.
//!
//! Spaces around values are dropped; quoted values, a byte-order mark, and line ends of any kind are accepted. Quotation
//! marks that programs read differently are refused.

use super::{DataShape, DataSource, Origin, Samples, Targets};
use crate::Error;
use crate::error::{Input, quoted};

gradient_lab_nn::entry! {
    /// A header row, numeric features, and in the last column a label (classes) or a target (numbers).
    pub struct Csv = "csv", "Your own CSV",
        formula: r"x_1, \dots, x_n, \text{label or target}",
        source: "RFC 4180",
    {}
}

impl DataSource for Csv {
    fn origin(&self) -> Origin {
        Origin::Csv
    }
}

/// The longest text read, in bytes.
const MAX_BYTES: usize = 128 << 20;
/// The most values read: each takes a byte, and another parts it from the next.
const MAX_VALUES: usize = MAX_BYTES / 2;
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
    if text.bytes().filter(|&byte| byte == b',').count() > MAX_VALUES {
        return Err(refuse(format!("the file has more than {MAX_VALUES} values; no more are read")));
    }
    let mut records = Records::new(text);
    let header = Header::read(&mut records).map_err(|error| records.misseparated().unwrap_or(error))?;
    let features = header.names.len() - 1;
    let mut inputs = Vec::new();
    let mut targets = if header.classes { Column::Labels(Labels::default()) } else { Column::Values(Vec::new()) };
    let mut rows = 0;
    while records.next()? {
        rows += 1;
        if rows > MAX_ROWS {
            return Err(refuse(format!("the file has more than {MAX_ROWS} samples")));
        }
        let row = Row { record: &records, header: &header };
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

/// A text's records, one at a time.
struct Records<'a> {
    text: &'a str,
    reader: ::csv::Reader<&'a [u8]>,
    values: ::csv::StringRecord,
    /// The present record as it is written, and where that begins.
    written: &'a str,
    start: usize,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        Self { text, reader, values: ::csv::StringRecord::new(), written: "", start: 0 }
    }

    /// Goes on to the next record, past empty lines; gives whether there is one.
    fn next(&mut self) -> Result<bool, Error> {
        const LINE_ENDS: [char; 2] = ['\r', '\n'];
        let start = self.reader.position().byte() as usize;
        let Ok(more) = self.reader.read_record(&mut self.values) else {
            unreachable!("a text in memory can be read, and its records may have any number of values")
        };
        let written = self.text[start..self.reader.position().byte() as usize].trim_start_matches(LINE_ENDS);
        self.start = self.reader.position().byte() as usize - written.len();
        self.written = written.trim_end_matches(LINE_ENDS);
        if self.values.len() > MAX_COLUMNS {
            let message = format!("line {} has more than {MAX_COLUMNS} values; no more are read", self.line());
            return Err(refuse(message));
        }
        match misquoted(self.written) {
            Some(what) => Err(refuse(format!("line {}: a quotation mark {what}", self.line()))),
            None => Ok(more),
        }
    }

    /// What is wrong when the present record's first line has no commas, but what some programs write in their place.
    fn misseparated(&self) -> Option<Error> {
        let line = self.written.split(['\r', '\n']).next()?;
        let found = [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(separator, _)| line.contains(*separator));
        let (_, found) = found.filter(|_| !line.contains(','))?;
        let hint = "separate them by commas, and write 1.5 where it says 1,5";
        Some(refuse(format!("the values are separated by {found}; {hint}")))
    }

    /// The line of the file, from 1, on which the present record begins.
    fn line(&self) -> usize {
        let before = &self.text.as_bytes()[..self.start];
        let ends = before.iter().enumerate().filter(|&(at, &byte)| match byte {
            b'\r' => before.get(at + 1) != Some(&b'\n'),
            _ => byte == b'\n',
        });
        1 + ends.count()
    }

    /// The present record's values.
    fn len(&self) -> usize {
        self.values.len()
    }

    /// The value in column `at` of the present record, without the spaces around it.
    fn get(&self, at: usize) -> Option<&str> {
        self.values.get(at).map(str::trim)
    }
}

/// What a quotation mark in a record does that programs read differently: some take one after a space for a letter, others
/// one that closes before its value ends; one that is never closed takes all the rest of the file for its value.
fn misquoted(record: &str) -> Option<&'static str> {
    const SPACES: [char; 2] = [' ', '\t'];
    let mut rest = record;
    loop {
        let value = rest.trim_start_matches(SPACES);
        if let Some(mut quoted) = value.strip_prefix('"') {
            if value.len() < rest.len() {
                return Some("stands after a space");
            }
            // Two in a row stand for one within the value.
            loop {
                let Some((_, after)) = quoted.split_once('"') else { return Some("is never closed") };
                match after.strip_prefix('"') {
                    Some(within) => quoted = within,
                    None => break rest = after.trim_start_matches(SPACES),
                }
            }
            if !rest.is_empty() && !rest.starts_with(',') {
                return Some("closes before its value ends");
            }
        } else {
            rest = &value[value.find(',').unwrap_or(value.len())..];
        }
        rest = rest.strip_prefix(',')?;
    }
}

/// The column names, and what the last one makes of the rest.
struct Header {
    names: Vec<String>,
    /// Classification, not regression.
    classes: bool,
}

impl Header {
    fn read(record: &mut Records<'_>) -> Result<Self, Error> {
        if !record.next()? {
            return Err(refuse("the file is empty; it needs a header row and samples"));
        }
        let mut names: Vec<String> = Vec::with_capacity(record.len());
        for at in 0..record.len() {
            match record.get(at) {
                None | Some("") => return Err(refuse(format!("column {} has no name in the header row", at + 1))),
                Some(name) if names.iter().any(|other| other == name) => {
                    return Err(refuse(format!("two columns are named {}", quoted(name))));
                }
                Some(name) => names.push(name.to_string()),
            }
        }
        let last = names.last().map_or("", String::as_str);
        let classes = match last {
            "label" => true,
            "target" => false,
            _ => {
                let wanted = r#"the header row must name the last column "label" (classes) or "target" (numbers)"#;
                return Err(refuse(format!("{wanted}; found {}", quoted(last))));
            }
        };
        if names.len() == 1 {
            return Err(refuse(format!("the file has no feature columns before {}", quoted(last))));
        }
        Ok(Self { names, classes })
    }
}

/// One line of values, and what its messages need.
struct Row<'a> {
    record: &'a Records<'a>,
    header: &'a Header,
}

impl Row<'_> {
    fn check_length(&self) -> Result<(), Error> {
        let (found, expected) = (self.record.len(), self.header.names.len());
        if found == expected {
            return Ok(());
        }
        let line = self.record.line();
        Err(refuse(format!("line {line}: must have {expected} values, as many as the header row; found {found}")))
    }

    fn value(&self, at: usize) -> Result<&str, Error> {
        match self.record.get(at) {
            None | Some("") => Err(self.refuse(at, "the value is missing")),
            Some(value) => Ok(value),
        }
    }

    fn number(&self, at: usize) -> Result<f32, Error> {
        let value = self.value(at)?;
        let what = match decimal(value) {
            Some(number) if (number as f32).is_finite() => return Ok(number as f32),
            Some(_) => "too large for a 32-bit number",
            None if is_named(value) => "not finite",
            None => "not a number",
        };
        Err(self.refuse(at, &format!("{} is {what}", quoted(value))))
    }

    fn refuse(&self, at: usize, message: &str) -> Error {
        refuse(format!("line {}, column {}: {message}", self.record.line(), quoted(&self.header.names[at])))
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
    /// Indices into `distinct`, in the order of the labels' bytes.
    sorted: Vec<u32>,
    /// Indices into `distinct`, one a sample.
    samples: Vec<u32>,
}

impl Labels {
    fn push(&mut self, row: &Row) -> Result<(), Error> {
        let at = row.header.names.len() - 1;
        let label = row.value(at)?;
        let place = self.sorted.binary_search_by(|&class| self.distinct[class as usize].as_str().cmp(label));
        let class = match place {
            Ok(place) => self.sorted[place],
            Err(_) if self.distinct.len() == MAX_CLASSES => {
                let message = format!(r#"more than {MAX_CLASSES} classes; for numbers name the column "target""#);
                return Err(row.refuse(at, &message));
            }
            Err(place) => {
                let class = self.distinct.len() as u32;
                self.distinct.push(label.to_string());
                self.sorted.insert(place, class);
                class
            }
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
                let mut classes = Vec::with_capacity(integers.len());
                for number in &integers {
                    if let Err(place) = classes.binary_search(number) {
                        classes.insert(place, *number);
                    }
                }
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
    let whole = |number: &f64| number.trunc() == *number && number.abs() <= EXACT;
    label.parse().ok().or_else(|| decimal(label).filter(whole).map(|number| number as i64))
}

/// The number nearest to the one that `text` writes in decimals, as `3`, `+3`, `.5`, `5.` or `1e-3`; infinite where it is too
/// large.
fn decimal(text: &str) -> Option<f64> {
    // The reader of JSON is there already, and has the same numbers; what JSON does not allow is written as it does.
    serde_json::from_str(text).ok().or_else(|| {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.strip_prefix('+').unwrap_or(text)),
        };
        let (digits, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let is_number =
            [whole, fraction, power].into_iter().all(are_digits) && !matches!(digits, "" | ".") && !power.is_empty();
        let whole = whole.trim_start_matches('0');
        let json = format!("{sign}{}.{fraction}0e{exponent}", if whole.is_empty() { "0" } else { whole });
        is_number.then(|| serde_json::from_str(&json).unwrap_or(f64::INFINITY))
    })
}

/// Whether `text` names a number that is not finite, as spreadsheets and Python write it.
fn is_named(text: &str) -> bool {
    let name = text.trim_start_matches(['+', '-']);
    ["nan", "inf", "infinity"].iter().any(|named| name.eq_ignore_ascii_case(named))
}

fn refuse(message: impl AsRef<str>) -> Error {
    Error::new(message).with_input(Input::Data)
}
