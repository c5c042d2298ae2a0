//! A tree to values, by the tables: every refusal names the place, what was found and what is allowed.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use super::catalogues::Catalogue;
use super::fields::{Field, FieldKind, Object};
use super::limits;
use super::values::{Held, Values};
use crate::Error;
use crate::error::quoted;
use crate::json::{Node, Path};
use crate::number;
use gradient_lab_nn::catalogue::{Choice, ParameterKind, Range, Value};

/// The field that says which entry of a catalogue an object picks.
const KIND: &str = "kind";

/// The values of `object` that stand at `path`.
pub(super) fn object(path: &Path<'_>, node: &Node, object: &'static Object) -> Result<Values, Error> {
    let empty = BTreeMap::new();
    let (choice, map) = match (node, object.choice) {
        (Node::Object(map), None) => (None, map),
        (Node::Object(map), Some((catalogue, default))) => {
            let entry = match map.get(KIND) {
                Some(node) => picked(&Path::Field(path, KIND), node, catalogue)?,
                None => catalogue.default(default),
            };
            (Some(entry), map)
        }
        (Node::Text(_), Some((catalogue, _))) => (Some(picked(path, node, catalogue)?), &empty),
        _ => return Err(must(path, "an object", node)),
    };
    let parameters = choice.iter().flat_map(|choice| choice.entry.parameters).map(|parameter| parameter.id);
    let kind = choice.is_some().then_some(KIND);
    let fields = object.fields.iter().map(|field| field.id);
    only(path, map, kind.into_iter().chain(parameters).chain(fields))?;

    let choice = choice.map(|choice| parameters_of(path, map, choice)).transpose()?;
    let held = object.fields.iter().map(|field| match map.get(field.id) {
        Some(node) => held(&Path::Field(path, field.id), node, field),
        None => match field.kind {
            FieldKind::Version(version) => {
                Err(Error::at(field.id, format!("is missing; this program reads version {version}")))
            }
            _ => Ok(Held::default(field)),
        },
    });
    Ok(Values { object, choice, held: held.collect::<Result<_, _>>()? })
}

/// What `field` holds.
fn held(path: &Path<'_>, node: &Node, field: &'static Field) -> Result<Held, Error> {
    match (&field.kind, node) {
        (FieldKind::Version(version), _) => match node.whole(*version, *version) {
            Some(given) => Ok(Held::from(given)),
            None => Err(must(path, &format!("{version}, the version that this program reads"), node)),
        },
        (FieldKind::Nullable { .. }, Node::Null) => Ok(Held::Nothing),
        (FieldKind::Nullable { value: kind, .. }, _) => value(path, node, kind, ", or null").map(Held::Value),
        (FieldKind::ValueOrChoice { catalogue, .. }, Node::Object(_) | Node::Text(_)) => {
            choice(path, node, catalogue).map(Held::Choice)
        }
        (FieldKind::Value(kind) | FieldKind::ValueOrChoice { value: kind, .. }, _) => {
            value(path, node, kind, "").map(Held::Value)
        }
        (FieldKind::Text(longest), Node::Text(text)) => match text.chars().count() {
            0 => Ok(Held::Nothing),
            length if length <= *longest => Ok(Held::Text(text.clone())),
            length => Err(Error::at(
                path.to_string(),
                format!("must be at most {longest} characters long; found {length} characters"),
            )),
        },
        (FieldKind::Text(_), _) => Err(must(path, "a text", node)),
        (FieldKind::Choice { catalogue, .. }, _) => choice(path, node, catalogue).map(Held::Choice),
        (FieldKind::Choices(catalogue), Node::List(list)) => {
            let choices = list.iter().enumerate().map(|(at, node)| choice(&Path::Item(path, at), node, catalogue));
            choices.collect::<Result<_, _>>().map(Held::Choices)
        }
        (FieldKind::Object(of), _) => object(path, node, of).map(Held::Object),
        (FieldKind::Objects { object: of, most }, Node::List(list)) => {
            if list.len() > *most {
                let message = format!("must have at most {most} items; found {}", list.len());
                return Err(Error::at(path.to_string(), message));
            }
            let objects = list.iter().enumerate().map(|(at, node)| object(&Path::Item(path, at), node, of));
            objects.collect::<Result<_, _>>().map(Held::Objects)
        }
        (FieldKind::Choices(_) | FieldKind::Objects { .. }, _) => Err(must(path, "a list", node)),
    }
}

