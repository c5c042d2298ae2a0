//! The tables of figures, and how nearly ours must agree with them.

use std::fmt::Debug;
use std::path::PathBuf;

use gradient_lab_nn::Float;
use gradient_lab_nn::catalogue::{Catalogue, Hyperparameter, HyperparameterKind, Value};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

/// A row: an entry with parameters, and the figures that belong to it.
pub struct Row<C, T> {
    /// The row's place and its entry with what it sets, for messages.
    pub name: String,
    /// The entry's id.
    pub id: &'static str,
    /// The entry with the row's parameters.
    pub item: C,
    /// The figures.
    pub figures: T,
}

/// The lines of a table, each with its place.
pub fn lines(table: &str) -> Vec<(String, Map<String, Json>)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/reference/values").join(table);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let parsed = text.lines().enumerate().map(|(at, line)| {
        let place = format!("{table}:{}", at + 1);
        let row = serde_json::from_str(line).unwrap_or_else(|error| panic!("{place}: {error}"));
        (place, row)
    });
    parsed.collect()
}

/// The rows of a catalogue's table.
///
/// Panics when a row names no entry or parameter, an entry has no row, or a parameter is its default in all of them.
pub fn rows<C: Catalogue, T: DeserializeOwned>(table: &str) -> Vec<Row<C, T>> {
    let mut rows: Vec<Row<C, T>> = Vec::new();
    for (place, mut line) in lines(table) {
        let id = line.remove("entry").unwrap_or_else(|| panic!("{place}: no entry"));
        let entry =
            C::ENTRIES.iter().find(|entry| id == entry.id).unwrap_or_else(|| panic!("{place}: no entry is {id}"));
        let parameters = line.remove("parameters").unwrap_or_else(|| panic!("{place}: no parameters"));
        let parameters = parameters.as_object().unwrap_or_else(|| panic!("{place}: the parameters are no object"));
        let name = format!("{place} ({} {})", entry.id, Json::Object(parameters.clone()));
        let mut values: Vec<_> = entry.parameters.iter().map(|parameter| parameter.kind.default_value()).collect();
        for (id, given) in parameters {
            let at = entry.parameters.iter().position(|parameter| parameter.id == id);
            let at = at.unwrap_or_else(|| panic!("{name}: there is no parameter {id}"));
            let value = value(&entry.parameters[at], given);
            values[at] = value.unwrap_or_else(|| panic!("{name}: {id} cannot be {given}"));
        }
        let item = C::from_values(entry.id, values);
        // Where a row is from, if not from the generator.
        line.remove("source");
        let figures = serde_json::from_value(Json::Object(line)).unwrap_or_else(|error| panic!("{name}: {error}"));
        rows.push(Row { name, id: entry.id, item, figures });
    }
    for entry in C::ENTRIES {
        let of_entry: Vec<&C> = rows.iter().filter(|row| row.id == entry.id).map(|row| &row.item).collect();
        assert!(!of_entry.is_empty(), "{} has no row in tests/reference/values/{table}", entry.id);
        for (at, parameter) in entry.parameters.iter().enumerate() {
            let default = parameter.kind.default_value();
            assert!(
                of_entry.iter().any(|item| item.values()[at] != default),
                "{}: no row in tests/reference/values/{table} sets {} to something else than its default",
                entry.id,
                parameter.id
            );
        }
    }
    rows
}

/// A parameter's value as a row gives it.
fn value(parameter: &Hyperparameter, given: &Json) -> Option<Value> {
    Some(match parameter.kind {
        HyperparameterKind::Real { .. } | HyperparameterKind::DerivedReal { .. } => Value::Real(given.as_f64()?),
        HyperparameterKind::Integer { .. } => Value::Integer(given.as_u64()?),
        HyperparameterKind::Boolean { .. } => Value::Boolean(given.as_bool()?),
        HyperparameterKind::Reals { .. } => {
            Value::Reals(given.as_array()?.iter().map(Json::as_f64).collect::<Option<_>>()?)
        }
        HyperparameterKind::Name { names, .. } => Value::Name(names.iter().find(|&&name| given == name)?),
        HyperparameterKind::Texts { .. } => return None,
    })
}

/// Asserts that figures in precision `F` are Keras's, which are in double precision:
///
///     |ours − Keras| ≤ share · |Keras| + 8ε · (the largest of Keras's figures, or 1)
///
/// In double precision the share is 10⁻¹²: rounding in six steps, in a row's sum and in the elementary functions comes to
/// less than 10⁻¹³, and a wrong rule, default or constant to more than 10⁻⁸. In single precision it is 2·10⁻⁶, about
/// sixteen roundings. The second term is for figures that are a difference of larger ones, as a·(1 − a) is.
pub fn assert_close<F: Float>(name: &str, figure: &str, ours: &[F], keras: &[f64]) {
    let (precision, share, epsilon) = match size_of::<F>() {
        4 => ("f32", 2e-6, f64::from(f32::EPSILON)),
        _ => ("f64", 1e-12, f64::EPSILON),
    };
    assert_eq!(ours.len(), keras.len(), "{name}: {figure} are not as many as Keras's");
    let largest = keras.iter().fold(1.0, |largest: f64, x| largest.max(x.abs()));
    for (at, (ours, keras)) in ours.iter().zip(keras).enumerate() {
        let error = (ours.to_f64() - keras).abs();
        assert!(
            error <= share * keras.abs() + 8.0 * epsilon * largest,
            "{name}, in {precision}: {figure}, number {at}, is {ours:?}, expected {keras}"
        );
    }
}

/// Numbers in precision `F`.
pub fn cast<F: Float>(values: &[f64]) -> Vec<F> {
    values.iter().map(|&value| F::from_f64(value)).collect()
}

/// A matrix's rows, one after the other.
pub fn flat<T: Clone + Debug>(rows: &[Vec<T>]) -> Vec<T> {
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "rows of different lengths: {rows:?}");
    rows.concat()
}
