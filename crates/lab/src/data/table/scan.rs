//! A first look at a whole table: what each column holds, and which rows have gaps.

use super::columns::{Header, Roles};
use super::number::{Cell, Mark, cell, what_else};
use super::records::{Record, Records};
use super::{MAX_ROWS, refuse, refuse_cell};
use crate::Error;
use crate::error::quoted;

/// As many different whole numbers in a target are classes, unless its name says otherwise.
const MAX_WHOLE_CLASSES: usize = 10;

/// A cell's line and value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub line: usize,
    pub value: String,
}

/// What a column holds.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub numbers: usize,
    pub texts: usize,
    pub missing: usize,
    /// The first cell of each kind.
    pub text: Option<Place>,
    grouped: Option<Place>,
    point: Option<Place>,
    comma: Option<Place>,
    /// The different numbers, one more than [`MAX_WHOLE_CLASSES`] at most; `None` once one is not whole.
    whole: Option<Vec<f64>>,
    /// Whether its numbers count the rows from 0, and from 1.
    counts: [bool; 2],
}

impl Column {
    const EMPTY: Self = Self {
        numbers: 0,
        texts: 0,
        missing: 0,
        text: None,
        grouped: None,
        point: None,
        comma: None,
        whole: Some(Vec::new()),
        counts: [true; 2],
    };

    /// Takes in the cell of the row with index `row`.
    fn add(&mut self, row: usize, line: usize, value: &str, cell: Cell) {
        let place = || Some(Place { line, value: value.to_string() });
        let number = match cell {
            Cell::Missing => {
                self.missing += 1;
                None
            }
            Cell::Text => {
                self.texts += 1;
                self.text = self.text.take().or_else(place);
                None
            }
            Cell::Grouped => {
                self.numbers += 1;
                self.grouped = self.grouped.take().or_else(place);
                None
            }
            Cell::Number(number, mark) => {
                self.numbers += 1;
                match mark {
                    Mark::Nothing => {}
                    Mark::Point => self.point = self.point.take().or_else(place),
                    Mark::Comma => self.comma = self.comma.take().or_else(place),
                }
                Some(number)
            }
        };
        for (first, counts) in self.counts.iter_mut().enumerate() {
            *counts &= number == Some((row + first) as f64);
        }
        if let Some(whole) = &mut self.whole
            && let Some(number) = number
        {
            if number.trunc() != number {
                self.whole = None;
            } else if whole.len() <= MAX_WHOLE_CLASSES && !whole.contains(&number) {
                whole.push(number);
            }
        }
    }

    /// Whether more than half of the values are numbers, or there is no other.
    pub fn is_numeric(&self) -> bool {
        self.numbers > self.texts || self.texts == 0
    }

    /// Whether it holds text, or at most ten different whole numbers.
    pub fn looks_like_classes(&self) -> bool {
        !self.is_numeric() || self.whole.as_ref().is_some_and(|whole| whole.len() <= MAX_WHOLE_CLASSES)
    }

    /// Whether its numbers count the rows.
    pub fn counts_rows(&self) -> bool {
        self.counts.contains(&true)
    }

    /// Checks that all of its values are numbers that are written one way only.
    ///
    /// # Errors
    /// At the first other one; `mend` is what the document may say so that a text is none.
    pub fn check_numbers(&self, name: &str, mend: &str) -> Result<(), Error> {
        if let Some(Place { line, value }) = &self.text {
            let message = format!("{} is {}", quoted(value), what_else(value));
            return Err(refuse_cell(*line, name, &message).with_mend(mend));
        }
        if let Some(Place { line, value }) = &self.grouped {
            let message = format!("{} groups its thousands; write the number without these marks", quoted(value));
            return Err(refuse_cell(*line, name, &message));
        }
        Ok(())
    }
}

/// What a whole table holds.
pub(super) struct Scan {
    pub columns: Vec<Column>,
    /// What each row lacks.
    pub rows: Vec<Gaps>,
    /// The first missing value that somebody needs: its line and column.
    pub first_gap: Option<(usize, usize)>,
}

