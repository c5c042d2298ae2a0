//! What a file holds, for people who are about to learn from it: its columns, and what each choice about them would do.

use std::collections::BTreeSet;

use serde::Serialize;

use super::columns::{Header, Roles};
use super::number::{Cell, cell};
use super::records::{Record, Records};
use super::report::Report;
use super::scan::Scan;
use super::{Csv, decode, document_of, is_classification, read, text_of};
use crate::Error;
use crate::data::DataSpec;

/// Rows that are shown as they stand in the file.
const MAX_ROWS: usize = 20;
/// Different values that are counted in a column.
const MAX_DISTINCT: usize = 1_000;
/// Different values that are shown of a column.
const MAX_SHOWN: usize = 10;

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename = "TableDescription"))]
pub struct Description {
    /// How its text is encoded: `UTF-8`, `UTF-16` or `Windows-1252`.
    pub encoding: &'static str,
    /// What separates the values: a comma, a semicolon or a tab; `null` where the file is no text, or names another.
    pub separator: Option<char>,
    /// What stands before decimals, a point or a comma; `null` where no number has any.
    pub decimal_mark: Option<char>,
    /// Rows of the file; `null` where it cannot be read to its end, so that nothing is known of its columns but their names.
    pub rows: Option<usize>,
    /// The columns, in the file's order; without names where it has no header row that can be read.
    pub columns: Vec<ColumnInfo>,
    /// The first rows, at most 20, and as far as they can be read.
    pub first_rows: Vec<FileRow>,
    /// Whether the document's target is a class, a number otherwise; `null` where the document fits no column of the file.
    pub is_classification: Option<bool>,
    /// Rows that `"missing": "drop"` leaves out.
    pub rows_with_gaps: usize,
    /// Rows that `"missing": "mean"` leaves out.
    pub rows_without_target: usize,
    /// Values that `"missing": "mean"` fills.
    pub fillable: usize,
    /// What a run of the document would read; `null` where it would be refused.
    pub report: Option<Report>,
    /// Why it would be refused; `null` where it would not.
    pub refusal: Option<TableRefusal>,
    /// The cell at which it would be refused; `null` where it is no cell.
    pub refused_cell: Option<RefusedCell>,
}

/// Why a file is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct TableRefusal {
    /// What was found and what is allowed.
    pub message: String,
    /// What the document may say so that the file is not refused; empty where that does not help.
    pub mend: String,
}

/// A row as the file has it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct FileRow {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its values as they are written.
    pub values: Vec<String>,
    /// The columns, indices, in which it has none.
    pub missing: Vec<usize>,
}

