//! The lines of a sweep's output.

use crate::input;
use crate::output::Output;
use crate::stdout;
use gradient_lab::Error;
use gradient_lab::sweep::{Plan, Trial};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often the file is rewritten while trials end.
const BETWEEN_SAVES: Duration = Duration::from_secs(2);

/// The lines so far, and where they go.
pub struct Lines {
    held: BTreeMap<usize, String>,
    to: To,
    failure: Option<Error>,
    /// Whether whoever read the lines has seen enough.
    is_closed: bool,
}

enum To {
    /// The standard output.
    Stdout,
    /// A pipe or a device.
    Stream(Output),
    /// A file, which always holds whole lines of trials in their order.
    File { path: PathBuf, saved: Option<Instant> },
}

impl Lines {
    /// The lines of the plan called `hash`, which go to the file at `path` or to the standard output; with those that the file
    /// holds.
    ///
    /// # Errors
    /// When the file cannot be read or written, is one of `others`, or holds anything but trials of the same plan.
    pub fn open(path: Option<&Path>, others: &[(&str, &Path)], plan: &Plan, hash: &str) -> Result<Self, Error> {
        let (mut held, mut to) = (BTreeMap::new(), To::Stdout);
        if let Some(path) = path {
            let output = Output::open(path, others)?;
            if output.is_stream() {
                to = To::Stream(output);
            } else {
                to = To::File { path: path.into(), saved: None };
                held = read(path, plan.trials(), hash)?;
            }
        }
        Ok(Self { held, to, failure: None, is_closed: false })
    }

    /// The numbers of the trials that the file holds.
    pub fn done(&self) -> BTreeSet<usize> {
        self.held.keys().copied().collect()
    }

    /// Takes a trial; whether there is a point in going on.
    pub fn add(&mut self, trial: &Trial) -> bool {
        let line = serde_json::to_string(trial).expect("keys are texts and numbers finite");
        let written = match &mut self.to {
            To::Stdout => writeln!(io::stdout(), "{line}").map_err(|error| (stdout::write_error(&error), error.kind())),
            To::Stream(output) => {
                writeln!(output, "{line}").map_err(|error| (output.write_error(&error), error.kind()))
            }
            To::File { .. } => Ok(()),
        };
        self.held.insert(trial.trial, line);
        match written {
            Err((_, ErrorKind::BrokenPipe)) => self.is_closed = true,
            Err((error, _)) => self.failure = Some(error),
            Ok(()) => {
                if let To::File { path, saved } = &mut self.to
                    && saved.is_none_or(|saved| saved.elapsed() > BETWEEN_SAVES)
                {
                    self.failure = save(path, &self.held).err();
                    *saved = Some(Instant::now());
                }
            }
        }
        self.failure.is_none() && !self.is_closed
    }

    /// Writes what is not written yet. Gives all lines, unless nobody reads them.
    ///
    /// # Errors
    /// When some could not be written.
    pub fn finish(self) -> Result<Option<BTreeMap<usize, String>>, Error> {
        if let Some(error) = self.failure {
            return Err(error);
        }
        if let To::File { path, .. } = &self.to
            && !self.held.is_empty()
        {
            save(path, &self.held)?;
        }
        Ok((!self.is_closed).then_some(self.held))
    }
}

fn save(path: &Path, lines: &BTreeMap<usize, String>) -> Result<(), Error> {
    let mut output = Output::open(path, &[])?;
    let text: String = lines.values().flat_map(|line| [line.as_str(), "\n"]).collect();
    output.write_all(text.as_bytes()).map_err(|error| output.write_error(&error))?;
    output.finish()
}

/// The lines that the file at `path` holds, if it is there; `hash` is that of the plan, `trials` how many it has.
fn read(path: &Path, trials: usize, hash: &str) -> Result<BTreeMap<usize, String>, Error> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        opened => opened.map_err(|error| input::at(path, format!("cannot be read: {error}")))?,
    };
    let mut held = BTreeMap::new();
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let wrong = |what: &str| input::at(path, format!("line {} {what}; name another file", at + 1));
        let line = line.map_err(|_| wrong("is not a trial of a sweep"))?;
        let trial: Value = serde_json::from_str(&line).unwrap_or_default();
        let (Some(number), Some(plan)) = (trial["trial"].as_u64(), trial["plan"].as_str()) else {
            return Err(wrong("is not a trial of a sweep"));
        };
        if plan != hash {
            return Err(wrong("is a trial of another plan, or of other data"));
        }
        let is_next = held.last_key_value().is_none_or(|(&last, _)| number > last as u64);
        if !is_next || number >= trials as u64 {
            return Err(wrong("does not follow the line before it"));
        }
        held.insert(number as usize, line);
    }
    Ok(held)
}
