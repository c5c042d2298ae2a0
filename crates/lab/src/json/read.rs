//! JSON text to a tree, refusing what JSON readers usually let pass: duplicate keys and trailing text.

use std::collections::BTreeMap;

use super::Path;
use crate::error::quoted;
use crate::{Error, number};

/// Lists and objects within each other: more than any document has, and few enough for the stack.
const DEEPEST: usize = 100;

/// Values in a text: more than any document and any model file has, and few enough for memory. A value takes up to 640
/// bytes, where the text has five.
const MOST_VALUES: usize = 1 << 17;

/// A JSON value. Numbers are doubles, as in JavaScript: every whole number a document allows is exact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

impl Node {
    /// The tree of `text`; a byte-order mark before it is passed over.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { text: text.as_bytes(), at: 0, values: 0 };
        let node = reader.value(&Path::Root, 0)?;
        match reader.peek() {
            None => Ok(node),
            Some(_) => Err(reader.refuse(&Path::Root, "there is more after its end")),
        }
    }

    /// The value of `key`, where this is an object that has one.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(map) => map.get(key),
            _ => None,
        }
    }

    /// The value, where it is a whole number from `min` to `max`, both exact as doubles.
    pub(crate) fn whole(&self, min: u64, max: u64) -> Option<u64> {
        match *self {
            Self::Number(value) if value.trunc() == value && (min as f64..=max as f64).contains(&value) => {
                Some(value as u64)
            }
            _ => None,
        }
    }

    /// What the value is, for messages: short, and on one line whatever the document holds.
    pub(crate) fn found(&self) -> String {
        match self {
            Self::Null => "null".into(),
            Self::Boolean(true) => "true".into(),
            Self::Boolean(false) => "false".into(),
            Self::Number(value) => number::text(*value),
            Self::Text(text) => quoted(text),
            Self::List(_) => "a list".into(),
            Self::Object(_) => "an object".into(),
        }
    }
}

/// A text on its way to a tree: what stands before the byte `at` has been read.
struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    /// Begun so far.
    values: usize,
}

