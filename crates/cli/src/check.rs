//! `gradlab check`: a document with only what differs from the defaults.

use crate::{input, stdout};
use clap::Args;
use gradient_lab::Error;
use std::path::PathBuf;

#[derive(Args)]
#[command(after_help = "Example: gradlab check experiment.json > short.json")]
pub struct Arguments {
    /// The experiment document; or a model file, which holds its document
    #[arg(value_name = "DOCUMENT_OR_MODEL")]
    experiment: PathBuf,
}

/// Checks the document and prints it.
pub fn check(arguments: &Arguments) -> Result<(), Error> {
    let (experiment, _) = input::experiment(&arguments.experiment)?;
    stdout::print(format!("{}\n", experiment.to_indented_json()))
}
