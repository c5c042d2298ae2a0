//! Reads values from a JSON tree, by the declarations of the fields. Errors name the place, what was found and what is
//! allowed.

use super::listing::default_values;
pub(crate) use super::tree::{Node, Path};
use super::value::DECLARED;
use super::{Field, FieldKind, FieldValue, Listing, Object};
use crate::Error;
use crate::error::quoted;
use crate::figure::Figure;
use gradient_lab_nn::catalogue::{Catalogue, Entry, HyperparameterKind, Interval, Value, Values};
use std::fmt;

/// The field that names the entry of a catalogue that an object picks.
pub(crate) const KIND: &str = "kind";

/// The largest length of a list of numbers, such as a schedule's boundaries.
pub(crate) const MAX_LIST_ITEMS: usize = 1_000;

/// Reads an object field by field, in the order of their declaration.
pub(crate) struct ObjectReader<'a> {
    path: &'a Path<'a>,
    node: &'a Node,
    picked: Option<(&'static Entry, Values)>,
    fields: core::slice::Iter<'static, Field>,
}

/// Begins to read the `object` that `node`, at `path`, holds. Checks that the document knows all of its fields.
pub(crate) fn object<'a>(
    path: &'a Path<'a>,
    node: &'a Node,
    object: &'static Object,
) -> Result<ObjectReader<'a>, Error> {
    let entry = match (node, object.picks) {
        (Node::Object(_), None) => None,
        (Node::Object(map), Some(picks)) => Some(match map.get(KIND) {
            Some(node) => entry(&Path::Field(path, KIND), node, picks.catalogue)?,
            None => picks.catalogue.default(picks.default).0,
        }),
        (Node::Text(_), Some(picks)) => Some(entry(path, node, picks.catalogue)?),
        _ => return Err(expected(path, "an object", node)),
    };
    let parameters = entry.iter().flat_map(|entry| entry.parameters).map(|parameter| parameter.id);
    let kind = entry.is_some().then_some(KIND);
    let fields = object.fields.iter().map(|field| field.id);
    reject_unknown(path, node, kind.into_iter().chain(parameters).chain(fields))?;
    let picked = match entry {
        Some(entry) => Some((entry, parameters_of(path, node, entry)?)),
        None => None,
    };
    Ok(ObjectReader { path, node, picked, fields: object.fields.iter() })
}

impl ObjectReader<'_> {
    /// The choice that the object's `kind` names.
    pub(crate) fn picked<T: Catalogue>(&mut self) -> T {
        let (entry, values) = self.picked.take().expect(DECLARED);
        T::from_values(entry.id, values)
    }

    /// The value of the next field.
    pub(crate) fn field<T: FieldValue>(&mut self) -> Result<T, Error> {
        let field = self.fields.next().expect(DECLARED);
        let path = &Path::Field(self.path, field.id);
        match self.node.get(field.id) {
            Some(node) => T::read(path, node, &field.kind),
            None => T::missing(path, &field.kind),
        }
    }
}

/// The default value of the next field.
pub(crate) fn default_field<T: FieldValue>(kinds: &mut impl Iterator<Item = &'static FieldKind>) -> T {
    T::default_of(kinds.next().expect(DECLARED))
}

/// The choice with that id, with its defaults.
pub(crate) fn default_choice<T: Catalogue>(catalogue: &Listing, id: &str) -> T {
    let (entry, values) = catalogue.default(id);
    T::from_values(entry.id, values)
}

/// A text of at most `longest` characters; `None` for an empty one.
pub(super) fn text(path: &Path<'_>, node: &Node, longest: usize) -> Result<Option<String>, Error> {
    let Node::Text(text) = node else { return Err(expected(path, "a text", node)) };
    match text.chars().count() {
        0 => Ok(None),
        length if length <= longest => Ok(Some(text.clone())),
        length => {
            let message = format!("must be at most {longest} characters long; found {length} characters");
            Err(Error::at(path.to_string(), message))
        }
    }
}

