//! Gradient Lab on the command line: runs experiments and writes their traces and weights.

mod check;
mod fields;
mod figures;
mod images;
mod input;
mod interrupt;
mod output;
mod predict;
mod run;
mod schema;
mod stdout;
mod sweep;
mod words;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};
use gradient_lab::Error;

#[derive(Parser)]
#[command(name = "gradlab", version, about = "Trains small networks and measures their gradients")]
#[command(after_help = "Example: gradlab run experiment.json --trace trace.jsonl --final-weights model.safetensors")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run an experiment
    Run(run::Arguments),
    /// Predict the rows of a table
    Predict(predict::Arguments),
    /// Run an experiment with many settings
    Sweep(sweep::Arguments),
    /// Check an experiment document and print what differs from the defaults
    Check(check::Arguments),
    /// Print the JSON Schema of an experiment document, for editors and other programs
    #[command(after_help = "Example: gradlab schema > experiment.schema.json")]
    Schema,
    /// List what an experiment document may say, with ranges and defaults
    #[command(after_help = "Example: gradlab fields | grep learning_rate")]
    Fields,
}

/// Why a command failed.
enum Failure {
    /// A usage error, or an invalid document or file.
    Invalid(Error),
    /// The run's figures are no longer finite.
    Diverged(Error),
    /// The user stopped it.
    Interrupted(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Invalid(error)
    }
}

fn main() -> ExitCode {
    let outcome = match Arguments::try_parse() {
        Ok(Arguments { command }) => match command {
            Command::Run(arguments) => run::run(&arguments),
            Command::Predict(arguments) => predict::run(&arguments).map_err(Failure::from),
            Command::Sweep(arguments) => sweep::run(&arguments),
            Command::Check(arguments) => check::check(&arguments).map_err(Failure::from),
            Command::Schema => schema::print().map_err(Failure::from),
            Command::Fields => fields::print().map_err(Failure::from),
        },
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => error.exit(),
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Err(Failure::Invalid(Error::new("name a command: gradlab run EXPERIMENT.json (see gradlab --help)")))
        }
        Err(error) => Err(Failure::Invalid(Error::new(usage_error(&error)))),
    };
    let (error, status) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Invalid(error)) => (error, 2),
        Err(Failure::Diverged(error)) => (error, 3),
        Err(Failure::Interrupted(error)) => (error, interrupt::STATUS),
    };
    eprintln!("error: {}", one_line(&error.to_string()));
    ExitCode::from(status)
}

/// What is wrong with the command line, in one line: clap's message without the usage text below it.
fn usage_error(error: &clap::Error) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let paragraphs = text.split("\n\n").take_while(|paragraph| !paragraph.starts_with("Usage:"));
    let paragraphs = paragraphs.filter(|paragraph| !paragraph.starts_with("For more information"));
    let paragraphs: Vec<_> =
        paragraphs.map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    format!("{} (see gradlab --help)", paragraphs.join("; "))
}

/// `message` with line breaks and control characters escaped: file names may contain them.
fn one_line(message: &str) -> String {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let escaped = |c: char| if breaks(c) { c.escape_debug().to_string() } else { c.to_string() };
    message.chars().map(escaped).collect()
}
