//! What was read from a table, for people.

use std::fmt;

use serde::Serialize;

use super::columns::listed;
use crate::error::quoted;

/// The most classes that the text names.
const MAX_CLASSES: usize = 10;

/// What was read from a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename = "TableReport"))]
pub struct Report {
    /// Rows to learn from and to validate with.
    pub rows: usize,
    /// Rows that were left out for their gaps.
    pub dropped: usize,
    /// Rows that train: the first of `rows`.
    pub training_rows: usize,
    /// Values that were missing and are filled.
    pub filled: usize,
    /// The names of the network's inputs.
    pub features: Vec<String>,
    /// The columns that are learnt.
    pub target: Vec<String>,
    /// The classes, in the order of the outputs; empty for regression.
    pub classes: Vec<ClassCount>,
    /// The features that have one value in all rows that train.
    pub constant: Vec<String>,
}

/// How many rows a class has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct ClassCount {
    /// The class.
    pub name: String,
    /// Its rows.
    pub rows: usize,
    /// Those of them that train.
    pub training_rows: usize,
}

impl Report {
    /// The classes of which no row trains, though some are held back.
    fn held_back(&self) -> Vec<&str> {
        let classes = self.classes.iter().filter(|class| class.rows > 0 && class.training_rows == 0);
        classes.map(|class| &class.name[..]).collect()
    }
}

/// `3 rows`, `1 row`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

impl fmt::Display for Report {
    /// A line about what was read, and one for each warning.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = listed(self.target.iter().map(String::as_str));
        write!(f, "Read {} of {}", counted(self.rows, "row"), counted(self.features.len(), "feature"))?;
        if self.classes.is_empty() {
            write!(f, "; target {target}, regression")?;
        } else {
            let count = self.classes.len();
            let each =
                self.classes.iter().take(MAX_CLASSES).map(|class| format!("{} {}", quoted(&class.name), class.rows));
            let each = each.collect::<Vec<_>>().join(", ");
            let more = count.saturating_sub(MAX_CLASSES);
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            write!(f, "; target {target}, classification into {count} classes: {each}{more}")?;
        }
        write!(f, "; {} train, {} validate", self.training_rows, self.rows - self.training_rows)?;
        if self.dropped > 0 {
            write!(f, "; {} with gaps left out", counted(self.dropped, "row"))?;
        }
        if self.filled > 0 {
            write!(f, "; {} filled", counted(self.filled, "gap"))?;
        }
        writeln!(f, ".")?;
        let held_back = self.held_back();
        if !held_back.is_empty() {
            let names = listed(held_back.into_iter());
            writeln!(f, "Warning: no row of {names} trains, all are held back to validate; set data.mix to true.")?;
        }
        if !self.constant.is_empty() {
            let names = listed(self.constant.iter().map(String::as_str));
            writeln!(f, "Warning: constant in all rows that train, so of no use as a feature: {names}.")?;
        }
        Ok(())
    }
}
