//! JSON text to a tree, refusing what JSON readers usually let pass: duplicate keys and trailing text.

use super::path::Path;
use crate::Error;
use crate::error::quoted;
use serde::de::{self, DeserializeSeed};
use serde_json::Deserializer;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

/// A JSON value. Numbers are doubles, as in JavaScript: every whole number a document allows is exact.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Object(BTreeMap<String, Node>),
}

impl Node {
    /// The tree of `text`; a byte-order mark before it is passed over.
    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Error::new("is empty; the least document is {\"version\": 1}"));
        }
        let mut deserializer = Deserializer::from_str(text);
        let refused = RefCell::new(None);
        let seed = Seed { path: &Path::Root, refused: &refused };
        let node = seed.deserialize(&mut deserializer);
        match node.and_then(|node| deserializer.end().map(|()| node)) {
            Ok(node) => Ok(node),
            Err(error) => Err(refused.into_inner().unwrap_or_else(|| not_json(&Path::Root, &error))),
        }
    }

    /// The value, where it is a whole number from `min` to `max`, both exact as doubles.
    pub(super) fn whole(&self, min: u64, max: u64) -> Option<u64> {
        match *self {
            Self::Number(value) if value.fract() == 0.0 && (min as f64..=max as f64).contains(&value) => {
                Some(value as u64)
            }
            _ => None,
        }
    }

    /// What the value is, for messages: short, and on one line whatever the document holds.
    pub(super) fn found(&self) -> String {
        match self {
            Self::Null => "null".into(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => number(*value),
            Self::Text(text) => quoted(text),
            Self::List(_) => "a list".into(),
            Self::Object(_) => "an object".into(),
        }
    }
}

fn not_json(path: &Path<'_>, error: &impl fmt::Display) -> Error {
    Error::at(path.to_string(), format!("not valid JSON: {error}"))
}

/// A number as people write it: `1`, `0.05`, `1e300`.
pub(super) fn number(value: f64) -> String {
    let text = serde_json::Number::from_f64(value).map_or_else(|| value.to_string(), |number| number.to_string());
    text.strip_suffix(".0").map_or(text.clone(), str::to_string)
}

/// Reads the value at `path`. The first error is kept in `refused`, with the path at which it arose.
#[derive(Clone, Copy)]
struct Seed<'a> {
    path: &'a Path<'a>,
    refused: &'a RefCell<Option<Error>>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self).inspect_err(|error| {
            self.refused.borrow_mut().get_or_insert_with(|| not_json(self.path, error));
        })
    }
}

impl<'de> de::Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Boolean(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        // Adding zero makes −0 plain 0, which to_json() could not tell apart.
        Ok(Node::Number(value + 0.0))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.into()))
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        loop {
            let path = Path::Item(self.path, list.len());
            match access.next_element_seed(Seed { path: &path, refused: self.refused })? {
                Some(node) => list.push(node),
                None => return Ok(Node::List(list)),
            }
        }
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut object = BTreeMap::new();
        while let Some(key) = access.next_key::<String>()? {
            let path = Path::Field(self.path, &key);
            if object.contains_key(&key) {
                let message = format!("the key {} stands here twice", quoted(&key));
                self.refused.borrow_mut().get_or_insert(Error::at(path.to_string(), message));
                return Err(de::Error::custom("duplicate key"));
            }
            let node = access.next_value_seed(Seed { path: &path, refused: self.refused })?;
            object.insert(key, node);
        }
        Ok(Node::Object(object))
    }
}
