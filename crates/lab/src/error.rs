//! What went wrong with what a user gave us: where, and how to mend it.

use std::fmt;

/// Why an experiment, a file or a request is refused: one line for people.
///
/// ```
/// let error = gradient_lab::Error::at("training.epochs", "must be at least 1; found 0");
/// assert_eq!(error.to_string(), "training.epochs: must be at least 1; found 0");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The place: a path in the document (`network.hidden[0].units`), a tensor's name, a file's line; may be empty.
    pub path: String,
    /// What was found and what is allowed, in one line.
    pub message: String,
}

impl Error {
    /// An error at `path`.
    pub fn at(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into() }
    }

    /// An error of the whole, without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self::at("", message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
