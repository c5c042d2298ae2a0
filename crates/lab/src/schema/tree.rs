//! A document as a tree of values, read by the same rules from JSON text and from what else serde knows, such as JavaScript
//! objects.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};

pub(crate) use super::path::Path;
use super::write::real;
use crate::Error;
use crate::error::quoted;
use crate::figure::Figure;

/// Lists and objects within each other: more than any document has, and few enough for the stack.
const MAX_DEPTH: usize = 100;

/// Values in a document: more than any has, and few enough for memory. A value takes up to 640 bytes, where the text has
/// five.
const MAX_VALUES: usize = 1 << 17;

/// A value. Numbers are doubles, as in JavaScript: every whole number a document allows is exact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

/// Why there is no tree.
pub(crate) enum Failure<E> {
    /// It would break a rule of documents.
    Refused(Error),
    /// At this place there is no value, says the format's own reader.
    Unreadable(String, E),
}

impl Node {
    /// The tree of `text`, which is JSON; a byte-order mark before it is passed over.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut json = serde_json::Deserializer::from_str(text);
        let node = Self::read(&mut json).map_err(|failure| match failure {
            Failure::Refused(refusal) => refusal,
            Failure::Unreadable(path, error) => {
                let message = error.to_string();
                let place = format!(" at line {} column {}", error.line(), error.column());
                not_json(&path, message.strip_suffix(&place).unwrap_or(&message), &error, text)
            }
        })?;
        json.end().map_err(|error| not_json("", "there is more after its end", &error, text))?;
        Ok(node)
    }

    /// The tree of what `deserializer` reads.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, Failure<D::Error>> {
        let mut reading = Reading::default();
        let read = Place { path: &Path::Root, depth: 0, reading: &mut reading }.deserialize(deserializer);
        read.map_err(|error| match reading.refused {
            Some(refusal) => Failure::Refused(refusal),
            None => Failure::Unreadable(reading.unreadable.unwrap_or_default(), error),
        })
    }

    /// The value of `key`, where this is an object that has one.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(map) => map.get(key),
            _ => None,
        }
    }

    /// The value, where it is a whole number from `min` to `max`, both exact as doubles.
    pub fn whole(&self, min: u64, max: u64) -> Option<u64> {
        match *self {
            Self::Number(value) if value.trunc() == value && (min as f64..=max as f64).contains(&value) => {
                Some(value as u64)
            }
            _ => None,
        }
    }

    /// What the value is, for messages: short, and on one line whatever the document holds.
    pub fn found(&self) -> String {
        match self {
            Self::Null => "null".into(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => Figure(*value).to_string(),
            Self::Text(text) => quoted(text),
            Self::List(_) => "a list".into(),
            Self::Object(_) => "an object".into(),
        }
    }
}

/// An error of `text` itself, whose column is that of a character.
fn not_json(path: &str, what: &str, error: &serde_json::Error, text: &str) -> Error {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.as_bytes().iter().take(error.column());
    // Bytes that go on with a character are part of it.
    let column = before.filter(|&&byte| byte & 0xc0 != 0x80).count();
    Error::at(path, format!("not valid JSON: {what}, at line {} column {column}", error.line()))
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(value) => real(*value, serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => serializer.collect_map(fields),
        }
    }
}

/// How far a tree has been read.
#[derive(Default)]
struct Reading {
    values: usize,
    /// The rule that a value broke.
    refused: Option<Error>,
    /// The place of a value that could not be read.
    unreadable: Option<String>,
}

/// A place for a value, within `depth` lists and objects.
struct Place<'a> {
    path: &'a Path<'a>,
    depth: usize,
    reading: &'a mut Reading,
}

impl Place<'_> {
    fn inside<'a>(&'a mut self, path: &'a Path<'a>) -> Place<'a> {
        Place { path, depth: self.depth + 1, reading: self.reading }
    }

    /// Ends the reading with a refusal, which serde's error stands for on its way out.
    fn refuse<E: serde::de::Error>(self, path: &Path<'_>, message: impl AsRef<str>) -> E {
        let refusal = Error::at(path.to_string(), message);
        let error = E::custom(&refusal);
        self.reading.refused = Some(refusal);
        error
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let path = self.path;
        self.reading.values += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("not valid JSON: more than {MAX_DEPTH} lists and objects stand within each other");
            return Err(self.refuse(path, message));
        }
        if self.reading.values > MAX_VALUES {
            return Err(self.refuse(path, format!("not valid JSON: it holds more than {MAX_VALUES} values")));
        }
        let Self { depth, reading, .. } = self;
        let read = deserializer.deserialize_any(Place { path, depth, reading: &mut *reading });
        if read.is_err() {
            reading.unreadable.get_or_insert_with(|| path.to_string());
        }
        read
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Node, E> {
        if !value.is_finite() {
            let path = self.path;
            return Err(self.refuse(path, format!("must be finite; found {}", Figure(value))));
        }
        // Adding zero makes −0 plain 0, which the written document could not tell apart.
        Ok(Node::Number(value + 0.0))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.inside(&Path::Item(self.path, list.len())))? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<Node, A::Error> {
        let mut object = BTreeMap::new();
        while let Some(key) = fields.next_key::<String>()? {
            let path = Path::Field(self.path, &key);
            if object.contains_key(&key) {
                return Err(self.refuse(&path, format!("the key {} stands here twice", quoted(&key))));
            }
            let value = fields.next_value_seed(self.inside(&path))?;
            object.insert(key, value);
        }
        Ok(Node::Object(object))
    }
}

#[cfg(test)]
mod tests;
