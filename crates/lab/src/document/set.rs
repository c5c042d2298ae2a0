//! Changes of a document: a value for each of some paths.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::Experiment;
use crate::Error;
use crate::schema::read::{KIND, unknown};
use crate::schema::tree::Node;
use crate::schema::{FieldKind, Object};

/// What to set in a document: a value for each path, in order. A path is written as messages write it:
/// `network.hidden[0].init`, `training.optimizer.learning_rate`.
///
/// ```
/// use gradient_lab::document::{Experiment, Set};
///
/// let experiment = Experiment::parse(r#"{"version": 1, "training": {"optimizer": "sgd"}}"#)?;
/// let set = Set::new().with("training.optimizer.momentum", 0.9).with("network.hidden[0].init", "he_normal");
/// let changed = experiment.with(&set)?;
/// assert_eq!(changed.training.optimizer.learning_rate(), 0.01);
/// assert_eq!(
///     changed.to_json(),
///     r#"{"version":1,"network":{"hidden":[{"init":"he_normal"}]},"training":{"optimizer":{"kind":"sgd","momentum":0.9}}}"#
/// );
/// # Ok::<(), gradient_lab::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Set(Vec<(String, Value)>);

impl Set {
    /// A set without any path.
    pub fn new() -> Self {
        Self::default()
    }

    /// This set, then `value` at `path`; a value that stood there is replaced.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        let (path, value) = (path.into(), value.into());
        self.0.retain(|(other, _)| *other != path);
        self.0.push((path, value));
        self
    }

    /// The paths and their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(path, value)| (&**path, value))
    }

    /// Whether there is no path.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Extend<(String, Value)> for Set {
    fn extend<I: IntoIterator<Item = (String, Value)>>(&mut self, items: I) {
        for (path, value) in items {
            *self = std::mem::take(self).with(path, value);
        }
    }
}

impl FromIterator<(String, Value)> for Set {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl IntoIterator for Set {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Serialize for Set {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (path, value) in &self.0 {
            map.serialize_entry(path, value)?;
        }
        map.end()
    }
}

impl Experiment {
    /// The experiment with the values of `set`, one after another, in their places.
    ///
    /// # Errors
    /// When a path leads nowhere, or the document is then invalid. The error names the place.
    pub fn with(&self, set: &Set) -> Result<Self, Error> {
        let mut document = serde_json::to_value(self).expect("keys are strings and numbers finite");
        for (path, value) in set.iter() {
            put(&mut document, path, value.clone())?;
        }
        Self::from_tree(&Node::read(document).map_err(|_| Error::new("is nested too deeply"))?)
    }
}

/// Puts `value` at `path` into `document`, in which shorthand and what is left out are written out on the way there.
fn put(document: &mut Value, path: &str, value: Value) -> Result<(), Error> {
    let (mut place, mut kind) = (document, Some(&FieldKind::Object { object: Experiment::OBJECT }));
    // The path up to where the place is.
    let mut way = String::new();
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let (name, index) = name_and_index(step)
            .ok_or_else(|| Error::at(path, "is no path; one is written as network.hidden[0].units"))?;
        let object = kind.and_then(FieldKind::object);
        let field = object.and_then(|object| object.fields.iter().find(|field| field.id == name));
        // A hyperparameter is the last step; the document's reader knows which there are.
        if let (Some(object), None) = (object, field)
            && !(object.picks.is_some() && steps.peek().is_none())
        {
            let names: Vec<_> = object.fields.iter().map(|field| field.id).collect();
            let known = if way.is_empty() { name.to_string() } else { format!("{way}.{name}") };
            return Err(unknown(&known, "field", name, &names));
        }
        if !way.is_empty() {
            way.push('.');
        }
        way.push_str(step);
        kind = field.map(|field| &field.kind);
        let fields = fields_of(place).ok_or_else(|| Error::at(path, "leads into what has no fields"))?;
        if steps.peek().is_none() && index.is_none() {
            fields.insert(name.to_string(), value);
            return Ok(());
        }
        place = fields.entry(name).or_insert_with(|| kind.map_or(Value::Null, FieldKind::left_out));
        if let Some(index) = index {
            let items = place.as_array_mut().map(Vec::as_mut_slice).unwrap_or_default();
            let count = items.len();
            let item = items.get_mut(index);
            place = item.ok_or_else(|| Error::at(&way, format!("is not there; the list has {count}")))?;
        }
    }
    *place = value;
    Ok(())
}

