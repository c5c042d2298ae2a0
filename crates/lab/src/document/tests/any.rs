//! Documents of all that the declarations allow.

use super::read;
use crate::document::Experiment;
use crate::schema::{Field, FieldKind, Listing, Object};
use gradient_lab_nn::catalogue::{Entry, HyperparameterKind, Interval};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

proptest! {
    #[test]
    fn an_experiment_survives_being_written_and_read(document in any_object(Experiment::OBJECT)) {
        let experiment = read(&document.to_string()).unwrap();
        let text = experiment.to_json();
        prop_assert_eq!(read(&text), Ok(experiment), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_in_one_line(document in any_object(Experiment::OBJECT), at in 0.0..1.0, put in "\\PC?") {
        let mut text: Vec<char> = document.to_string().chars().collect();
        let at = (text.len() as f64 * at) as usize;
        text.splice(at..=at, put.chars());
        if let Err(error) = Experiment::parse(&text.into_iter().collect::<String>()) {
            prop_assert!(!error.to_string().contains(char::is_control), "{}", error);
        }
    }
}

/// Any `object`, with some of its fields.
pub(super) fn any_object(object: &'static Object) -> BoxedStrategy<Value> {
    let choice = match object.picks {
        Some(picks) => any_entry(picks.catalogue).boxed(),
        None => Just(Value::Object(Map::new())).boxed(),
    };
    let fields: Vec<_> = object.fields.iter().map(any_field).collect();
    let given = |(choice, fields): (Value, Vec<Option<Value>>)| {
        let Value::Object(mut map) = choice else { unreachable!("an entry is written as an object here") };
        for (field, value) in object.fields.iter().zip(fields) {
            map.extend(value.map(|value| (field.id.to_string(), value)));
        }
        Value::Object(map)
    };
    (choice, fields).prop_map(given).boxed()
}

fn any_field(field: &'static Field) -> BoxedStrategy<Option<Value>> {
    let given = match &field.kind {
        FieldKind::Version { version } => return Just(Some(json!(version))).boxed(),
        FieldKind::Text { .. } => any::<char>().prop_map(|c| json!(c)).boxed(),
        FieldKind::Value { value } => any_value(value),
        FieldKind::Nullable { value, .. } => prop_oneof![Just(Value::Null), any_value(value)].boxed(),
        FieldKind::Choice { catalogue, .. } => any_entry(catalogue).boxed(),
        FieldKind::ValueOrChoice { value, catalogue } => prop_oneof![any_value(value), any_entry(catalogue)].boxed(),
        FieldKind::Choices { .. } | FieldKind::Changes { .. } => Just(json!([])).boxed(),
        FieldKind::Object { object } => any_object(object),
        FieldKind::Objects { object, .. } => {
            proptest::collection::vec(any_object(object), 0..4).prop_map(Value::Array).boxed()
        }
    };
    proptest::option::of(given).boxed()
}

fn any_entry(catalogue: &'static Listing) -> impl Strategy<Value = Value> {
    proptest::sample::select(catalogue.entries().collect::<Vec<&'static Entry>>()).prop_flat_map(|entry| {
        let values: Vec<_> = entry.parameters.iter().map(|parameter| any_value(&parameter.kind)).collect();
        values.prop_map(move |values| {
            let given = entry.parameters.iter().map(|parameter| parameter.id.to_string()).zip(values);
            let given = given.filter(|(_, value)| !value.is_null());
            Value::Object(given.chain([("kind".to_string(), json!(entry.id))]).collect())
        })
    })
}

/// A value that `kind` takes; none where it is derived.
fn any_value(kind: &'static HyperparameterKind) -> BoxedStrategy<Value> {
    match kind {
        HyperparameterKind::Real { default, range, .. } => {
            prop_oneof![Just(json!(default)), any_real(range).prop_map(|value| json!(value))].boxed()
        }
        HyperparameterKind::DerivedReal { range, .. } => {
            prop_oneof![Just(Value::Null), any_real(range).prop_map(|value| json!(value))].boxed()
        }
        HyperparameterKind::Integer { default, min, max, .. } => {
            prop_oneof![Just(json!(default)), (*min..=*max).prop_map(|value| json!(value))].boxed()
        }
        HyperparameterKind::Boolean { .. } => any::<bool>().prop_map(|value| json!(value)).boxed(),
        HyperparameterKind::Reals { range, .. } => {
            proptest::collection::vec(any_real(range), 0..4).prop_map(|values| json!(values)).boxed()
        }
        HyperparameterKind::Name { names, .. } => proptest::sample::select(*names).prop_map(|name| json!(name)).boxed(),
        HyperparameterKind::Texts { .. } => {
            prop_oneof![Just(Value::Null), proptest::collection::vec(".{0,4}", 1..3).prop_map(|texts| json!(texts))]
                .boxed()
        }
    }
}

fn any_real(range: &'static Interval) -> impl Strategy<Value = f64> {
    (range.min..=range.max).prop_filter("a value at an excluded bound", |value| range.contains(*value))
}
