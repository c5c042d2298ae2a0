//! `gradlab fields`: the fields of a document.

use crate::stdout;
use gradient_lab::Error;
use gradient_lab::document::help;

/// Prints all fields with what they take.
pub fn print() -> Result<(), Error> {
    stdout::print(help::text())
}
