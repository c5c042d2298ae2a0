//! The event file of a run for TensorBoard.

use crate::input;
use gradient_lab::Error;
use gradient_lab::session::Session;
use gradient_lab::trace::Record;
use gradient_lab_export::tensorboard;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{iter, process};

/// A file that grows with the run: a TensorBoard that watches its folder shows the run as it goes on.
#[derive(Debug)]
pub struct EventFile {
    path: PathBuf,
    file: File,
    /// The step of the latest histograms.
    histograms_at: u64,
}

impl EventFile {
    /// A new file in `folder`, which is made where there is none.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(folder: &Path) -> Result<Self, Error> {
        let seconds = now().as_secs();
        // The name that TensorBoard looks for; in the order of names events are in that of time.
        let name = |more: &str| format!("events.out.tfevents.{seconds:010}.gradlab.{}{more}", process::id());
        let names = iter::once(name("")).chain((1..).map(|number| name(&format!(".{number}"))));
        let not_written = |path: &Path, error: &io::Error| input::at(path, format!("cannot be written: {error}"));
        fs::create_dir_all(folder).map_err(|error| not_written(folder, &error))?;
        for path in names.map(|name| folder.join(name)) {
            match File::create_new(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => (),
                Err(error) => return Err(not_written(folder, &error)),
                Ok(file) => {
                    let mut events = Self { path, file, histograms_at: 0 };
                    events.write(&tensorboard::version(wall_time()))?;
                    return Ok(events);
                }
            }
        }
        unreachable!("there is always another name")
    }

    /// Adds the steps among `records`, and at the end of an epoch the histograms of what `session` has now.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn add(&mut self, records: &[Record], session: &Session) -> Result<(), Error> {
        let wall_time = wall_time();
        let steps = records.iter().filter_map(|record| match record {
            Record::Step(step) => Some(tensorboard::loss(wall_time, step)),
            Record::Epoch(_) | Record::Diagnosis(_) => None,
        });
        self.write(&steps.collect::<Vec<_>>().concat())?;
        if session.steps().is_multiple_of(session.steps_per_epoch()) { self.finish(session) } else { Ok(()) }
    }

    /// Adds the histograms of what `session` has now, unless they are there.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn finish(&mut self, session: &Session) -> Result<(), Error> {
        if session.steps() == self.histograms_at {
            return Ok(());
        }
        self.histograms_at = session.steps();
        self.write(&tensorboard::histograms(wall_time(), session))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.file.write_all(bytes).map_err(|error| input::at(&self.path, format!("cannot be written: {error}")))
    }
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

/// The time, in seconds since 1970.
fn wall_time() -> f64 {
    now().as_secs_f64()
}
