//! The standard output, and what is said to people.

use gradient_lab::Error;
use gradient_lab::error::Input;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Prints a text, or bytes. A closed pipe is no error: its reader has seen enough.
///
/// # Errors
/// When the standard output cannot be written.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Error> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_ref()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(write_error(&error)),
        _ => Ok(()),
    }
}

/// The error for a failed write to the standard output.
pub fn write_error(error: &io::Error) -> Error {
    Error::at("the standard output", format!("cannot be written: {error}")).with_input(Input::Request)
}

/// Where a command's words for people go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    Stdout,
    /// The standard output has something else to carry.
    Stderr,
    /// Nobody wants any.
    Nowhere,
}

impl Words {
    /// Whether they are shown on a terminal.
    pub fn is_terminal(self) -> bool {
        match self {
            Self::Stdout => io::stdout().is_terminal(),
            Self::Stderr => io::stderr().is_terminal(),
            Self::Nowhere => false,
        }
    }

    /// Says `line`. Whether anybody hears it does not change how the command ends.
    pub fn say(self, line: &str) {
        let said = match self {
            Self::Stdout => writeln!(io::stdout(), "{line}"),
            Self::Stderr => writeln!(io::stderr(), "{line}"),
            Self::Nowhere => Ok(()),
        };
        drop(said);
    }
}
