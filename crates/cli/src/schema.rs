//! `gradlab schema`: the JSON Schema of a document.

use crate::stdout;
use gradient_lab::Error;
use gradient_lab::document::json_schema;

/// Prints the schema.
pub fn print() -> Result<(), Error> {
    stdout::print(format!("{}\n", json_schema::text()))
}