/// Whether a row lacks values that are needed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gaps {
    pub features: bool,
    pub targets: bool,
}

impl Scan {
    /// Reads all of `records`, those below the header.
    ///
    /// # Errors
    /// When a row is of another length than the header, when there are no rows or too many, when a column without a name is
    /// neither empty nor a count of the rows, or when the file's decimal marks differ.
    pub fn of(records: Records<'_>, header: &Header, roles: &Roles) -> Result<Self, Error> {
        let (scan, end) = Self::as_far_as_read(records, header, roles);
        end?;
        if scan.rows.is_empty() {
            return Err(refuse("the file has a header row but no samples"));
        }
        scan.check_unnamed(header)?;
        scan.check_marks(header)?;
        Ok(scan)
    }

    /// Reads `records` up to the first one that cannot be read, and says whether that is the end.
    pub fn as_far_as_read(records: Records<'_>, header: &Header, roles: &Roles) -> (Self, Result<(), Error>) {
        let mut scan = Self { columns: vec![Column::EMPTY; header.names.len()], rows: Vec::new(), first_gap: None };
        let end = scan.add_rows(records, header, roles);
        (scan, end)
    }

    fn add_rows(&mut self, mut records: Records<'_>, header: &Header, roles: &Roles) -> Result<(), Error> {
        let mut is_needed = vec![Gaps::default(); header.names.len()];
        roles.features.iter().for_each(|&at| is_needed[at].features = true);
        roles.targets.iter().for_each(|&at| is_needed[at].targets = true);
        let has_commas = records.has_decimal_commas();
        let mut record = Record::default();
        while records.next(&mut record)? {
            if self.rows.len() == MAX_ROWS {
                return Err(refuse(format!("the file has more than {MAX_ROWS} samples")));
            }
            header.check_length(&record)?;
            let mut gaps = Gaps::default();
            for (at, column) in self.columns.iter_mut().enumerate() {
                let value = record.values.get(at).map_or("", |value| value);
                let cell = cell(value, has_commas);
                column.add(self.rows.len(), record.line, value, cell);
                if cell == Cell::Missing {
                    gaps.features |= is_needed[at].features;
                    gaps.targets |= is_needed[at].targets;
                    if is_needed[at].features || is_needed[at].targets {
                        self.first_gap.get_or_insert((record.line, at));
                    }
                }
            }
            self.rows.push(gaps);
        }
        Ok(())
    }

    /// What stands before decimals; `None` where there are none.
    pub fn decimal_mark(&self) -> Option<char> {
        let has = |mark: fn(&Column) -> bool| self.columns.iter().any(|column| column.is_numeric() && mark(column));
        if has(|column| column.comma.is_some()) {
            Some(',')
        } else {
            has(|column| column.point.is_some()).then_some('.')
        }
    }

    fn check_unnamed(&self, header: &Header) -> Result<(), Error> {
        let mut columns = self.columns.iter().zip(&header.names).enumerate();
        let is_odd = |column: &Column| column.missing < self.rows.len() && !column.counts_rows();
        match columns.find(|(_, (column, name))| name.is_empty() && is_odd(column)) {
            Some((at, _)) => {
                let at = at + 1;
                let message = format!("column {at} has no name in the header row; name it, or take it out of the file");
                Err(refuse(message))
            }
            None => Ok(()),
        }
    }

    fn check_marks(&self, header: &Header) -> Result<(), Error> {
        let numeric = || self.columns.iter().zip(&header.names).filter(|(column, _)| column.is_numeric());
        let comma = numeric().find_map(|(column, _)| column.comma.as_ref());
        let point = numeric().find_map(|(column, name)| Some((column.point.as_ref()?, name)));
        match (comma, point) {
            (Some(comma), Some((point, name))) => {
                let (comma, at) = (quoted(&comma.value), comma.line);
                let message =
                    format!("{} has a decimal point and {comma} on line {at} a decimal comma", quoted(&point.value));
                Err(refuse_cell(point.line, name, &format!("{message}; write all numbers one way")))
            }
            _ => Ok(()),
        }
    }
}
