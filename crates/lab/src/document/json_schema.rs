//! The document's JSON Schema, for editors and other people's programs. It refuses what [`Experiment::parse`] refuses, but
//! for rules between fields, keys that stand twice and the sizes of the whole text.
//!
//! See <https://json-schema.org/draft/2020-12>.

use serde_json::{Map, Value, json};

use super::{
    BLOCK_FIELDS, Experiment, FIXED_PARAMETER, HiddenBlock, OBJECTS, OutputBlock, TRAINING_FIELDS, Training, catalogues,
};
use crate::figure::MAX_SAFE_INTEGER;
use crate::schema::read::{KIND, MAX_LIST_ITEMS};
use crate::schema::{Field, FieldKind, Listing, Object};
use gradient_lab_nn::catalogue::{Entry, Hyperparameter, HyperparameterKind, Interval};

/// The schema as indented JSON.
pub fn text() -> String {
    format!("{:#}", schema())
}

fn schema() -> Value {
    let objects = OBJECTS.iter().map(|object| (object.id, of_object(object)));
    // The catalogue that an object picks from stands in that object.
    let picked =
        |list: &Listing| OBJECTS.iter().any(|object| object.picks.is_some_and(|picks| picks.catalogue.id == list.id));
    let lists = catalogues::ALL.iter().filter(|list| !picked(list)).map(|list| (list.id, of_catalogue(list)));
    let definitions: Map<_, _> = objects.chain(lists).map(|(id, schema)| (id.to_string(), schema)).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Gradient Lab experiment",
        "$ref": reference(Experiment::OBJECT.id),
        "$defs": definitions,
    })
}

fn reference(id: &str) -> String {
    format!("#/$defs/{id}")
}

fn of_object(object: &Object) -> Value {
    let fields = || object.fields.iter().map(|field| (field.id, of_field(field)));
    let Some(picks) = object.picks else {
        let required = object.fields.iter().filter(|field| matches!(field.kind, FieldKind::Version { .. }));
        return closed(fields(), required.map(|field| field.id).collect());
    };
    let entry = |entry: &'static Entry| {
        let required = if entry.id == picks.default { vec![] } else { vec![KIND] };
        let schema = closed(of_entry(entry).chain(fields()), required);
        described(schema, entry.label, entry.prose.summary)
    };
    names_or(picks.catalogue, entry)
}

/// A catalogue's entries, each by its name alone, which stands for its defaults, or as an object with its hyperparameters.
fn of_catalogue(catalogue: &Listing) -> Value {
    names_or(catalogue, |entry| described(closed(of_entry(entry), vec![KIND]), entry.label, entry.prose.summary))
}

