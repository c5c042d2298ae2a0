//! `gradlab fields`: the fields of a document.

use gradient_lab::document::help;
use std::io::{self, Write};

/// Prints all fields with what they take.
pub fn print() {
    // If the standard output is closed, its reader has seen enough.
    let _ = io::stdout().write_all(help::text().as_bytes());
}
