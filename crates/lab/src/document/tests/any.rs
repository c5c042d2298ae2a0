//! Documents of all that the tables allow.

use crate::document::fields::{self, Field, FieldKind, Object};
use crate::document::values::{Held, Values};
use crate::document::{Experiment, read};
use crate::json::{Node, Path};
use gradient_lab_nn::catalogue::{Choice, Entry, ParameterKind, Range, Value};
use proptest::prelude::*;

proptest! {
    #[test]
    fn an_experiment_survives_being_written_and_read(values in any_object(&fields::DOCUMENT)) {
        let experiment = Experiment::from(&values);
        let text = experiment.to_json();
        let read = read::object(&Path::Root, &Node::parse(&text).unwrap(), &fields::DOCUMENT);
        prop_assert_eq!(read.map(|values| Experiment::from(&values)), Ok(experiment), "{}", text);
    }

    #[test]
    fn any_text_is_read_or_refused_in_one_line(values in any_object(&fields::DOCUMENT), at in 0.0..1.0, put in "\\PC?") {
        let mut text: Vec<char> = Experiment::from(&values).to_json().chars().collect();
        let at = (text.len() as f64 * at) as usize;
        text.splice(at..=at, put.chars());
        if let Err(error) = Experiment::parse(&text.into_iter().collect::<String>()) {
            prop_assert!(!error.to_string().contains(char::is_control), "{}", error);
        }
    }
}

/// Any values that `object` takes.
fn any_object(object: &'static Object) -> BoxedStrategy<Values> {
    let choice = match object.choice {
        Some((catalogue, _)) => any_choice(catalogue.entries().collect()).prop_map(Some).boxed(),
        None => Just(None).boxed(),
    };
    let held: Vec<_> = object.fields.iter().map(any_held).collect();
    (choice, held).prop_map(move |(choice, held)| Values { object, choice, held }).boxed()
}

fn any_held(field: &'static Field) -> BoxedStrategy<Held> {
    match &field.kind {
        FieldKind::Version(_) | FieldKind::Choices(_) => Just(Held::default(field)).boxed(),
        FieldKind::Text(_) => {
            prop_oneof![Just(Held::Nothing), any::<char>().prop_map(|c| Held::Text(c.into()))].boxed()
        }
        FieldKind::Value(kind) => any_value(kind).prop_map(Held::Value).boxed(),
        FieldKind::Nullable { value, .. } => {
            prop_oneof![Just(Held::Nothing), any_value(value).prop_map(Held::Value)].boxed()
        }
        FieldKind::Choice { catalogue, .. } => any_choice(catalogue.entries().collect()).prop_map(Held::Choice).boxed(),
        FieldKind::ValueOrChoice { value, catalogue } => prop_oneof![
            any_value(value).prop_map(Held::Value),
            any_choice(catalogue.entries().collect()).prop_map(Held::Choice)
        ]
        .boxed(),
        FieldKind::Object(object) => any_object(object).prop_map(Held::Object).boxed(),
        FieldKind::Objects { object, .. } => {
            proptest::collection::vec(any_object(object), 0..4).prop_map(Held::Objects).boxed()
        }
    }
}

fn any_choice(entries: Vec<&'static Entry>) -> impl Strategy<Value = Choice> {
    proptest::sample::select(entries).prop_flat_map(|entry| {
        let values: Vec<_> = entry.parameters.iter().map(|parameter| any_value(&parameter.kind)).collect();
        values.prop_map(move |values| Choice { entry, values })
    })
}

fn any_value(kind: &'static ParameterKind) -> BoxedStrategy<Value> {
    let value = match kind {
        ParameterKind::Real { range, .. } => any_real(range).prop_map(Value::Real).boxed(),
        ParameterKind::DerivedReal { range, .. } => {
            prop_oneof![Just(Value::Derived), any_real(range).prop_map(Value::Real)].boxed()
        }
        ParameterKind::Integer { min, max, .. } => (*min..=*max).prop_map(Value::Integer).boxed(),
        ParameterKind::Boolean { .. } => any::<bool>().prop_map(Value::Boolean).boxed(),
        ParameterKind::Reals { range, .. } => {
            proptest::collection::vec(any_real(range), 0..4).prop_map(Value::Reals).boxed()
        }
        ParameterKind::Name { names, .. } => proptest::sample::select(*names).prop_map(Value::Name).boxed(),
    };
    prop_oneof![Just(kind.default_value()), value].boxed()
}

fn any_real(range: &'static Range) -> impl Strategy<Value = f64> {
    let within = |bound: f64| bound.clamp(f64::MIN / 4.0, f64::MAX / 4.0);
    (within(range.min)..=within(range.max)).prop_filter("a value at an excluded bound", |value| range.contains(*value))
}
