//! What went wrong with what a user gave us: where, and how to mend it.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// Why an experiment, a file or a request is refused: one line for people.
///
/// ```
/// let error = gradient_lab::Error::at("training.epochs", "must be at least 1; found 0");
/// assert_eq!(error.to_string(), "training.epochs: must be at least 1; found 0");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
// Boxed, since everything that may fail has room for one.
pub struct Error(Box<Fault>);

/// What an [`Error`] says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is at fault.
    pub input: Input,
    /// The place in it: a path in the document (`network.hidden[0].units`), a tensor's name; may be empty.
    pub path: String,
    /// What was found and what is allowed, in one line.
    pub message: String,
}

/// What users hand in, and may be at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Input {
    /// The experiment document.
    Document,
    /// The user's table.
    Data,
    /// A packed image file.
    Images,
    /// The weights, or the model file that holds them.
    Weights,
    /// What was asked for.
    Request,
}

impl Error {
    /// An error of the document, at `path`.
    ///
    /// Both may hold what stands in a user's file: what could break the line is escaped, and what is too long cut.
    pub fn at(path: impl AsRef<str>, message: impl AsRef<str>) -> Self {
        let (path, message) =
            (one_line(path.as_ref(), MAX_PATH_CHARACTERS), one_line(message.as_ref(), MAX_MESSAGE_CHARACTERS));
        Self::from(Fault { input: Input::Document, path, message })
    }

    /// An error of the whole document, without a place.
    pub fn new(message: impl AsRef<str>) -> Self {
        Self::at("", message)
    }

    /// The same, of `input`.
    #[must_use]
    pub fn of(mut self, input: Input) -> Self {
        self.0.input = input;
        self
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
            Input::Document | Input::Images | Input::Request => return f.write_str(&self.message),
        };
        write!(f, "{place}: {}", self.message)
    }
}

impl std::error::Error for Error {}

/// The most characters of a place.
const MAX_PATH_CHARACTERS: usize = 80;
/// The most characters of a message.
const MAX_MESSAGE_CHARACTERS: usize = 240;
/// The most characters of a user's text that a message quotes.
const MAX_QUOTE_CHARACTERS: usize = 40;

/// `text` with nothing that could break a line, and the middle of what is longer than `longest` left out.
fn one_line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    for c in text.chars() {
        push(&mut line, c, breaks_a_line(c));
    }
    let length = line.chars().count();
    if length <= longest {
        return line;
    }
    let end = (longest - 1) / 2;
    let place = |count: usize| line.char_indices().nth(count).map_or(line.len(), |(place, _)| place);
    format!("{}…{}", &line[..place(longest - 1 - end)], &line[place(length - end)..])
}

/// Writes `c`, or how Rust writes it in letters where it is `hidden`.
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

/// Whether `c` is invisible, or turns what stands around it about.
fn does_not_show(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..)
}

/// A user's text in quotes, cut short, with nothing in it that does not show.
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
    fn whatever_a_message_holds_is_one_line_of_bounded_length() {
        for piece in ["\n", "\u{2028}", "\r\n\t", "\u{85}", "x", "\u{1b}[2J", "日"] {
            let hostile = piece.repeat(10_000);
            let line = Error::at(&hostile, format!("unknown {hostile}; mend it")).to_string();
            assert!(!line.contains(breaks_a_line), "{line:?}");
            assert!(line.chars().count() <= 330, "{} characters", line.chars().count());
            assert!(line.contains("unknown") && line.ends_with("; mend it"), "{line}");
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
