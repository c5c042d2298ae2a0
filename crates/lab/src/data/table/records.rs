//! The records of a CSV text, with the lines they begin on.
//!
//! The reader is our own: quotation marks that programs read differently must be refused rather than read one way, rows that
//! hold only separators skipped, and every message names a line, which a value in quotes may hold several of.

use std::borrow::Cow;

use super::{MAX_COLUMNS, refuse, refuse_line};
use crate::Error;

/// What stands between two values: of equally common ones, the first.
const SEPARATORS: [u8; 3] = *b";\t,";

/// A text's records, one at a time. A clone goes on from the same place.
#[derive(Debug, Clone)]
pub(super) struct Records<'a> {
    text: &'a str,
    /// Where the next record begins, and the line that is on, from 1.
    at: usize,
    line: usize,
    separator: u8,
}

/// A record's values, without the spaces around them.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    /// The line of the file, from 1, that it begins on.
    pub line: usize,
    pub values: Vec<Cow<'a, str>>,
}

impl<'a> Records<'a> {
    /// The records of `text`, whose first one, or a line `sep=;` before it, tells the separator.
    pub fn new(text: &'a str) -> Result<Self, Error> {
        let mut records = Self { text, at: 0, line: 1, separator: 0 };
        while let Some(length) = records.rest().find(['\r', '\n']) {
            if !records.rest()[..length].bytes().all(|byte| SEPARATORS.contains(&byte) || byte == b' ') {
                break;
            }
            records.end_line(length);
        }
        let line = records.rest().split(['\r', '\n']).next().unwrap_or_default();
        let plain = line.trim_matches(' ').trim_matches('"');
        records.separator = match plain.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")) {
            Some(start) => {
                let named = plain[start.len()..].bytes().next();
                let separator =
                    named.filter(|byte| plain.len() == 5 && SEPARATORS.contains(byte)).ok_or_else(|| {
                        let message = "sep= names no separator that is read; use semicolons, tabs or commas";
                        refuse_line(records.line, message)
                    })?;
                records.end_line(line.len());
                separator
            }
            None => separator(records.rest()),
        };
        Ok(records)
    }

    /// Whether a comma may be a decimal mark, since it separates no values.
    pub fn has_decimal_commas(&self) -> bool {
        self.separator != b','
    }

    /// What separates the values.
    pub fn separator(&self) -> char {
        self.separator.into()
    }

    /// The value at which reading stopped, and what is left of its line.
    pub fn rest_of_line(&self) -> &'a str {
        self.rest().split(['\r', '\n']).next().unwrap_or_default()
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over `length` bytes and the end of the line behind them.
    fn end_line(&mut self, length: usize) {
        self.at += length;
        let end = if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.at = self.text.len().min(self.at + end);
        self.line += 1;
    }

    /// Reads the next record that holds more than separators; gives whether there is one.
    ///
    /// # Errors
    /// When a quotation mark is misplaced, or there are too many values.
    pub fn next(&mut self, record: &mut Record<'a>) -> Result<bool, Error> {
        while self.at < self.text.len() {
            if self.read(record)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads the next record; gives whether it holds more than separators.
    fn read(&mut self, record: &mut Record<'a>) -> Result<bool, Error> {
        record.values.clear();
        record.line = self.line;
        let mut is_empty = true;
        loop {
            let (value, is_quoted) = self.value(record.line)?;
            is_empty &= value.is_empty() && !is_quoted;
            if record.values.len() < MAX_COLUMNS {
                record.values.push(value);
            } else if !value.is_empty() {
                let message = format!("line {} has more than {MAX_COLUMNS} values; no more are read", record.line);
                return Err(refuse(message).with_line(record.line));
            }
            if self.byte() != Some(self.separator) {
                break;
            }
            self.at += 1;
        }
        self.end_line(0);
        Ok(!is_empty)
    }

    /// The next value and whether it stands in quotes; it ends before a separator, a line's end or the text's.
    fn value(&mut self, line: usize) -> Result<(Cow<'a, str>, bool), Error> {
        let misplaced = |what: &str| Err(refuse_line(line, &format!("a quotation mark {what}")));
        let spaces = self.spaces();
        let rest = &self.rest()[spaces..];
        let Some(quoted) = rest.strip_prefix('"') else {
            let is_end = |byte: u8| byte == self.separator || byte == b'\n' || byte == b'\r';
            let length = rest.bytes().position(is_end).unwrap_or(rest.len());
            self.at += spaces + length;
            return Ok((Cow::Borrowed(rest[..length].trim()), false));
        };
        // Some programs take a mark after a space for a letter.
        if spaces > 0 {
            return misplaced("stands after a space");
        }
        let mut value = Cow::Borrowed("");
        let mut after = quoted;
        loop {
            let Some(length) = after.find('"') else { return misplaced("is never closed") };
            value += &after[..length];
            after = &after[length + 1..];
            // Two in a row stand for one within the value.
            if !after.starts_with('"') {
                break;
            }
            value += "\"";
            after = &after[1..];
        }
        let start = self.at;
        let inside = &quoted[..quoted.len() - after.len()];
        let ends = inside.bytes().filter(|&byte| byte == b'\n' || byte == b'\r').count();
        self.line += ends - inside.matches("\r\n").count();
        self.at = self.text.len() - after.len();
        self.at += self.spaces();
        match self.byte() {
            Some(byte) if byte != self.separator && byte != b'\n' && byte != b'\r' => {
                self.at = start;
                misplaced("closes before its value ends")
            }
            _ => Ok((trimmed(value), true)),
        }
    }

    /// The spaces that come next; a tab that separates values is none.
    fn spaces(&self) -> usize {
        let is_space = |byte: &u8| *byte == b' ' || (*byte == b'\t' && self.separator != b'\t');
        self.rest().bytes().take_while(is_space).count()
    }
}

fn trimmed(value: Cow<'_, str>) -> Cow<'_, str> {
    match value {
        Cow::Borrowed(value) => Cow::Borrowed(value.trim()),
        Cow::Owned(value) => Cow::Owned(value.trim().to_string()),
    }
}

/// The commonest separator outside of quotes in the first record of `text`.
fn separator(text: &str) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let (mut is_quoted, mut is_start) = (false, true);
    for byte in text.bytes() {
        match byte {
            b'"' if is_quoted || is_start => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'\r' | b'\n' => break,
            _ => {
                let at = SEPARATORS.iter().position(|&separator| separator == byte);
                if let Some(at) = at {
                    counts[at] += 1;
                }
                is_start = at.is_some() || (is_start && byte == b' ');
            }
        }
    }
    let most = counts.iter().max();
    let at = counts.iter().position(|count| Some(count) == most);
    SEPARATORS[at.unwrap_or_default()]
}
