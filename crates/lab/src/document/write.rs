//! Values to JSON: only what differs from the defaults, in the tables' order, so that links stay short.

use super::fields::FieldKind;
use super::values::{Held, Values};
use gradient_lab_nn::catalogue::{Choice, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

impl Values {
    /// The fields that differ from their defaults; the version always.
    fn differing(&self) -> impl Iterator<Item = (&'static str, &Held)> {
        let fields = self.object.fields.iter().zip(&self.held);
        fields
            .filter(|(field, held)| matches!(field.kind, FieldKind::Version(_)) || **held != Held::default(field))
            .map(|(field, held)| (field.id, held))
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(choice) = &self.choice {
            map.serialize_entry("kind", choice.entry.id)?;
            serialize_parameters(choice, &mut map)?;
        }
        for (id, held) in self.differing() {
            map.serialize_entry(id, held)?;
        }
        map.end()
    }
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Value(value) => Plain(value).serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Choice(choice) => serialize_choice(choice, serializer),
            Self::Object(values) => values.serialize(serializer),
            Self::Objects(list) => serializer.collect_seq(list),
        }
    }
}

fn serialize_choice<S: Serializer>(choice: &Choice, serializer: S) -> Result<S::Ok, S::Error> {
    if given(choice).next().is_none() {
        return serializer.serialize_str(choice.entry.id);
    }
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("kind", choice.entry.id)?;
    serialize_parameters(choice, &mut map)?;
    map.end()
}

fn serialize_parameters<M: SerializeMap>(choice: &Choice, map: &mut M) -> Result<(), M::Error> {
    given(choice).try_for_each(|(id, value)| map.serialize_entry(id, &Plain(value)))
}

/// The parameters that differ from their defaults.
fn given(choice: &Choice) -> impl Iterator<Item = (&'static str, &Value)> {
    let parameters = choice.entry.parameters.iter().zip(&choice.values);
    parameters
        .filter(|(parameter, value)| **value != parameter.kind.default_value())
        .map(|(parameter, value)| (parameter.id, value))
}

/// A value as JSON; a whole number without its `.0`.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Derived => serializer.serialize_none(),
            Value::Real(value) => serialize_real(*value, serializer),
            Value::Integer(value) => serializer.serialize_u64(*value),
            Value::Boolean(value) => serializer.serialize_bool(*value),
            Value::Reals(values) => serializer.collect_seq(values.iter().map(|value| Value::Real(*value)).map(Owned)),
            Value::Name(name) => serializer.serialize_str(name),
        }
    }
}

struct Owned(Value);

impl Serialize for Owned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Plain(&self.0).serialize(serializer)
    }
}

fn serialize_real<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}
