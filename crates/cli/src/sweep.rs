//! `gradlab sweep`: trains an experiment with many settings and writes a line of JSON for each.

mod lines;
mod table;

use self::lines::Lines;
use crate::stdout::Words;
use crate::{Failure, images, input, interrupt};
use clap::Args;
use gradient_lab::Error;
use gradient_lab::data::{Resources, table as csv};
use gradient_lab::document::{Experiment, limits};
use gradient_lab::error::Input;
use gradient_lab::session::Session;
use gradient_lab::sweep::{Plan, Sweep};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

#[derive(Args)]
#[command(after_help = "\
Example: gradlab sweep plan.json --out trials.jsonl
where plan.json is
  {\"version\": 1, \"base\": {\"version\": 1},
   \"grid\": {\"training.optimizer.learning_rate\": [0.01, 0.1], \"network.hidden[0].init\": [\"he_normal\", \"glorot_uniform\"]}}
An interrupted sweep goes on where it was with the same command.")]
pub struct Arguments {
    /// The plan: a base document, and a `grid` of values or a `random` choice of them for some of its paths
    #[arg(value_name = "PLAN.json")]
    plan: PathBuf,
    /// The table, for a base on `csv` data
    #[arg(long, value_name = "FILE.csv")]
    data: Option<PathBuf>,
    /// Write the lines here rather than to the standard output; trials that the file already holds are not done again
    #[arg(long, value_name = "FILE.jsonl")]
    out: Option<PathBuf>,
    /// Trials to train at the same time; by default the number of cores. The lines are the same for any number
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<u16>>,
    /// Say nothing but errors
    #[arg(long)]
    quiet: bool,
}

/// Carries out the plan.
pub fn run(Arguments { plan: path, data, out, jobs, quiet }: &Arguments) -> Result<(), Failure> {
    let text = input::text(path, limits::MAX_DOCUMENT_BYTES)?;
    let plan = Plan::parse(&text).map_err(|error| input::within(path, &error))?;
    if data.is_some() && plan.base().data.kind() != "csv" {
        let message = format!("goes with data of kind csv; the base's are {}", plan.base().data.kind());
        return Err(Error::at("--data", message).into());
    }
    let table = data.as_deref().map(|data| input::bytes(data, limits::MAX_FILE_BYTES)).transpose()?;
    let mut others = vec![("the plan", path.as_path())];
    others.extend(data.as_deref().map(|data| ("the data", data)));
    let hash = plan.hash(table.as_deref().unwrap_or_default());
    let mut lines = Lines::open(out.as_deref(), &others, &plan, &hash)?;

    interrupt::watch();
    let words = match (quiet, out) {
        (true, _) => Words::Nowhere,
        (false, None) => Words::Stderr,
        (false, Some(_)) => Words::Stdout,
    };
    let done = lines.done();
    let progress = progress_bar(if done.len() == plan.trials() { 0 } else { plan.runs() - done.len() }, *quiet);
    let open = |experiment: Experiment| {
        let session = open(experiment, table.as_deref());
        progress.inc(1);
        session.map_err(|error| match (error.input, data) {
            (Input::Data, Some(data)) => input::within(data, &error),
            _ => error,
        })
    };
    let has_failed = AtomicBool::new(false);
    let is_stopped = || interrupt::is_noted() || has_failed.load(Ordering::Relaxed);
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = jobs.map_or_else(cores, |jobs| jobs.get().into());
    let swept = if done.len() == plan.trials() {
        Ok(())
    } else {
        let sweep = Sweep { plan: &plan, hash: &hash, jobs, open: &open, is_stopped: &is_stopped };
        sweep.run(&done, |trial| has_failed.store(!lines.add(&trial), Ordering::Relaxed))
    };
    progress.finish_and_clear();
    let held = lines.finish()?;
    swept.map_err(|error| input::within(path, &error))?;
    let Some(held) = held else { return Ok(()) };
    words.say(&table::summary(&held));
    if words.is_terminal() {
        words.say(&table::best(&held, plan.objective));
    }
    if held.len() < plan.trials() {
        let message = format!("interrupted after {} of {} trials", held.len(), plan.trials());
        let again = if out.is_some() { "; the same command does the others" } else { "" };
        return Err(Failure::Interrupted(Error::new(message + again)));
    }
    Ok(())
}

/// Opens the run of a trial.
fn open(experiment: Experiment, table: Option<&[u8]>) -> Result<Session, Error> {
    let table = match (experiment.data.kind(), table) {
        ("csv", Some(bytes)) => Some(csv::read(bytes, &experiment.data, experiment.seed, None)?.0),
        ("csv", None) => {
            return Err(Error::at("data.kind", "csv data come from a file; name it with --data FILE.csv"));
        }
        _ => None,
    };
    let assets = images::load(&experiment.data)?;
    Session::open(experiment, Resources { table, assets }, None)
}

/// A bar of the runs that have begun, shown only on a terminal.
fn progress_bar(runs: usize, quiet: bool) -> ProgressBar {
    let shown = !quiet && io::stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{bar:40} run {human_pos} of {human_len}, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(runs as u64), target);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
