//! A table's header row, and which columns are learnt and learnt from.

use super::layout::Layout;
use super::number::{Cell, cell};
use super::records::{Record, Records};
use super::{refuse, refuse_line};
use crate::Error;
use crate::data::csv::Csv;
use crate::error::quoted;
use crate::schema::read::nearest;

/// The names of the columns.
pub(super) struct Header {
    /// Empty for a column without a name.
    pub names: Vec<String>,
    /// How many values a row must have: up to the last column with a name.
    pub required: usize,
}

impl Header {
    /// Reads the first record.
    ///
    /// # Errors
    /// When there is none, when it holds only numbers, or when two columns have one name.
    pub fn read(records: &mut Records<'_>) -> Result<Self, Error> {
        let mut record = Record::default();
        if !records.next(&mut record)? {
            return Err(refuse("the file is empty; it needs a header row and samples"));
        }
        let names: Vec<String> = record.values.iter().map(ToString::to_string).collect();
        let mut named = names.iter().filter(|name| !name.is_empty());
        if named.clone().all(|name| matches!(cell(name, true), Cell::Number(..))) {
            let message = "holds only numbers, so the header row is missing; write a name above each column";
            return Err(refuse(format!("line {} {message}", record.line)).with_line(record.line));
        }
        while let Some(name) = named.next() {
            if named.clone().any(|other| other == name) {
                let message = format!("two columns are named {}; give each a name of its own", quoted(name));
                return Err(refuse(message).with_line(record.line).with_column(name));
            }
        }
        let required = names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
        Ok(Self { names, required })
    }

    /// Checks that `record` has a value in every column with a name, and none beyond the header's.
    pub fn check_length(&self, record: &Record<'_>) -> Result<(), Error> {
        let expected = self.names.len();
        let found = record.values.iter().rposition(|value| !value.is_empty()).map_or(0, |last| last + 1);
        let found = if found > expected { found } else { record.values.len() };
        if found < self.required
            || (found > expected && record.values[expected..].iter().any(|value| !value.is_empty()))
        {
            let message = format!("must have {expected} values, as many as the header row; found {found}");
            return Err(refuse_line(record.line, &message));
        }
        Ok(())
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// The columns that `list`, at `path` in the document, names.
    fn find_all(&self, list: &[String], path: &str) -> Result<Vec<usize>, Error> {
        let mut found = Vec::with_capacity(list.len());
        for name in list {
            let Some(at) = self.find(name.trim()) else {
                let names: Vec<&str> = self.names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
                let hint = match nearest(name, &names) {
                    Some(name) => format!("did you mean {}?", quoted(name)),
                    None => format!("it has {}", listed(names.into_iter())),
                };
                return Err(Error::at(path, format!("the file has no column {}; {hint}", quoted(name))));
            };
            if found.contains(&at) {
                return Err(Error::at(path, format!("names the column {} twice", quoted(name))));
            }
            found.push(at);
        }
        Ok(found)
    }
}

/// The columns that are learnt from and those that are learnt, by their places in the file.
pub(super) struct Roles {
    pub features: Vec<usize>,
    pub targets: Vec<usize>,
}

impl Roles {
    /// As the document says.
    ///
    /// # Errors
    /// When it names a column that is not there or one in both roles, or when there is nothing to learn from.
    pub fn of_document(header: &Header, csv: &Csv) -> Result<Self, Error> {
        let targets = match &csv.target {
            Some(list) => header.find_all(list, "data.target")?,
            None => vec![default_target(header)?],
        };
        let is_target = |at: &usize| targets.contains(at);
        let features = match &csv.features {
            Some(list) => {
                let mut found = header.find_all(list, "data.features")?;
                found.sort_unstable();
                if let Some(at) = found.iter().copied().find(is_target) {
                    let message = format!("names {}, which is the target; leave it out", quoted(&header.names[at]));
                    return Err(Error::at("data.features", message));
                }
                found
            }
            None => (0..header.names.len()).filter(|at| !is_target(at) && !header.names[*at].is_empty()).collect(),
        };
        if features.is_empty() {
            let names = listed(targets.iter().map(|&at| &header.names[at][..]));
            return Err(refuse(format!("the file has no feature columns beside {names}; add one to learn from")));
        }
        Ok(Self { features, targets })
    }

    /// As a model was trained, whatever else the file holds; without the targets where `with_targets` is false.
    ///
    /// # Errors
    /// When a column is not there.
    pub fn of_layout(header: &Header, layout: &Layout, with_targets: bool) -> Result<Self, Error> {
        let find = |name: &str| {
            let missing = || refuse(format!("the file has no column {}, which the model was trained on", quoted(name)));
            header.find(name).ok_or_else(missing)
        };
        let targets = if with_targets { &layout.target[..] } else { &[] };
        Ok(Self {
            features: layout.features.iter().map(|feature| find(&feature.name)).collect::<Result<_, _>>()?,
            targets: targets.iter().map(|name| find(name)).collect::<Result<_, _>>()?,
        })
    }
}

/// The column called `label` or `target`, else the last one with a name.
fn default_target(header: &Header) -> Result<usize, Error> {
    match (header.find("label"), header.find("target")) {
        (Some(_), Some(_)) => {
            let message = r#"the file has a column "label" and a column "target""#;
            Err(refuse(message).with_mend("name the one to learn in data.target"))
        }
        (Some(at), None) | (None, Some(at)) => Ok(at),
        (None, None) => Ok(header.required - 1),
    }
}

/// Up to three of `names`, in quotes, and how many more there are.
pub(super) fn listed<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const MAX_NAMES: usize = 3;
    let more = names.len().saturating_sub(MAX_NAMES);
    let shown: Vec<String> = names.take(MAX_NAMES).map(quoted).collect();
    let list = shown.join(", ");
    if more == 0 { list } else { format!("{list} and {more} more") }
}
