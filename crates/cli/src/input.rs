//! Files read.

use gradient_lab::Error;
use gradient_lab::error::{Fault, Input};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The bytes of the file at `path`, of which at most `most` are read.
pub fn bytes(path: &Path, most: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes));
    match read {
        Err(error) => Err(at(path, format!("cannot be read: {error}"))),
        Ok(length) if length > most => Err(at(path, format!("is longer than {most} bytes"))),
        Ok(_) => Ok(bytes),
    }
}

/// The same, as text.
pub fn text(path: &Path, most: usize) -> Result<String, Error> {
    as_text(path, bytes(path, most)?, most)
}

/// `bytes`, read from the file at `path`, as text of at most `most` bytes.
pub fn as_text(path: &Path, bytes: Vec<u8>, most: usize) -> Result<String, Error> {
    if bytes.len() > most {
        return Err(at(path, format!("is longer than {most} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let place = error.utf8_error().valid_up_to();
        at(path, format!("is not UTF-8 text, from byte {place} on"))
    })
}

/// Whether `bytes` begin as a model file does, with the 64-bit length of a header, and not as text does.
pub fn is_model(bytes: &[u8]) -> bool {
    bytes.len() > 8 && bytes[4..8] == [0; 4] && bytes[8] == b'{'
}

/// An error that speaks of the file at `path`, which is told whole: it is the user's own argument.
pub fn at(path: &Path, message: impl Into<String>) -> Error {
    Error::from(Fault { input: Input::Request, path: path.display().to_string(), message: message.into() })
}

/// An error inside the file at `path`.
pub fn within(path: &Path, error: &Error) -> Error {
    let Fault { path: place, message, .. } = &**error;
    at(path, if place.is_empty() { message.clone() } else { format!("{place}: {message}") })
}