/// A tagged choice: an object with `kind` and that kind's parameters, or the kind alone.
fn choice(path: &Path<'_>, node: &Node, catalogue: &'static Catalogue) -> Result<Choice, Error> {
    let Node::Object(map) = node else {
        return picked(path, node, catalogue);
    };
    let Some(kind) = map.get(KIND) else {
        let message =
            format!("must have a \"{KIND}\" that names the {}; {}", catalogue.noun, allowed(&names(catalogue)));
        return Err(Error::at(path.to_string(), message));
    };
    let choice = picked(&Path::Field(path, KIND), kind, catalogue)?;
    only(path, map, core::iter::once(KIND).chain(choice.entry.parameters.iter().map(|parameter| parameter.id)))?;
    parameters_of(path, map, choice)
}

/// The entry that `node` names, with its defaults.
fn picked(path: &Path<'_>, node: &Node, catalogue: &'static Catalogue) -> Result<Choice, Error> {
    let names = names(catalogue);
    let Node::Text(kind) = node else {
        return Err(must(path, &format!("the name of the {}, or an object with \"{KIND}\"", catalogue.noun), node));
    };
    match catalogue.entry(kind) {
        Some(entry) => Ok(Choice::defaults(entry)),
        None => Err(match catalogue.why_not(kind) {
            Some(reason) => {
                let message = format!("the {} {} {reason}; {}", catalogue.noun, quoted(kind), allowed(&names));
                Error::at(path.to_string(), message)
            }
            None => unknown(path, catalogue.noun, kind, &names),
        }),
    }
}

/// `choice` with the parameters that `map` gives.
fn parameters_of(path: &Path<'_>, map: &BTreeMap<String, Node>, choice: Choice) -> Result<Choice, Error> {
    choice.entry.parameters.iter().try_fold(choice, |choice, parameter| match map.get(parameter.id) {
        Some(node) => {
            Ok(choice.with(parameter.id, value(&Path::Field(path, parameter.id), node, &parameter.kind, "")?))
        }
        None => Ok(choice),
    })
}

/// A value of type and range `kind`; `or` is what messages add to what is allowed.
fn value(path: &Path<'_>, node: &Node, kind: &ParameterKind, or: &str) -> Result<Value, Error> {
    match (kind, node) {
        (ParameterKind::Real { range, .. } | ParameterKind::DerivedReal { range, .. }, _) => {
            real(path, node, range, or).map(Value::Real)
        }
        (&ParameterKind::Integer { min, max, .. }, _) => match node.whole(min, max) {
            Some(whole) => Ok(Value::Integer(whole)),
            None => Err(must(path, &format!("a whole number from {min} to {max}{or}"), node)),
        },
        (ParameterKind::Boolean { .. }, Node::Boolean(value)) => Ok(Value::Boolean(*value)),
        (ParameterKind::Boolean { .. }, _) => Err(must(path, "true or false", node)),
        (ParameterKind::Reals { range, .. }, Node::List(list)) => {
            if list.len() > limits::LIST_ITEMS {
                let message = format!("must have at most {} items; found {}", limits::LIST_ITEMS, list.len());
                return Err(Error::at(path.to_string(), message));
            }
            let reals = list.iter().enumerate().map(|(at, node)| real(&Path::Item(path, at), node, range, ""));
            reals.collect::<Result<_, _>>().map(Value::Reals)
        }
        (ParameterKind::Reals { .. }, _) => Err(must(path, "a list of numbers", node)),
        (ParameterKind::Name { names, .. }, Node::Text(text)) => match names.iter().find(|name| *name == text) {
            Some(name) => Ok(Value::Name(name)),
            None => Err(unknown(path, "value", text, names)),
        },
        (ParameterKind::Name { names, .. }, _) => Err(must(path, &format!("one of {}", listed(names)), node)),
    }
}

