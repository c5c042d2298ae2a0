//! `gradlab run`: trains the network of an experiment and writes its trace and weights.

use crate::output::Output;
use crate::stdout::{self, Words};
use crate::{Failure, images, input, interrupt, words};
use clap::Args;
use gradient_lab::Error;
use gradient_lab::checkpoint::layout_of;
use gradient_lab::data::Resources;
use gradient_lab::data::table::{self, Layout, Report};
use gradient_lab::document::limits;
use gradient_lab::error::Input;
use gradient_lab::session::Session;
use gradient_lab::snapshot::Status;
use gradient_lab::trace::Record;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::path::PathBuf;

/// Steps between two updates of the trace and the progress bar.
const STEPS_AT_ONCE: u64 = 16;

/// The file name that means the standard output.
const STDOUT: &str = "-";

#[derive(Args)]
#[command(after_help = "\
Examples:
  gradlab run experiment.json --trace trace.jsonl --final-weights model.safetensors
  gradlab run experiment.json --data table.csv --trace - | head -3
  gradlab run model.safetensors --steps 0")]
pub struct Arguments {
    /// The experiment document; or a model file, which holds its document and starts from its weights
    #[arg(value_name = "EXPERIMENT.json")]
    experiment: PathBuf,
    /// The table, for an experiment on `csv` data: a header row, and a row a sample; the document says which column is
    /// learnt, else it is `label` (classes), `target` (numbers) or the last
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Start from these weights
    #[arg(long, value_name = "FILE.safetensors")]
    initial_weights: Option<PathBuf>,
    /// Write the weights after the last step here
    #[arg(long, value_name = "FILE.safetensors")]
    final_weights: Option<PathBuf>,
    /// Write a line of JSON for each step and each epoch here, and a diagnosis first and last; `-` is the standard output
    #[arg(long, value_name = "FILE|-")]
    trace: Option<PathBuf>,
    /// Stop after this many steps; with 0, say how the network does as it begins
    #[arg(long, value_name = "N", value_parser = step_count, allow_negative_numbers = true)]
    steps: Option<u64>,
    /// Say nothing but errors
    #[arg(long)]
    quiet: bool,
}

fn step_count(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("must be a whole number from 0 to {}", u64::MAX))
}

/// Runs the experiment.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Opened { mut session, from_model, report } = open(arguments)?;
    let Outputs { mut trace, final_weights } = Outputs::open(arguments, from_model)?;
    let to_stdout = matches!(trace, Some(Trace::Stdout(_)));
    let to = match (arguments.quiet, to_stdout) {
        (true, _) => Words::Nowhere,
        (false, true) => Words::Stderr,
        (false, false) => Words::Stdout,
    };
    if let Some(report) = report {
        to.say(report.to_string().trim_end());
    }
    if to != Words::Nowhere {
        to.say(&words::account(&mut session, to.is_terminal()));
    }
    let steps = arguments.steps.unwrap_or(u64::MAX).min(session.total_steps());

    interrupt::watch();
    let progress = progress_bar(steps, to_stdout, arguments.quiet);
    let trained = train(&mut session, steps, trace.as_mut(), &progress);
    progress.finish_and_clear();
    match (trained, &trace) {
        (Ok(()), _) => (),
        // Whoever reads the trace has seen enough.
        (Err(error), _) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
        (Err(error), Some(Trace::File(output))) => return Err(output.write_error(&error).into()),
        (Err(error), _) => return Err(stdout::write_error(&error).into()),
    }
    if let Some(Trace::File(output)) = trace {
        output.finish()?;
    }
    if to != Words::Nowhere {
        if session.steps() > 0 {
            to.say(&words::account(&mut session, to.is_terminal()));
        }
        session.remedies().iter().for_each(|remedy| to.say(&format!("To try: {remedy}")));
    }

    if let Status::Diverged { step, layer } = session.status() {
        let message = format!("the run diverged at step {step}: its figures are no longer finite, first in {layer}");
        return Err(Failure::Diverged(Error::new(message)));
    }
    if session.steps() < steps {
        return Err(Failure::Interrupted(Error::new(format!("interrupted after step {}", session.steps()))));
    }
    if let Some(mut output) = final_weights {
        let weights = session.export_weights()?;
        output.write_all(&weights).map_err(|error| output.write_error(&error))?;
        output.finish()?;
    }
    if to != Words::Nowhere {
        to.say(&words::summary(session.steps(), &session.evaluate(), session.last_epoch()));
    }
    Ok(())
}

/// A run before its first step.
struct Opened {
    session: Session,
    /// Whether its document is from a model file.
    from_model: bool,
    /// What was read from the table, if there is one.
    report: Option<Report>,
}

