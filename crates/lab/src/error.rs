//! Errors in what users hand in: where they are, what was found and what is allowed.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// Why an experiment, a file or a request is invalid, in one line for people.
///
/// ```
/// let error = gradient_lab::Error::at("training.epochs", "must be at least 1; found 0");
/// assert_eq!(error.to_string(), "training.epochs: must be at least 1; found 0");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
// Boxed to keep every `Result` small.
pub struct Error(Box<Fault>);

/// The parts of an [`Error`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fault {
    /// The input that is invalid.
    pub input: Input,
    /// The place in it, such as a path in the document (`network.hidden[0].units`) or a tensor's name; may be empty.
    pub path: String,
    /// What was found and what is allowed, in one line.
    pub message: String,
    /// What the document could say so that this is no error, in the same line; empty where nothing in it mends this.
    pub mend: String,
    /// The line of a table that is at fault, from 1: the one on which its row begins.
    pub line: Option<usize>,
    /// The name of the column that is at fault there.
    pub column: Option<String>,
}

/// What users hand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Input {
    /// The experiment document.
    #[default]
    Document,
    /// The CSV file.
    Data,
    /// A packed image file.
    Images,
    /// The weights, or the model file that holds them.
    Weights,
    /// The call of the engine or command, and its arguments.
    Request,
}

impl Error {
    /// An error in the document, at `path`.
    ///
    /// Path and message may contain text from a user's file: line breaks are escaped, and long texts are shortened.
    pub fn at(path: impl AsRef<str>, message: impl AsRef<str>) -> Self {
        let (path, message) =
            (one_line(path.as_ref(), MAX_PATH_CHARACTERS), one_line(message.as_ref(), MAX_MESSAGE_CHARACTERS));
        Self::from(Fault { path, message, ..Fault::default() })
    }

    /// An error in the document as a whole.
    pub fn new(message: impl AsRef<str>) -> Self {
        Self::at("", message)
    }

    /// The same error in another input than the document.
    #[must_use]
    pub fn with_input(mut self, input: Input) -> Self {
        self.0.input = input;
        self
    }

    /// The same error in a row of a table: see [`Fault::line`].
    #[cfg(feature = "tables")]
    #[must_use]
    pub(crate) fn with_line(mut self, line: usize) -> Self {
        self.0.line = Some(line);
        self
    }

    /// The same error in a column of a table, which has a name.
    #[cfg(feature = "tables")]
    #[must_use]
    pub(crate) fn with_column(mut self, column: &str) -> Self {
        self.0.column = Some(column.into());
        self
    }

    /// The same error with what mends it: see [`Fault::mend`].
    #[cfg(feature = "tables")]
    #[must_use]
    pub(crate) fn with_mend(mut self, mend: impl Into<String>) -> Self {
        self.0.mend = mend.into();
        self
    }

    /// What was found, what is allowed and what mends it, without its place.
    pub fn told(&self) -> String {
        let mark = if self.mend.is_empty() { "" } else { "; " };
        [&self.message, mark, &self.mend].concat()
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self(Box::new(fault))
    }
}

impl Deref for Error {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.input {
            _ if !self.path.is_empty() => &self.path,
            Input::Data => "data",
            Input::Weights => "weights",
            Input::Document | Input::Images | Input::Request => return f.write_str(&self.told()),
        };
        write!(f, "{place}: {}", self.told())
    }
}

impl std::error::Error for Error {}

/// The largest length of a place, in characters.
const MAX_PATH_CHARACTERS: usize = 80;
/// The largest length of a message, in characters.
const MAX_MESSAGE_CHARACTERS: usize = 240;
/// The largest length of a user's text that a message quotes, in characters.
const MAX_QUOTE_CHARACTERS: usize = 40;

/// `text` on one line, line breaks escaped; if it is longer than `max` characters, without its middle.
fn one_line(text: &str, max: usize) -> String {
    let mut line = String::new();
    for c in text.chars() {
        push(&mut line, c, breaks_a_line(c));
    }
    let length = line.chars().count();
    if length <= max {
        return line;
    }
    let end = (max - 1) / 2;
    let place = |count: usize| line.char_indices().nth(count).map_or(line.len(), |(place, _)| place);
    format!("{}…{}", &line[..place(max - 1 - end)], &line[place(length - end)..])
}

/// Appends `c`, escaped as in Rust if `hidden`.
fn push(line: &mut String, c: char, hidden: bool) {
    match c {
        _ if !hidden => line.push(c),
        '\t' => line.push_str("\\t"),
        '\n' => line.push_str("\\n"),
        '\r' => line.push_str("\\r"),
        '"' => line.push_str("\\\""),
        '\\' => line.push_str("\\\\"),
        _ => line.extend(["\\u{", &format!("{:x}", u32::from(c)), "}"]),
    }
}

fn breaks_a_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether `c` is invisible or changes the direction of the text around it.
fn does_not_show(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..)
}

/// A user's text in quotes, shortened, with invisible characters escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        let start = shown.len();
        push(&mut shown, c, c == '"' || c == '\\' || does_not_show(c));
        if shown.chars().count() > MAX_QUOTE_CHARACTERS {
            shown.truncate(start);
            shown.push('…');
            break;
        }
    }
    format!("\"{shown}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_message_is_one_line_of_bounded_length() {
        for piece in ["\n", "\u{2028}", "\r\n\t", "\u{85}", "x", "\u{1b}[2J", "日"] {
            let hostile = piece.repeat(10_000);
            let line = Error::at(&hostile, format!("unknown {hostile}; correct it")).to_string();
            assert!(!line.contains(breaks_a_line), "{line:?}");
            assert!(line.chars().count() <= 330, "{} characters", line.chars().count());
            assert!(line.contains("unknown") && line.ends_with("; correct it"), "{line}");
        }
        assert_eq!(Error::at("a.b", "is \"é\"").to_string(), "a.b: is \"é\"");
    }

    #[test]
    fn a_quote_is_short_however_it_is_escaped() {
        assert_eq!(quoted("a \"b\"\n"), r#""a \"b\"\n""#);
        assert_eq!(quoted(&"x".repeat(40)), format!("{:?}", "x".repeat(40)));
        assert_eq!(quoted(&"x".repeat(41)), format!("\"{}…\"", "x".repeat(40)));
        assert_eq!(quoted(&"\u{202e}".repeat(50)), format!("\"{}…\"", r"\u{202e}".repeat(5)));
    }
}
