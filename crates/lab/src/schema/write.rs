//! Writes values as documents give them.

use super::listing::default_values;
use super::{Field, FieldValue, Object};
use crate::figure::MAX_SAFE_INTEGER;
use gradient_lab_nn::catalogue::{Catalogue, Entry, HyperparameterKind, Value, Values};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Serializes a field's value.
pub(crate) struct Written<'a, T>(pub &'a T);

impl<T: FieldValue> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Writes an object field by field, in the order of their declaration.
pub(crate) struct ObjectWriter<S: Serializer> {
    map: S::SerializeMap,
    fields: core::slice::Iter<'static, Field>,
}

impl<S: Serializer> ObjectWriter<S> {
    pub(crate) fn new(serializer: S, object: &'static Object) -> Result<Self, S::Error> {
        Ok(Self { map: serializer.serialize_map(None)?, fields: object.fields.iter() })
    }

    /// Writes the entry that the object picks, and those of its hyperparameters that differ from their defaults.
    pub(crate) fn picked(&mut self, choice: &impl Catalogue) -> Result<(), S::Error> {
        write_choice(&mut self.map, choice.entry(), choice.values())
    }

    /// Writes the next field, if it differs from its default.
    pub(crate) fn field<T: FieldValue>(&mut self, value: &T) -> Result<(), S::Error> {
        let Some(field) = self.fields.next() else { return Ok(()) };
        if T::ALWAYS_WRITTEN || *value != T::default_of(&field.kind) {
            self.map.serialize_entry(field.id, &Written(value))?;
        }
        Ok(())
    }

    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        self.map.end()
    }
}

/// Writes a choice: an object if any hyperparameter differs from its default, otherwise the entry's name.
pub(crate) fn choice<S: Serializer>(entry: &Entry, values: Values, serializer: S) -> Result<S::Ok, S::Error> {
    if values == default_values(entry) {
        return serializer.serialize_str(entry.id);
    }
    let mut map = serializer.serialize_map(None)?;
    write_choice(&mut map, entry, values)?;
    map.end()
}

/// Writes an entry's name and those of its hyperparameters that differ from their defaults.
fn write_choice<M: SerializeMap>(map: &mut M, entry: &Entry, values: Values) -> Result<(), M::Error> {
    map.serialize_entry(super::read::KIND, entry.id)?;
    for (parameter, value) in entry.parameters.iter().zip(values) {
        if value != parameter.kind.default_value() {
            match (&parameter.kind, &value) {
                (HyperparameterKind::Texts { or_one: true, .. }, Value::Texts(texts)) if texts.len() == 1 => {
                    map.serialize_entry(parameter.id, &texts[0])?;
                }
                _ => map.serialize_entry(parameter.id, &Plain(value))?,
            }
        }
    }
    Ok(())
}

/// Serializes a hyperparameter's value.
struct Plain(Value);

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value(&self.0, serializer)
    }
}

/// Writes a plain value; a whole number without a point.
pub(crate) fn value<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Derived => serializer.serialize_unit(),
        Value::Real(value) => real(*value, serializer),
        Value::Integer(value) => serializer.serialize_u64(*value),
        Value::Boolean(value) => serializer.serialize_bool(*value),
        Value::Reals(values) => serializer.collect_seq(values.iter().map(|value| Plain(Value::Real(*value)))),
        Value::Name(name) => serializer.serialize_str(name),
        Value::Texts(texts) => serializer.collect_seq(texts),
    }
}

pub(super) fn real<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.trunc() == value && value.abs() <= MAX_SAFE_INTEGER as f64 {
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

/// Writes the id of an object.
#[cfg(feature = "page")]
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(super) fn id<S: Serializer>(object: &&'static Object, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(object.id)
}
