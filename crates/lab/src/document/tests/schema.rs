//! The JSON Schema refuses what the reader refuses, and nothing else.

use super::any::any_object;
use super::committed::documents;
use super::read;
use crate::document::{Experiment, json_schema};
use crate::schema::read::Node;
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use std::sync::LazyLock;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&json_schema::text()).unwrap());
static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).unwrap());

/// Asserts that the schema allows `text` just if every field of it can be read by itself.
pub(super) fn agrees_on(text: &str) {
    // What has a key twice, or is no JSON, no schema can judge.
    if Node::parse(text).is_err() {
        return;
    }
    let document = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let read = read(text);
    assert_eq!(VALIDATOR.is_valid(&document), read.is_ok(), "{text}\n{read:?}");
}

#[test]
fn it_is_a_schema_of_draft_2020_12() {
    assert!(jsonschema::draft202012::meta::is_valid(&SCHEMA));
}

#[test]
fn every_committed_document_is_valid() {
    for (path, text) in documents() {
        let document: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> = VALIDATOR.iter_errors(&document).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{}", path.display());
    }
}

#[test]
fn it_tells_people_what_fields_and_entries_are_with_ranges_and_defaults() {
    let definition = |id: &str| SCHEMA["$defs"][id].clone();
    assert_eq!(definition("document")["required"], json!(["version"]));
    let seed = json!({
        "title": "Seed", "description": "Every random choice derives from it.",
        "type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991_u64, "default": 42,
    });
    assert_eq!(definition("document")["properties"]["seed"], seed);
    let batch_size = &definition("training")["properties"]["batch_size"];
    assert_eq!((&batch_size["default"], &batch_size["anyOf"][1]["type"]), (&json!(32), &json!("null")));
    assert_eq!(definition("hidden")["properties"]["max_norm"]["default"], Value::Null);
    let alternatives = definition("activation")["anyOf"].clone();
    assert!(alternatives[0]["enum"].as_array().unwrap().contains(&json!("relu")));
    let [_, entries @ ..] = &alternatives.as_array().unwrap()[..] else { panic!("names, then objects") };
    let leaky = entries.iter().find(|entry| entry["properties"]["kind"]["const"] == "leaky_relu").unwrap();
    assert_eq!(leaky["title"], "Leaky ReLU");
    assert!(leaky["description"].as_str().unwrap().len() > 20);
    assert_eq!(leaky["properties"]["negative_slope"]["default"], json!(0.1));
}

proptest! {
    #[test]
    fn it_allows_whatever_the_declarations_allow(document in any_object(Experiment::OBJECT)) {
        prop_assert!(read(&document.to_string()).is_ok());
        prop_assert!(VALIDATOR.is_valid(&document), "{}", document);
    }

    #[test]
    fn it_refuses_a_value_that_the_reader_refuses_and_no_other(
        mut document in any_object(Experiment::OBJECT), at in any::<Index>(), value in odd_value()
    ) {
        let mut places = Vec::new();
        collect_places(&document, String::new(), &mut places);
        let place = document.pointer_mut(at.get::<String>(&places)).unwrap();
        match (place, value) {
            (Value::Object(fields), (Some(key), value)) => drop(fields.insert(key, value)),
            (place, (_, value)) => *place = value,
        }
        agrees_on(&document.to_string());
    }
}

/// The JSON pointers of a document's values.
fn collect_places(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| collect_places(value, format!("{at}/{key}"), places));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, value)| collect_places(value, format!("{at}/{index}"), places));
        }
        _ => (),
    }
    places.push(at);
}

/// A value for any place, and perhaps a key for it where that is an object.
fn odd_value() -> impl Strategy<Value = (Option<String>, Value)> {
    let keys = ["kind", "units", "unit", "rate", "version", "samples", "dropout", "learning_rate"].map(String::from);
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(1),
        json!(1.0),
        json!(2),
        json!(1e6),
        json!(1e30),
        json!(9_007_199_254_740_991_u64),
        json!(9_007_199_254_740_992_u64),
        json!(""),
        json!("relu"),
        json!("alpha"),
        json!("zeros"),
        json!("lsuv"),
        json!("moons"),
        json!("csv"),
        json!("x".repeat(201)),
        json!("é".repeat(200)),
        json!([]),
        json!([1, 2]),
        json!(["flip"]),
        json!({}),
        json!({"kind": "sgd"}),
        json!({"kind": "relu", "alpha": 1}),
        json!([{}, {}]),
    ];
    (proptest::option::of(proptest::sample::select(keys.to_vec())), proptest::sample::select(values.to_vec()))
}