/// A cell at which a file is refused.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct RefusedCell {
    /// Its row, as far as it can be read.
    pub row: FileRow,
    /// Its column, an index, which may be that of a value too many or too few; `null` where it is the whole row.
    pub column: Option<usize>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct ColumnInfo {
    /// Its name; empty for one that has none and is left out.
    pub name: String,
    /// What the document has it for.
    pub role: Role,
    /// Whether it is a column of numbers, not of text.
    pub is_numeric: bool,
    /// Missing values.
    pub missing: usize,
    /// Different values; 1,000 stands for as many or more.
    pub distinct: usize,
    /// The first different values, at most 10.
    pub values: Vec<String>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Role {
    /// It is learnt from.
    Feature,
    /// It is learnt.
    Target,
    /// It is left out.
    #[default]
    Unused,
}

/// What the file `bytes` holds, as far as it can be read, and what a run of the document would make of it.
///
/// # Errors
/// When the document's data are none of a table.
pub fn describe(bytes: &[u8], spec: &DataSpec, seed: u64) -> Result<Description, Error> {
    let csv = document_of(spec)?;
    let read = read(bytes, spec, seed, None);
    let error = read.as_ref().err();
    let mut description = Description {
        encoding: decode::encoding(bytes),
        refusal: error.map(|error| TableRefusal { message: error.message.clone(), mend: error.mend.clone() }),
        ..Description::default()
    };
    let Ok(text) = text_of(bytes) else { return Ok(description) };
    let Ok(records) = Records::new(&text) else { return Ok(description) };
    description.separator = Some(records.separator());
    let mut below = records.clone();
    if let Ok(header) = Header::read(&mut below) {
        describe_columns(&mut description, below.clone(), &header, csv);
        let column = error.and_then(|error| header.names.iter().position(|name| Some(name) == error.column.as_ref()));
        add_rows(&mut description, below, error.and_then(|error| error.line), column);
    } else {
        add_rows(&mut description, records, error.and_then(|error| error.line), None);
        // Two columns have one name: it is the second that is one too many.
        if let (Some(cell), Some(name)) = (&mut description.refused_cell, error.and_then(|error| error.column.as_ref()))
        {
            cell.column = cell.row.values.iter().rposition(|value| value == name);
        }
    }
    description.report = read.ok().map(|(_, report)| report);
    Ok(description)
}

/// Fills in what is told of the columns of a file with a `header`, below which stand `records`.
fn describe_columns(description: &mut Description, records: Records<'_>, header: &Header, csv: &Csv) {
    // What names columns of another file says nothing about this one.
    let named = Roles::of_document(header, csv);
    let fits = named.is_ok();
    let roles = named.or_else(|_| Roles::of_document(header, &Csv::default()));
    let named = || (0..header.names.len()).filter(|at| !header.names[*at].is_empty()).collect();
    let roles = roles.unwrap_or_else(|_| Roles { features: named(), targets: vec![] });
    let (scan, end) = Scan::as_far_as_read(records, header, &roles);
    description.columns = columns(&scan, header, &roles);
    description.decimal_mark = scan.decimal_mark();
    if end.is_err() {
        return;
    }
    description.rows = Some(scan.rows.len());
    let kind = is_classification(&scan, header, &roles, csv).ok();
    description.is_classification = kind.filter(|_| fits && !roles.targets.is_empty());
    description.rows_with_gaps = scan.rows.iter().filter(|gaps| gaps.features || gaps.targets).count();
    description.rows_without_target = scan.rows.iter().filter(|gaps| gaps.targets).count();
}

fn columns(scan: &Scan, header: &Header, roles: &Roles) -> Vec<ColumnInfo> {
    let columns = header.names.iter().zip(&scan.columns).enumerate();
    let info = |(at, (name, column)): (usize, (&String, &super::scan::Column))| ColumnInfo {
        name: name.clone(),
        role: match at {
            at if roles.features.contains(&at) => Role::Feature,
            at if roles.targets.contains(&at) => Role::Target,
            _ => Role::Unused,
        },
        is_numeric: column.is_numeric(),
        missing: column.missing,
        ..ColumnInfo::default()
    };
    columns.map(info).collect()
}

/// Fills in the first rows and the one on line `refused`, up to where the file cannot be read, and what is counted on the way:
/// the values to fill and each column's different ones. Columns without a header row are those of the rows. `column` is the
/// refused cell's; without one it is where the row's length is wrong or its reading stops.
fn add_rows(description: &mut Description, mut records: Records<'_>, refused: Option<usize>, column: Option<usize>) {
    let has_commas = records.has_decimal_commas();
    let width = description.columns.len();
    let mut distinct = vec![BTreeSet::new(); width];
    let mut record = Record::default();
    loop {
        let next = records.next(&mut record);
        if next == Ok(false) {
            break;
        }
        let is_broken = next.is_err();
        if is_broken {
            record.values.push(records.rest_of_line().into());
        }
        let is_missing = |at: usize| cell(record.values.get(at).map_or("", |value| value), has_commas) == Cell::Missing;
        let is_refused = refused == Some(record.line);
        let is_shown = is_refused || description.first_rows.len() < MAX_ROWS;
        if is_shown {
            // A value too many is shown where it is what is wrong.
            let surplus = record.values.iter().rposition(|value| !value.is_empty()).map_or(0, |last| last + 1);
            let shown = if width == 0 {
                record.values.len()
            } else if is_refused {
                surplus.max(width)
            } else {
                width
            };
            let row = FileRow {
                line: record.line,
                values: record.values.iter().take(shown).map(ToString::to_string).collect(),
                missing: (0..width.min(record.values.len())).filter(|&at| is_missing(at)).collect(),
            };
            if is_refused {
                let found = record.values.len();
                let uneven = (width > 0 && found != width).then(|| found.min(width));
                let column = column.or(if is_broken { Some(found - 1) } else { uneven });
                description.refused_cell = Some(RefusedCell { row: row.clone(), column });
            }
            if description.first_rows.len() < MAX_ROWS {
                description.first_rows.push(row);
            }
        }
        if is_broken {
            break;
        }
        for ((column, distinct), value) in description.columns.iter_mut().zip(&mut distinct).zip(&record.values) {
            if distinct.len() == MAX_DISTINCT || cell(value, has_commas) == Cell::Missing {
                continue;
            }
            if distinct.insert(value.clone()) && column.values.len() < MAX_SHOWN {
                column.values.push(value.to_string());
            }
            column.distinct = distinct.len();
        }
        let columns = || description.columns.iter().enumerate();
        if !columns().any(|(at, column)| column.role == Role::Target && is_missing(at)) {
            let gaps =
                columns().filter(|(at, column)| column.role == Role::Feature && column.is_numeric && is_missing(*at));
            description.fillable += gaps.count();
        }
    }
    if width == 0 {
        let widest = description.first_rows.iter().map(|row| row.values.len()).max();
        description.columns = vec![ColumnInfo::default(); widest.unwrap_or_default()];
    }
}
