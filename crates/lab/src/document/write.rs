//! Values to JSON: only what differs from the defaults, in the tables' order, so that links stay short.

use super::fields::FieldKind;
use super::values::{Held, Values};
use crate::json::Writer;
use gradient_lab_nn::catalogue::{Choice, Value};

impl Values {
    /// The fields that differ from their defaults; the version always.
    fn differing(&self) -> impl Iterator<Item = (&'static str, &Held)> {
        let fields = self.object.fields.iter().zip(&self.held);
        fields
            .filter(|(field, held)| matches!(field.kind, FieldKind::Version(_)) || **held != Held::default(field))
            .map(|(field, held)| (field.id, held))
    }

    pub(super) fn write(&self, json: &mut Writer) {
        json.object(|json| {
            if let Some(choice) = &self.choice {
                write_parameters(choice, json);
            }
            for (id, held) in self.differing() {
                held.write(json.key(id));
            }
        });
    }
}

impl Held {
    fn write(&self, json: &mut Writer) {
        match self {
            Self::Nothing => json.null(),
            Self::Value(value) => write_value(value, json),
            Self::Text(text) => json.text(text),
            Self::Choice(choice) => write_choice(choice, json),
            Self::Choices(list) => json.list(|json| list.iter().for_each(|choice| write_choice(choice, json))),
            Self::Object(values) => values.write(json),
            Self::Objects(list) => json.list(|json| list.iter().for_each(|values| values.write(json))),
        }
    }
}

/// An entry's name, or an object where its parameters differ from their defaults.
fn write_choice(choice: &Choice, json: &mut Writer) {
    if given(choice).next().is_none() {
        json.text(choice.entry.id);
    } else {
        json.object(|json| write_parameters(choice, json));
    }
}

/// What was picked, and its parameters that differ from their defaults.
fn write_parameters(choice: &Choice, json: &mut Writer) {
    json.key("kind").text(choice.entry.id);
    for (id, value) in given(choice) {
        write_value(value, json.key(id));
    }
}

/// The parameters that differ from their defaults.
fn given(choice: &Choice) -> impl Iterator<Item = (&'static str, &Value)> {
    let parameters = choice.entry.parameters.iter().zip(&choice.values);
    parameters
        .filter(|(parameter, value)| **value != parameter.kind.default_value())
        .map(|(parameter, value)| (parameter.id, value))
}

fn write_value(value: &Value, json: &mut Writer) {
    match value {
        Value::Derived => json.null(),
        Value::Real(value) => json.number(*value),
        Value::Integer(value) => json.number(*value as f64),
        Value::Boolean(value) => json.boolean(*value),
        Value::Reals(values) => json.list(|json| values.iter().for_each(|value| json.number(*value))),
        Value::Name(name) => json.text(name),
    }
}