/// A list of objects or of choices.
pub(super) fn list<T: FieldValue>(path: &Path<'_>, node: &Node, kind: &FieldKind) -> Result<Vec<T>, Error> {
    let Node::List(list) = node else { return Err(expected(path, "a list", node)) };
    if let FieldKind::Objects { most, .. } | FieldKind::Changes { most } = kind {
        check_length(path, list, *most)?;
    }
    list.iter().enumerate().map(|(at, node)| T::read(&Path::Item(path, at), node, kind)).collect()
}

fn check_length(path: &Path<'_>, list: &[Node], most: usize) -> Result<(), Error> {
    if list.len() <= most {
        return Ok(());
    }
    Err(Error::at(path.to_string(), format!("must have at most {most} items; found {}", list.len())))
}

/// An entry and its hyperparameters: an object with `kind` and hyperparameters, or the name of the entry alone.
pub(crate) fn entry_and_values(
    path: &Path<'_>,
    node: &Node,
    kind: &FieldKind,
) -> Result<(&'static Entry, Values), Error> {
    let catalogue = kind.listing();
    let Node::Object(map) = node else {
        let entry = entry(path, node, catalogue)?;
        return Ok((entry, default_values(entry)));
    };
    let Some(kind) = map.get(KIND) else {
        let message =
            format!("must have a \"{KIND}\" that names the {}; {}", catalogue.noun, allowed(&catalogue.ids()));
        return Err(Error::at(path.to_string(), message));
    };
    let entry = entry(&Path::Field(path, KIND), kind, catalogue)?;
    reject_unknown(path, node, core::iter::once(KIND).chain(entry.parameters.iter().map(|parameter| parameter.id)))?;
    Ok((entry, parameters_of(path, node, entry)?))
}

/// The entry that `node` names.
fn entry(path: &Path<'_>, node: &Node, catalogue: &'static Listing) -> Result<&'static Entry, Error> {
    let Node::Text(kind) = node else {
        return Err(expected(path, &format!("the name of the {}, or an object with \"{KIND}\"", catalogue.noun), node));
    };
    catalogue.entry(kind).ok_or_else(|| match catalogue.why_excluded(kind) {
        Some(reason) => {
            let message = format!("the {} {} {reason}; {}", catalogue.noun, quoted(kind), allowed(&catalogue.ids()));
            Error::at(path.to_string(), message)
        }
        None => unknown(path, catalogue.noun, kind, &catalogue.ids()),
    })
}

/// The hyperparameters of `entry`: the values that `node` gives, and defaults for the others.
fn parameters_of(path: &Path<'_>, node: &Node, entry: &Entry) -> Result<Values, Error> {
    let parameters = entry.parameters.iter().map(|parameter| match node.get(parameter.id) {
        Some(node) => value(&Path::Field(path, parameter.id), node, &parameter.kind, ""),
        None => Ok(parameter.kind.default_value()),
    });
    parameters.collect()
}