fn real(path: &Path<'_>, node: &Node, range: &Range, or: &str) -> Result<f64, Error> {
    match *node {
        Node::Number(value) if range.contains(value) => Ok(value),
        _ => Err(must(path, &format!("a number{}{or}", bounds(range)), node)),
    }
}

/// What `range` allows, in words.
pub(super) fn bounds(range: &Range) -> String {
    let above = if range.min_excluded { "above" } else { "at least" };
    let below = if range.max_excluded { "below" } else { "at most" };
    match (range.min.is_finite(), range.max.is_finite()) {
        (true, true) => format!(", {above} {} and {below} {}", number::text(range.min), number::text(range.max)),
        (true, false) => format!(", {above} {}", number::text(range.min)),
        (false, true) => format!(", {below} {}", number::text(range.max)),
        (false, false) => String::new(),
    }
}

/// Refuses the fields of `map` that are none of `names`.
fn only(path: &Path<'_>, map: &BTreeMap<String, Node>, names: impl Iterator<Item = &'static str>) -> Result<(), Error> {
    let names: Vec<_> = names.collect();
    match map.keys().find(|key| !names.contains(&key.as_str())) {
        Some(key) => Err(unknown(&Path::Field(path, key), "field", key, &names)),
        None => Ok(()),
    }
}

fn must(path: &Path<'_>, be: &str, node: &Node) -> Error {
    Error::at(path.to_string(), format!("must be {be}; found {}", node.found()))
}

fn unknown(path: &Path<'_>, noun: &str, given: &str, names: &[&'static str]) -> Error {
    let mend = match nearest(given, names) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None => allowed(names),
    };
    Error::at(path.to_string(), format!("unknown {noun} {}; {mend}", quoted(given)))
}

fn names(catalogue: &'static Catalogue) -> Vec<&'static str> {
    catalogue.entries().map(|entry| entry.id).collect()
}

fn allowed(names: &[&str]) -> String {
    if names.is_empty() { "none is known".into() } else { format!("allowed: {}", listed(names)) }
}

/// `a, b, c`
fn listed(names: &[&str]) -> String {
    let mut list = String::new();
    for (at, name) in names.iter().enumerate() {
        list += if at == 0 { "" } else { ", " };
        list += name;
    }
    list
}

/// The name that `given` was most likely meant to be, where one is near: a slip or two, or its beginning.
fn nearest(given: &str, names: &[&'static str]) -> Option<&'static str> {
    const LONGEST: usize = 64;
    if given.len() > LONGEST {
        return None;
    }
    let plain = |byte: u8| if matches!(byte, b'-' | b' ') { b'_' } else { byte.to_ascii_lowercase() };
    let given: Vec<u8> = given.bytes().map(plain).collect();
    let slips = |name: &str| distance(&given, name.as_bytes());
    let closest = names.iter().copied().min_by_key(|name| slips(name)).filter(|name| {
        let longer = given.len().max(name.len());
        slips(name) <= (longer / 3).min(3)
    });
    let begins = |name: &&&'static str| given.len() >= 3 && name.as_bytes().starts_with(&given);
    closest.or_else(|| names.iter().find(begins).copied())
}

/// The letters to put in, leave out, replace, or swap with their neighbour to make one word of the other (the optimal
/// string alignment distance).
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for i in 1..=one.len() {
        let mut row = vec![i];
        for j in 1..=other.len() {
            let replaced = last[j - 1] + usize::from(one[i - 1] != other[j - 1]);
            let mut least = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                let swapped: usize = before[j - 2];
                least = least.min(swapped + 1);
            }
            row.push(least);
        }
        before = core::mem::replace(&mut last, row);
    }
    last[other.len()]
}
