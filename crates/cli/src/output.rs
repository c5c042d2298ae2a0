//! Files written: opened before anything is, and left as they were until something is written.

use crate::input;
use gradient_lab::Error;
use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};

/// A file that can be written, still as it was.
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    /// `None` once it is handed on.
    file: Option<File>,
    /// Whether it was not there before.
    new: bool,
}

impl Output {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// When it cannot be written, or is one of the files in `others`.
    pub fn open(path: &Path, others: &[(&str, &Path)]) -> Result<Self, Error> {
        let new = !path.exists();
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(path);
        let file = opened.map_err(|error| input::at(path, format!("cannot be written: {error}")))?;
        let output = Self { path: path.into(), file: Some(file), new };
        match others.iter().find(|(_, other)| are_one_file(path, other)) {
            Some((what, _)) => Err(input::at(path, format!("would overwrite {what}; name another file"))),
            None => Ok(output),
        }
    }

    /// The file, now empty.
    ///
    /// # Errors
    /// When its content cannot be cut off.
    pub fn start(mut self) -> Result<File, Error> {
        let file = self.file.take().expect("an output is started once");
        if is_regular(&self.path) {
            file.set_len(0).map_err(|error| input::at(&self.path, format!("cannot be written: {error}")))?;
        }
        Ok(file)
    }
}

impl Drop for Output {
    /// Takes away what was opened and never written.
    fn drop(&mut self) {
        if self.new && self.file.is_some() {
            // Nothing is lost if it stays.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn are_one_file(one: &Path, other: &Path) -> bool {
    let place = |path| fs::canonicalize(path).ok().filter(|path| is_regular(path));
    place(one).is_some_and(|one| place(other) == Some(one))
}

fn is_regular(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|about| about.is_file())
}