/// A value of the type and range `kind`. `or` is what messages append to what is allowed.
pub(crate) fn value(path: &Path<'_>, node: &Node, kind: &HyperparameterKind, or: &str) -> Result<Value, Error> {
    match (kind, node) {
        (HyperparameterKind::Real { range, .. } | HyperparameterKind::DerivedReal { range, .. }, _) => {
            real(path, node, range, or).map(Value::Real)
        }
        (&HyperparameterKind::Integer { min, max, .. }, _) => match node.whole(min, max) {
            Some(whole) => Ok(Value::Integer(whole)),
            None => Err(expected(path, &format!("a whole number from {min} to {max}{or}"), node)),
        },
        (HyperparameterKind::Boolean { .. }, Node::Boolean(value)) => Ok(Value::Boolean(*value)),
        (HyperparameterKind::Boolean { .. }, _) => Err(expected(path, "true or false", node)),
        (HyperparameterKind::Reals { range, .. }, Node::List(list)) => {
            check_length(path, list, MAX_LIST_ITEMS)?;
            let reals = list.iter().enumerate().map(|(at, node)| real(&Path::Item(path, at), node, range, ""));
            reals.collect::<Result<_, _>>().map(Value::Reals)
        }
        (HyperparameterKind::Reals { .. }, _) => Err(expected(path, "a list of numbers", node)),
        (HyperparameterKind::Name { names, .. }, Node::Text(text)) => match names.iter().find(|name| *name == text) {
            Some(name) => Ok(Value::Name(name)),
            None => Err(unknown(path, "value", text, names)),
        },
        (HyperparameterKind::Name { names, .. }, _) => {
            Err(expected(path, &format!("one of {}", names.join(", ")), node))
        }
        (HyperparameterKind::Texts { .. }, Node::Null) => Ok(Value::Derived),
        (HyperparameterKind::Texts { or_one: true, .. }, Node::Text(text)) => Ok(Value::Texts(vec![text.clone()])),
        (HyperparameterKind::Texts { .. }, Node::List(list)) if !list.is_empty() => {
            check_length(path, list, MAX_LIST_ITEMS)?;
            let text = |(at, node): (usize, &Node)| match node {
                Node::Text(text) => Ok(text.clone()),
                _ => Err(expected(&Path::Item(path, at), "a text", node)),
            };
            list.iter().enumerate().map(text).collect::<Result<_, _>>().map(Value::Texts)
        }
        (HyperparameterKind::Texts { or_one, .. }, _) => {
            let or_one = if *or_one { "a text or " } else { "" };
            Err(expected(path, &format!("{or_one}a list of at least one text"), node))
        }
    }
}

fn real(path: &Path<'_>, node: &Node, range: &Interval, or: &str) -> Result<f64, Error> {
    match *node {
        Node::Number(value) if range.contains(value) => Ok(value),
        _ => Err(expected(path, &format!("a number{}{or}", bounds(range)), node)),
    }
}

/// The bounds of `range`, in words.
pub(crate) fn bounds(range: &Interval) -> String {
    let above = if range.min_excluded { "above" } else { "at least" };
    let below = if range.max_excluded { "below" } else { "at most" };
    format!(", {above} {} and {below} {}", Figure(range.min), Figure(range.max))
}

/// An error if the object `node` has a field that is not in `names`.
pub(crate) fn reject_unknown(
    path: &Path<'_>,
    node: &Node,
    names: impl Iterator<Item = &'static str>,
) -> Result<(), Error> {
    let Node::Object(map) = node else { return Ok(()) };
    let names: Vec<_> = names.collect();
    match map.keys().find(|key| !names.contains(&key.as_str())) {
        Some(key) => Err(unknown(&Path::Field(path, key), "field", key, &names)),
        None => Ok(()),
    }
}

/// The error for a value that should be `what`.
pub(crate) fn expected(path: &Path<'_>, what: &str, node: &Node) -> Error {
    Error::at(path.to_string(), format!("must be {what}; found {}", node.found()))
}

/// The error for a name that is not in `names`.
pub(crate) fn unknown(path: &dyn fmt::Display, noun: &str, given: &str, names: &[&'static str]) -> Error {
    let hint = match nearest(given, names) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None => allowed(names),
    };
    Error::at(path.to_string(), format!("unknown {noun} {}; {hint}", quoted(given)))
}

fn allowed(names: &[&str]) -> String {
    if names.is_empty() { "none is known".into() } else { format!("allowed: {}", names.join(", ")) }
}

/// The name that `given` was probably meant to be: one within a few typing errors, or one that begins with `given`.
pub(crate) fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    const MAX_BYTES: usize = 64;
    if given.len() > MAX_BYTES {
        return None;
    }
    let plain: String =
        given.chars().map(|c| if matches!(c, '-' | ' ') { '_' } else { c.to_ascii_lowercase() }).collect();
    // A letter inserted, left out, replaced or swapped with its neighbour is one error.
    let errors = |name: &str| strsim::osa_distance(&plain, name);
    let closest = names.iter().copied().min_by_key(|name| errors(name)).filter(|name| {
        let longer = plain.len().max(name.len());
        errors(name) <= (longer / 3).min(3)
    });
    let begins = |name: &&&str| plain.len() >= 3 && name.starts_with(&plain);
    closest.or_else(|| names.iter().find(begins).copied())
}