/// Reads all input files and opens the run.
fn open(arguments: &Arguments) -> Result<Opened, Error> {
    let Arguments { experiment: path, data, initial_weights, .. } = arguments;
    let (experiment, model) = input::experiment(path)?;
    let from_model = model.is_some();
    // Names the file that an error is in.
    let named = |error: Error| match (error.input, data, initial_weights) {
        (Input::Data, Some(path), _) | (Input::Weights, _, Some(path)) => input::within(path, &error),
        (Input::Document | Input::Weights, ..) => input::within(path, &error),
        _ => error,
    };
    let kind = experiment.data.kind();
    let weights =
        initial_weights.as_deref().map(|path| input::bytes(path, limits::MAX_FILE_BYTES)).transpose()?.or(model);
    let read = match (data, kind) {
        (Some(path), "csv") => {
            let bytes = input::bytes(path, limits::MAX_FILE_BYTES)?;
            let layout = weights.as_deref().map(layout_of).transpose().map_err(named)?.flatten();
            let layout = layout.map(|json| Layout::parse(&json)).transpose().map_err(named)?;
            Some(table::read(&bytes, &experiment.data, experiment.seed, layout.as_ref()).map_err(named)?)
        }
        (None, "csv") => {
            return Err(named(Error::at("data.kind", "csv data come from a file; name it with --data FILE.csv")));
        }
        (Some(_), _) => {
            return Err(Error::at("--data", format!("goes with data of kind csv; the document's are {kind}")));
        }
        (None, _) => None,
    };
    let assets = images::load(&experiment.data).map_err(named)?;
    let (table, report) = read.unzip();
    let session = Session::open(experiment, Resources { table, assets }, weights.as_deref()).map_err(named)?;
    Ok(Opened { session, from_model, report })
}

/// The files to write; `None` if not asked for.
struct Outputs {
    trace: Option<Trace>,
    final_weights: Option<Output>,
}

/// Where a trace goes.
enum Trace {
    Stdout(StdoutLock<'static>),
    File(Output),
}

impl Outputs {
    fn open(arguments: &Arguments, from_model: bool) -> Result<Self, Error> {
        let mut others = vec![("the experiment", &*arguments.experiment)];
        others.extend(arguments.data.as_deref().map(|path| ("the data", path)));
        // Weights may replace the file that they started from, and a model file, which keeps its document.
        let kept = if from_model { &others[1..] } else { &others[..] };
        let final_weights = match arguments.final_weights.as_deref() {
            Some(path) => Some(Output::open(path, kept)?),
            None => None,
        };
        others.extend(arguments.initial_weights.as_deref().map(|path| ("the initial weights", path)));
        others.extend(arguments.final_weights.as_deref().map(|path| ("the final weights", path)));
        let trace = match arguments.trace.as_deref() {
            Some(path) if path.as_os_str() == STDOUT => Some(Trace::Stdout(io::stdout().lock())),
            Some(path) => Some(Trace::File(Output::open(path, &others)?)),
            None => None,
        };
        Ok(Self { trace, final_weights })
    }
}

/// Trains up to `steps` steps, until the run ends or is interrupted, and writes the trace on the way: the diagnosis first, and
/// after a step last.
fn train(session: &mut Session, steps: u64, trace: Option<&mut Trace>, progress: &ProgressBar) -> io::Result<()> {
    session.set_tracing(trace.is_some());
    let mut trace = trace.map(|trace| match trace {
        Trace::Stdout(stdout) => BufWriter::new(stdout as &mut dyn Write),
        Trace::File(output) => BufWriter::new(output as &mut dyn Write),
    });
    if let Some(trace) = &mut trace {
        writeln!(trace, "{}", Record::Diagnosis(session.diagnosis()).to_json())?;
    }
    while session.steps() < steps && *session.status() == Status::Ready && !interrupt::is_noted() {
        session.step(STEPS_AT_ONCE.min(steps - session.steps()));
        if let Some(trace) = &mut trace {
            for record in session.take_trace() {
                writeln!(trace, "{}", record.to_json())?;
            }
            trace.flush()?;
        }
        progress.set_position(session.steps());
    }
    if let Some(trace) = &mut trace {
        if session.steps() > 0 {
            writeln!(trace, "{}", Record::Diagnosis(session.diagnosis()).to_json())?;
        }
        trace.flush()?;
    }
    Ok(())
}

/// A progress bar, shown only on a terminal, and not if the trace is written there or nothing is to be said.
fn progress_bar(steps: u64, to_stdout: bool, quiet: bool) -> ProgressBar {
    let shown = !quiet && io::stderr().is_terminal() && !(to_stdout && io::stdout().is_terminal());
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{bar:40} step {human_pos} of {human_len}, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(steps), target);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
