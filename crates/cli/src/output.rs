//! Writes files: an existing file stays as it is until the new one is complete.

use crate::input;
use gradient_lab::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written.
#[derive(Debug)]
pub struct Output {
    /// As the user named it.
    path: PathBuf,
    target: Target,
}

#[derive(Debug)]
enum Target {
    /// A pipe or a device, written directly.
    Stream(File),
    /// A temporary file beside the final place, moved there at the end.
    Beside { file: NamedTempFile, place: PathBuf },
}

impl Output {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// When it cannot be written, or is one of the files in `others`.
    pub fn open(path: &Path, others: &[(&str, &Path)]) -> Result<Self, Error> {
        if let Some((what, _)) = others.iter().find(|(_, other)| are_one_file(path, other)) {
            return Err(input::at(path, format!("would overwrite {what}; name another file")));
        }
        match Target::open(path) {
            Ok(target) => Ok(Self { path: path.into(), target }),
            Err(error) => Err(write_error(path, &error)),
        }
    }

    /// Whether it is a pipe or a device, which is written directly.
    pub fn is_stream(&self) -> bool {
        matches!(self.target, Target::Stream(_))
    }

    /// Moves the complete file to its place.
    ///
    /// # Errors
    /// When that fails; an existing file then stays as it was.
    pub fn finish(self) -> Result<(), Error> {
        let Target::Beside { file, place } = self.target else { return Ok(()) };
        // A full disk may be reported only when the file is synchronized.
        let written = file.as_file().sync_all();
        let moved = written.and_then(|()| file.persist(place).map_err(|error| error.error));
        moved.map(drop).map_err(|error| write_error(&self.path, &error))
    }

    /// The error for a failed write.
    pub fn write_error(&self, error: &io::Error) -> Error {
        write_error(&self.path, error)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Stream(file) => file.write(bytes),
            Target::Beside { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Stream(file) => file.flush(),
            Target::Beside { file, .. } => file.flush(),
        }
    }
}

impl Target {
    fn open(path: &Path) -> io::Result<Self> {
        // A symbolic link is kept, and the file that it leads to replaced.
        let place = place(path).ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "its folder is not there"))?;
        let mut beside = tempfile::Builder::new();
        beside.prefix(".gradlab-");
        if place.exists() {
            // A file without write permission must not be replaced either.
            let file = OpenOptions::new().write(true).open(&place)?;
            if !file.metadata()?.is_file() {
                return Ok(Self::Stream(file));
            }
            beside.permissions(file.metadata()?.permissions());
        } else {
            #[cfg(unix)]
            beside.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        }
        let file = beside.tempfile_in(place.parent().ok_or(io::ErrorKind::NotFound)?)?;
        Ok(Self::Beside { file, place })
    }
}

/// The absolute path of the file at `path`, existing or not, with symbolic links resolved.
fn place(path: &Path) -> Option<PathBuf> {
    let there = fs::canonicalize(path).ok();
    there.or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        Some(fs::canonicalize(folder.unwrap_or(Path::new("."))).ok()?.join(path.file_name()?))
    })
}

fn are_one_file(one: &Path, other: &Path) -> bool {
    let place = |path| place(path).filter(|path| path.is_file() || !path.exists());
    place(one).is_some_and(|one| place(other) == Some(one))
}

fn write_error(path: &Path, error: &io::Error) -> Error {
    input::at(path, format!("cannot be written: {error}"))
}
