//! Gradient Lab's reader of tables and model files for JavaScript: bindings only. It is a module of its own, which is loaded when
//! the first file is read, so that the engine is soon there for all others.

use gradient_lab::checkpoint;
use gradient_lab::data::table::{self, Layout};
use gradient_lab::data::{self, DataSpec};
use gradient_lab::error::Error;
use wasm_bindgen::prelude::*;

/// Has a panic, which can only be a mistake of ours, say in the console where it was.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The JavaScript error for a refusal: beside its message it has what is at fault (`input`) and the place in it (`path`).
#[expect(clippy::needless_pass_by_value, reason = "so that `map_err` takes it")]
fn js_error(refusal: Error) -> js_sys::Error {
    let error = js_sys::Error::new(&refusal.to_string());
    let input = serde_json::to_string(&refusal.input).ok().and_then(|json| js_sys::JSON::parse(&json).ok());
    for (name, value) in [("input", input.unwrap_or_default()), ("path", JsValue::from(&refusal.path))] {
        // An error takes properties.
        let _ = js_sys::Reflect::set(&error, &name.into(), &value);
    }
    error
}

/// What `file` holds, and what a run with `data`, the `data` of a document as JSON, and its seed would make of it: the JSON of
/// a `TableDescription`.
///
/// # Errors
/// When it is no table at all.
#[wasm_bindgen]
pub fn describe(data: &str, seed: f64, file: &[u8]) -> Result<String, js_sys::Error> {
    let described = DataSpec::parse(data).and_then(|data| table::describe(file, &data, seed as u64));
    described.map(|description| serde_json::to_string(&description).unwrap_or_default()).map_err(js_error)
}

/// A table that has been read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Table(data::Table, String);

#[wasm_bindgen]
impl Table {
    /// The table in `file`, as `data`, the `data` of a document as JSON, and its seed want it; with the `layout` of a model its
    /// columns are read as that model read them.
    ///
    /// # Errors
    /// What is wrong with the file, or with the document for it.
    pub fn read(data: &str, seed: f64, file: &[u8], layout: Option<String>) -> Result<Table, js_sys::Error> {
        let read = || {
            let layout = layout.map(|json| Layout::parse(&json)).transpose()?;
            table::read(file, &DataSpec::parse(data)?, seed as u64, layout.as_ref())
        };
        let (table, report) = read().map_err(js_error)?;
        Ok(Self(table, serde_json::to_string(&report).unwrap_or_default()))
    }

    /// Rows.
    pub fn rows(&self) -> usize {
        self.0.inputs.len() / self.0.features
    }

    /// `[rows, features]`
    pub fn inputs(&self) -> Vec<f32> {
        self.0.inputs.clone()
    }

    /// `[rows, outputs]`; of a classification the indices of the classes.
    pub fn targets(&self) -> Vec<f32> {
        match &self.0.targets {
            data::Targets::Values(values) => values.clone(),
            data::Targets::Classes(classes) => classes.iter().map(|&class| class as f32).collect(),
        }
    }

    /// The names of the classes; none for regression.
    pub fn classes(&self) -> Vec<String> {
        self.0.classes.clone()
    }

    /// What a model file remembers of the columns, as JSON.
    pub fn layout(&self) -> String {
        self.0.layout.clone()
    }

    /// What was read, as the JSON of a `TableReport`.
    pub fn report(&self) -> String {
        self.1.clone()
    }
}

/// A model file that has been read.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Model(checkpoint::Model);

#[wasm_bindgen]
impl Model {
    /// The model in `file`.
    ///
    /// # Errors
    /// When it is no whole safetensors file of finite 32-bit numbers.
    pub fn read(file: &[u8]) -> Result<Model, js_sys::Error> {
        checkpoint::Model::read(file).map(Self).map_err(js_error)
    }

    /// The document that it was made by.
    pub fn document(&self) -> Option<String> {
        self.0.document.clone()
    }

    /// What it remembers of the table that it was trained on, as JSON.
    pub fn layout(&self) -> Option<String> {
        self.0.layout.clone()
    }

    /// How many tensors it holds.
    pub fn tensors(&self) -> usize {
        self.0.weights.0.len()
    }

    /// The name of the tensor `at`.
    pub fn name(&self, at: usize) -> String {
        self.0.weights.0[at].name.clone()
    }

    /// Its shape.
    pub fn shape(&self, at: usize) -> Vec<usize> {
        self.0.weights.0[at].shape.clone()
    }

    /// Its values, row by row.
    pub fn values(&self, at: usize) -> Vec<f32> {
        self.0.weights.0[at].values.clone()
    }
}