impl Reader<'_> {
    /// The value that begins here and stands at `path`, within `depth` others.
    fn value(&mut self, path: &Path<'_>, depth: usize) -> Result<Node, Error> {
        if depth > DEEPEST {
            let message = format!("more than {DEEPEST} lists and objects stand within each other");
            return Err(self.refuse(path, &message));
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(self.refuse(path, &format!("it holds more than {MOST_VALUES} values")));
        }
        match self.peek() {
            Some(b'{') => self.object(path, depth + 1),
            Some(b'[') => self.list(path, depth + 1),
            Some(b'"') => self.string(path).map(Node::Text),
            Some(b'-' | b'0'..=b'9') => self.number(path).map(Node::Number),
            _ => [("null", Node::Null), ("true", Node::Boolean(true)), ("false", Node::Boolean(false))]
                .into_iter()
                .find(|(word, _)| self.rest().starts_with(word.as_bytes()))
                .map(|(word, node)| {
                    self.at += word.len();
                    node
                })
                .ok_or_else(|| self.expected(path, "a value")),
        }
    }

    fn object(&mut self, path: &Path<'_>, depth: usize) -> Result<Node, Error> {
        let mut object = BTreeMap::new();
        self.at += 1;
        if self.take(b'}') {
            return Ok(Node::Object(object));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.expected(path, "a key in quotes"));
            }
            let key = self.string(path)?;
            let inside = Path::Field(path, &key);
            if object.contains_key(&key) {
                return Err(Error::at(inside.to_string(), format!("the key {} stands here twice", quoted(&key))));
            }
            if !self.take(b':') {
                return Err(self.expected(&inside, "a colon"));
            }
            let node = self.value(&inside, depth)?;
            object.insert(key, node);
            if self.take(b'}') {
                return Ok(Node::Object(object));
            }
            if !self.take(b',') {
                return Err(self.expected(path, "a comma or }"));
            }
        }
    }

    fn list(&mut self, path: &Path<'_>, depth: usize) -> Result<Node, Error> {
        let mut list = Vec::new();
        self.at += 1;
        if self.take(b']') {
            return Ok(Node::List(list));
        }
        loop {
            list.push(self.value(&Path::Item(path, list.len()), depth)?);
            if self.take(b']') {
                return Ok(Node::List(list));
            }
            if !self.take(b',') {
                return Err(self.expected(path, "a comma or ]"));
            }
        }
    }

    /// A text, from one quotation mark to the next.
    fn string(&mut self, path: &Path<'_>) -> Result<String, Error> {
        let mut string = String::new();
        self.at += 1;
        loop {
            let plain = self.count(|byte| !matches!(byte, b'"' | b'\\' | 0..=0x1f));
            string += self.pass(plain);
            match self.rest().first() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => string.push(self.escaped(path)?),
                Some(_) => return Err(self.refuse(path, "a text holds a control character that is not escaped")),
                None => return Err(self.refuse(path, "it ends within a text")),
            }
        }
    }

    /// The character that an escape stands for.
    fn escaped(&mut self, path: &Path<'_>) -> Result<char, Error> {
        let plain = match self.rest().get(1) {
            Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            _ => {
                let found = self.unicode();
                return found.ok_or_else(|| self.refuse(path, "an escape in a text is none that JSON knows"));
            }
        };
        self.at += 2;
        Ok(plain)
    }

    /// The character of `\u` and four digits; of two of them for one beyond the first 65,536.
    fn unicode(&mut self) -> Option<char> {
        let mut unit = || {
            let digits = self.rest().strip_prefix(b"\\u")?.get(..4)?;
            let value =
                digits.iter().try_fold(0, |value, &digit| Some(16 * value + char::from(digit).to_digit(16)?))?;
            self.at += 6;
            Some(value)
        };
        let first = unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let second = unit().filter(|second| (0xdc00..0xe000).contains(second))?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn number(&mut self, path: &Path<'_>) -> Result<f64, Error> {
        let start = self.at;
        self.at += usize::from(self.rest().starts_with(b"-"));
        let leading_zero = self.rest().starts_with(b"0");
        let mut whole = self.digits();
        if leading_zero && whole > 1 {
            whole = 0;
        }
        let mut complete = whole > 0;
        if self.rest().starts_with(b".") {
            self.at += 1;
            complete &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.rest().first() {
            self.at += 1;
            self.at += usize::from(matches!(self.rest().first(), Some(b'+' | b'-')));
            complete &= self.digits() > 0;
        }
        let length = self.at - start;
        self.at = start;
        match number::parse(self.pass(length)) {
            // Adding zero makes −0 plain 0, which the written document could not tell apart.
            Some(value) if complete && value.is_finite() => Ok(value + 0.0),
            Some(_) if complete => Err(self.refuse(path, "number out of range")),
            _ => Err(self.refuse(path, "a number is not written as JSON writes them")),
        }
    }

    /// Passes over digits; gives how many.
    fn digits(&mut self) -> usize {
        let digits = self.count(|byte| byte.is_ascii_digit());
        self.at += digits;
        digits
    }

    /// Passes over so many bytes, up to where a character ends; gives their text.
    fn pass(&mut self, bytes: usize) -> &str {
        let passed = &self.text[self.at..self.at + bytes];
        self.at += bytes;
        str::from_utf8(passed).unwrap_or_default()
    }

    /// How many bytes from here on `fit`.
    fn count(&self, fit: impl Fn(u8) -> bool) -> usize {
        self.rest().iter().take_while(|&&byte| fit(byte)).count()
    }

    fn rest(&self) -> &[u8] {
        &self.text[self.at..]
    }

    /// The next byte after white space, which is passed over.
    fn peek(&mut self) -> Option<u8> {
        self.at += self.count(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
        self.rest().first().copied()
    }

    /// Passes over `byte`, where it is next; gives whether it was.
    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.at += usize::from(next);
        next
    }

    fn expected(&self, path: &Path<'_>, what: &str) -> Error {
        let at_end = if self.rest().is_empty() { ", but it ends" } else { "" };
        self.refuse(path, &format!("expected {what}{at_end}"))
    }

    fn refuse(&self, path: &Path<'_>, what: &str) -> Error {
        let before = &self.text[..self.at];
        let line = before.split(|&byte| byte == b'\n').count();
        // Bytes that go on with a character count as part of it.
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').filter(|&&byte| byte & 0xc0 != 0x80);
        let column = 1 + column.count();
        Error::at(path.to_string(), format!("not valid JSON: {what}, at line {line} column {column}"))
    }
}

#[cfg(test)]
mod tests;