fn names_or(catalogue: &Listing, object: impl Fn(&'static Entry) -> Value) -> Value {
    if catalogue.entries().next().is_none() {
        return Value::Bool(false);
    }
    let names = json!({"enum": catalogue.ids()});
    let alternatives: Vec<_> = std::iter::once(names).chain(catalogue.entries().map(object)).collect();
    json!({"anyOf": alternatives})
}

/// The properties of an object that names `entry`.
fn of_entry(entry: &'static Entry) -> impl Iterator<Item = (&'static str, Value)> {
    let parameter =
        |Hyperparameter { id, label, kind, .. }: &'static Hyperparameter| (*id, described(of_value(kind), label, ""));
    std::iter::once((KIND, json!({"const": entry.id}))).chain(entry.parameters.iter().map(parameter))
}

/// An object that has no other properties than these.
fn closed(properties: impl Iterator<Item = (&'static str, Value)>, required: Vec<&str>) -> Value {
    let properties: Map<_, _> = properties.map(|(name, schema)| (name.to_string(), schema)).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

/// `schema` with a title and, where there is one, a description, before one that it has already.
fn described(mut schema: Value, title: &str, description: &str) -> Value {
    schema["title"] = title.into();
    let own = schema["description"].as_str().unwrap_or_default();
    match format!("{description} {own}").trim() {
        "" => (),
        whole => schema["description"] = whole.into(),
    }
    schema
}

fn of_field(field: &Field) -> Value {
    let schema = match &field.kind {
        FieldKind::Version { version } => json!({"const": version}),
        FieldKind::Value { value } => of_value(value),
        FieldKind::Nullable { value, null_means, switched_on } => {
            let mut value = of_value(value);
            let own = value.as_object_mut().and_then(|schema| schema.remove("default"));
            let default = own.filter(|_| switched_on.is_none());
            let nothing = json!({"type": "null", "description": format!("null: {null_means}.")});
            json!({"anyOf": [value, nothing], "default": default})
        }
        FieldKind::Text { longest } => json!({"type": "string", "maxLength": longest}),
        FieldKind::Choice { catalogue, default } => json!({"$ref": reference(catalogue.id), "default": default}),
        FieldKind::ValueOrChoice { value, catalogue } => {
            json!({"anyOf": [of_value(value), {"$ref": reference(catalogue.id)}]})
        }
        FieldKind::Choices { catalogue } => {
            json!({"type": "array", "items": {"$ref": reference(catalogue.id)}, "default": []})
        }
        FieldKind::Object { object } => json!({"$ref": reference(object.id), "default": {}}),
        FieldKind::Objects { object, most } => {
            json!({"type": "array", "items": {"$ref": reference(object.id)}, "maxItems": most, "default": [{}]})
        }
        FieldKind::Changes { most } => {
            let after = json!({"type": "integer", "minimum": 1, "maximum": MAX_SAFE_INTEGER});
            let set = json!({"type": "object", "patternProperties": changeable(), "additionalProperties": false});
            let change = closed([("after", after), ("set", set)].into_iter(), vec!["after", "set"]);
            json!({"type": "array", "items": change, "maxItems": most, "default": []})
        }
    };
    described(schema, field.label, field.summary)
}

/// What can change in the middle of a run, by patterns of its path.
fn changeable() -> Map<String, Value> {
    let fields = |object: &'static Object, path: &'static str, ids: &'static [&str]| {
        let changeable = object.fields.iter().filter(|field| ids.contains(&field.id));
        changeable.map(move |field| (format!("^{path}\\.{}$", field.id), of_field(field)))
    };
    let mut patterns: Map<_, _> = fields(HiddenBlock::OBJECT, r"network\.hidden\[[0-9]+\]", &BLOCK_FIELDS)
        .chain(fields(OutputBlock::OBJECT, r"network\.output", &BLOCK_FIELDS))
        .chain(fields(Training::OBJECT, "training", &TRAINING_FIELDS))
        .collect();
    let parameters = catalogues::OPTIMIZER.entries().flat_map(|entry| entry.parameters);
    for Hyperparameter { id, kind, .. } in parameters.filter(|parameter| parameter.id != FIXED_PARAMETER) {
        let schemas = patterns.entry(format!("^training\\.optimizer\\.{id}$")).or_insert_with(|| json!({"anyOf": []}));
        if let Some(schemas) = schemas["anyOf"].as_array_mut() {
            schemas.push(of_value(kind));
        }
    }
    patterns
}

fn of_value(kind: &HyperparameterKind) -> Value {
    match kind {
        HyperparameterKind::Real { default, range, .. } => with_default(of_real(range), json!(default)),
        HyperparameterKind::DerivedReal { default, range, .. } => {
            let mut schema = of_real(range);
            schema["description"] = format!("By default {default}.").into();
            schema
        }
        HyperparameterKind::Integer { default, min, max, .. } => {
            json!({"type": "integer", "minimum": min, "maximum": max, "default": default})
        }
        HyperparameterKind::Boolean { default } => json!({"type": "boolean", "default": default}),
        HyperparameterKind::Reals { default, range } => {
            json!({"type": "array", "items": of_real(range), "maxItems": MAX_LIST_ITEMS, "default": default})
        }
        HyperparameterKind::Name { default, names } => json!({"enum": names, "default": default}),
        HyperparameterKind::Texts { default, or_one } => {
            let text = json!({"type": "string"});
            let list = json!({"type": "array", "items": text, "minItems": 1, "maxItems": MAX_LIST_ITEMS});
            let description = format!("By default {default}.");
            let or_null = if *or_one { json!([text, list, {"type": "null"}]) } else { json!([list, {"type": "null"}]) };
            json!({"anyOf": or_null, "description": description})
        }
    }
}

fn with_default(mut schema: Value, default: Value) -> Value {
    schema["default"] = default;
    schema
}

fn of_real(range: &Interval) -> Value {
    let least = if range.min_excluded { "exclusiveMinimum" } else { "minimum" };
    let most = if range.max_excluded { "exclusiveMaximum" } else { "maximum" };
    json!({"type": "number", least: range.min, most: range.max})
}