/// The fields of an object, or of a choice, whose shorthand is written out.
fn fields_of(place: &mut Value) -> Option<&mut Map<String, Value>> {
    if place.is_string() {
        *place = json!({ KIND: place.take() });
    }
    place.as_object_mut()
}

/// `hidden` and 0, of `hidden[0]`.
fn name_and_index(step: &str) -> Option<(&str, Option<usize>)> {
    let Some((name, rest)) = step.split_once('[') else { return Some((step, None)) };
    Some((name, Some(rest.strip_suffix(']')?.parse().ok()?)))
}

impl FieldKind {
    /// The object that the field, or each item of it, is.
    fn object(&self) -> Option<&'static Object> {
        match self {
            Self::Object { object } | Self::Objects { object, .. } => Some(object),
            _ => None,
        }
    }

    /// What stands for the field in a document that leaves it out, as far as a path can lead into it.
    fn left_out(&self) -> Value {
        match self {
            Self::Choice { default, .. } => json!({ KIND: default }),
            Self::Objects { .. } => json!([{}]),
            Self::Choices { .. } => json!([]),
            Self::Object { .. } => json!({}),
            _ => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(document: &str, set: Set) -> Result<String, String> {
        let experiment = Experiment::parse(document).unwrap();
        experiment.with(&set).map(|changed| changed.to_json()).map_err(|error| error.to_string())
    }

    const LEAST: &str = r#"{"version": 1}"#;

    #[test]
    fn paths_lead_through_shorthand_and_what_is_left_out() {
        let set = Set::new()
            .with("training.optimizer.momentum", 0.9)
            .with("data.samples", 100)
            .with("network.hidden[0].init.gain", 2)
            .with("network.output.l2", 0.5)
            .with("training.schedule", "cosine");
        assert_eq!(
            changed(LEAST, set).unwrap(),
            concat!(
                r#"{"version":1,"data":{"kind":"spiral","samples":100},"network":{"hidden":[{"init":{"kind":"#,
                r#""glorot_uniform","gain":2}}],"output":{"l2":0.5}},"training":{"optimizer":{"kind":"sgd","#,
                r#""momentum":0.9},"schedule":"cosine"}}"#
            )
        );
        let set = Set::new().with("training.optimizer", "adam").with("training.optimizer.learning_rate", 0.5);
        let adam = r#"{"version":1,"training":{"optimizer":{"kind":"adam","learning_rate":0.5}}}"#;
        assert_eq!(changed(LEAST, set).unwrap(), adam);
    }

    #[test]
    fn a_second_value_at_a_path_replaces_the_first() {
        let set: Set = [("seed".to_string(), 1.into()), ("seed".to_string(), 2.into())].into_iter().collect();
        assert_eq!(serde_json::to_string(&set).unwrap(), r#"{"seed":2}"#);
    }

    #[test]
    fn errors_name_the_place() {
        for (path, value, message) in [
            ("network.hiden[0].init", "he_normal", r#"network.hiden: unknown field "hiden"; did you mean "hidden"?"#),
            (
                "network.hidden[0].init",
                "he_norml",
                r#"network.hidden[0].init: unknown init "he_norml"; did you mean "he_normal"?"#,
            ),
            ("network.hidden[1].init", "zeros", "network.hidden[1]: is not there; the list has 1"),
            (
                "training.optimizer.momentun",
                "0.9",
                r#"training.optimizer.momentun: unknown field "momentun"; did you mean "momentum"?"#,
            ),
            ("seed.more", "1", "seed.more: leads into what has no fields"),
            ("network.hidden[x]", "1", "network.hidden[x]: is no path; one is written as network.hidden[0].units"),
        ] {
            assert_eq!(changed(LEAST, Set::new().with(path, value)).unwrap_err(), message);
        }
    }
}
