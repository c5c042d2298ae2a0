//! `gradlab fields`: what a document may say.

use gradient_lab::document::help;
use std::io::{self, Write};

/// Prints it.
pub fn print() {
    // Whoever closed the standard output has read enough.
    let _ = io::stdout().write_all(help::text().as_bytes());
}
