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
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename = "TableDescription"))]
pub struct Description {
    /// How its text is encoded: `UTF-8`, `UTF-16` or `Windows-1252`.
    pub encoding: &'static str,
    /// What separates the values: a comma, a semicolon or a tab.
    pub separator: char,
    /// What stands before decimals, a point or a comma; `null` where no number has any.
    pub decimal_mark: Option<char>,
    /// Rows of the file.
    pub rows: usize,
    /// The columns, in the file's order.
    pub columns: Vec<ColumnInfo>,
    /// The first rows, at most 20.
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
    pub refusal: Option<String>,
    /// The cell at which it would be refused; `null` where it is no cell.
    pub refused_cell: Option<RefusedCell>,
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
    /// Its row.
    pub row: FileRow,
    /// Its column, an index.
    pub column: usize,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Role {
    /// It is learnt from.
    Feature,
    /// It is learnt.
    Target,
    /// It is left out.
    Unused,
}

/// What the file `bytes` holds, and what a run of the document would make of it.
///
/// # Errors
/// When it is no table at all.
pub fn describe(bytes: &[u8], spec: &DataSpec, seed: u64) -> Result<Description, Error> {
    let csv = document_of(spec)?;
    let text = text_of(bytes)?;
    let mut records = Records::new(&text)?;
    let header = Header::read(&mut records)?;
    // What names columns of another file says nothing about this one.
    let named = Roles::of_document(&header, csv);
    let fits = named.is_ok();
    let roles = named.or_else(|_| Roles::of_document(&header, &Csv::default()));
    let roles = roles.unwrap_or(Roles { features: vec![], targets: vec![] });
    let scan = Scan::of(records.clone(), &header, &roles)?;
    let read = read(bytes, spec, seed, None);
    let kind = is_classification(&scan, &header, &roles, csv).ok();
    let mut description = Description {
        encoding: decode::encoding(bytes),
        separator: records.separator(),
        decimal_mark: scan.decimal_mark(),
        rows: scan.rows.len(),
        columns: columns(&scan, &header, &roles),
        first_rows: Vec::new(),
        is_classification: kind.filter(|_| fits && !roles.targets.is_empty()),
        rows_with_gaps: scan.rows.iter().filter(|gaps| gaps.features || gaps.targets).count(),
        rows_without_target: scan.rows.iter().filter(|gaps| gaps.targets).count(),
        fillable: 0,
        refusal: read.as_ref().err().map(ToString::to_string),
        refused_cell: read.as_ref().err().and_then(|error| refused_cell(error, &header)),
        report: read.ok().map(|(_, report)| report),
    };
    count_values(records, &mut description)?;
    Ok(description)
}

/// The cell that `error` names, without its row's values.
fn refused_cell(error: &Error, header: &Header) -> Option<RefusedCell> {
    let (line, name) = error.cell.as_ref()?;
    let column = header.names.iter().position(|other| other == name)?;
    Some(RefusedCell { row: FileRow { line: *line, ..FileRow::default() }, column })
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
        distinct: 0,
        values: Vec::new(),
    };
    columns.map(info).collect()
}

/// Fills in the first rows and the refused one, the values to fill, and each column's different values.
fn count_values(mut records: Records<'_>, description: &mut Description) -> Result<(), Error> {
    let mut distinct = vec![BTreeSet::new(); description.columns.len()];
    let has_commas = records.has_decimal_commas();
    let mut record = Record::default();
    while records.next(&mut record)? {
        for ((column, distinct), value) in description.columns.iter_mut().zip(&mut distinct).zip(&record.values) {
            if distinct.len() == MAX_DISTINCT || cell(value, has_commas) == Cell::Missing {
                continue;
            }
            if distinct.insert(value.clone()) && column.values.len() < MAX_SHOWN {
                column.values.push(value.to_string());
            }
            column.distinct = distinct.len();
        }
        let is_missing = |at: usize| cell(record.values.get(at).map_or("", |value| value), has_commas) == Cell::Missing;
        let columns = || description.columns.iter().enumerate();
        if !columns().any(|(at, column)| column.role == Role::Target && is_missing(at)) {
            let gaps =
                columns().filter(|(at, column)| column.role == Role::Feature && column.is_numeric && is_missing(*at));
            description.fillable += gaps.count();
        }
        let width = description.columns.len();
        let row = || FileRow {
            line: record.line,
            values: record.values.iter().take(width).map(ToString::to_string).collect(),
            missing: (0..width).filter(|&at| is_missing(at)).collect(),
        };
        if let Some(cell) = description.refused_cell.as_mut().filter(|cell| cell.row.line == record.line) {
            cell.row = row();
        }
        if description.first_rows.len() < MAX_ROWS {
            description.first_rows.push(row());
        }
    }
    Ok(())
}
