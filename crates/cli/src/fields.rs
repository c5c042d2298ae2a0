//! `gradlab fields`: what a document may say.

use gradient_lab::document::manual;
use std::io::{self, Write};

/// Prints it.
pub fn print() {
    // Whoever closed the standard output has read enough.
    let _ = io::stdout().write_all(manual::text().as_bytes());
}
