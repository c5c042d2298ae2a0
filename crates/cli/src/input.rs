//! Reads files.

use gradient_lab::Error;
use gradient_lab::checkpoint::experiment_of;
use gradient_lab::document::{Experiment, limits};
use gradient_lab::error::{Fault, Input};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The bytes of the file at `path`.
///
/// # Errors
/// When it cannot be read, or has more than `max` bytes.
pub fn bytes(path: &Path, max: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(max as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(at(path, format!("cannot be read: {error}"))),
        Ok(length) if length > max => Err(at(path, format!("is longer than {max} bytes"))),
        Ok(_) => Ok(bytes),
    }
}

/// The text in the file at `path`.
///
/// # Errors
/// When it cannot be read, has more than `max` bytes, or is not UTF-8.
pub fn text(path: &Path, max: usize) -> Result<String, Error> {
    as_text(path, bytes(path, max)?, max)
}

/// `bytes`, which were read from the file at `path`, as text.
///
/// # Errors
/// When they are more than `max`, or not UTF-8.
fn as_text(path: &Path, bytes: Vec<u8>, max: usize) -> Result<String, Error> {
    if bytes.len() > max {
        return Err(at(path, format!("is longer than {max} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        at(path, format!("is not UTF-8 text, from byte {place} on"))
    })
}

/// The experiment of the document or model file at `path`; with the file's bytes if it is a model.
///
/// # Errors
/// When the file cannot be read, or its document is not valid.
pub fn experiment(path: &Path) -> Result<(Experiment, Option<Vec<u8>>), Error> {
    let bytes = bytes(path, limits::MAX_FILE_BYTES)?;
    let (experiment, model) = if is_model(&bytes) {
        (experiment_of(&bytes), Some(bytes))
    } else {
        (Experiment::parse(&as_text(path, bytes, limits::MAX_DOCUMENT_BYTES)?), None)
    };
    Ok((experiment.map_err(|error| within(path, &error))?, model))
}

/// Whether `bytes` begin like a model file, with the 64-bit length of a header, rather than like text.
fn is_model(bytes: &[u8]) -> bool {
    bytes.len() > 8 && bytes[4..8] == [0; 4] && bytes[8] == b'{'
}

/// An error about the file at `path`. The path is not shortened: it is the user's own argument.
pub fn at(path: &Path, message: impl Into<String>) -> Error {
    Error::from(Fault { input: Input::Request, path: path.display().to_string(), message: message.into(), cell: None })
}

/// An error inside the file at `path`.
pub fn within(path: &Path, error: &Error) -> Error {
    let Fault { path: place, message, .. } = &**error;
    at(path, if place.is_empty() { message.clone() } else { format!("{place}: {message}") })
}
