//! Holds the first remedies to the suite of drawn documents, in full.

use anyhow::Result;

use crate::command::{cargo, run};
use crate::project;

/// What is drawn.
#[derive(clap::Args)]
pub struct Options {
    /// The seeds to draw from
    #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 3, 4, 5, 31, 32])]
    seeds: Vec<u64>,
    /// How many documents with trouble each seed draws
    #[arg(long, default_value_t = 300)]
    documents: usize,
    /// Write the documents that were not helped here, with what was set and what came of it
    #[arg(long, value_name = "FILE")]
    failures: Option<std::path::PathBuf>,
}

/// Trains every document without and with its first remedies, and writes the table into `tests/remedies/RESULTS.md`.
///
/// # Errors
///
/// The table or the failures cannot be written, or the remedies help too seldom.
pub fn measure(options: &Options) -> Result<()> {
    let seeds: Vec<String> = options.seeds.iter().map(u64::to_string).collect();
    let mut command = cargo(&[
        "test",
        "--release",
        "--package=gradient-lab",
        "--features=remedies",
        "--test=remedies",
        "whole_suite",
    ]);
    command.args(["--", "--ignored", "--nocapture"]);
    command.env("SEEDS", seeds.join(",")).env("DOCUMENTS", options.documents.to_string());
    command.env("RESULTS", project::tests().join("remedies/RESULTS.md"));
    if let Some(path) = &options.failures {
        command.env("FAILURES", std::path::absolute(path)?);
    }
    run(&mut command)
}
