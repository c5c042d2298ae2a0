//! Gradient Lab's engine for JavaScript: bindings only.

mod object;

use gradient_lab::error::Input;
use gradient_lab::{Error, checkpoint, data, document, session};
use std::cell::RefCell;

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use wasm_bindgen::throw_val;
use web_sys::Performance;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { DiagnosisRecord, RunInfo, Evaluation, Experiment as ExperimentDocument, Snapshot, SnapshotRequest, TraceRecord } from "./types.ts";"#;

#[wasm_bindgen]
extern "C" {
    /// The diagnosis that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "DiagnosisRecord")]
    pub type Diagnosis;
    /// The run info that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "RunInfo")]
    pub type RunInfo;
    /// The document that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "ExperimentDocument")]
    pub type ExperimentDocument;
    /// A document, or its JSON text.
    #[wasm_bindgen(typescript_type = "ExperimentDocument | string")]
    pub type ExperimentInput;
    /// The evaluation that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "Evaluation")]
    pub type Evaluation;
    /// The snapshot that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "Snapshot")]
    pub type Snapshot;
    /// The request for a snapshot that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "SnapshotRequest")]
    pub type SnapshotRequest;
    /// The trace that `types.ts` declares the records of.
    #[wasm_bindgen(typescript_type = "TraceRecord[]")]
    pub type Trace;
}

/// `value` as JavaScript has it; what is not there is `null`, as in JSON.
fn to_js<T: JsCast>(value: &impl Serialize) -> T {
    const SERIALIZER: Serializer = Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);
    // Never thrown: keys are texts, and whole numbers below 2⁵³.
    value.serialize(&SERIALIZER).unwrap_or_else(|error| throw_val(error.into())).unchecked_into()
}

/// The document of `experiment`, with only what differs from the defaults.
fn document_of(experiment: &document::Experiment) -> ExperimentDocument {
    // Through its JSON text: a second serializer for documents would make the engine larger.
    js_sys::JSON::parse(&experiment.to_json()).unwrap_or_else(|error| throw_val(error)).unchecked_into()
}

/// The JavaScript error for a refusal: beside its message it has what is at fault (`input`) and the place in it (`path`).
#[expect(clippy::needless_pass_by_value, reason = "so that `map_err` takes it")]
fn js_error(refusal: gradient_lab::Error) -> js_sys::Error {
    let error = js_sys::Error::new(&refusal.to_string());
    for (name, value) in [("input", to_js(&refusal.input)), ("path", JsValue::from(&refusal.path))] {
        // An error takes properties.
        let _ = js_sys::Reflect::set(&error, &name.into(), &value);
    }
    error
}

thread_local! {
    /// The text of the panic that has ended the engine.
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has a panic, which can only be a mistake of ours, say where it was: in the console, and to [`panic_message`].
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| {
        PANIC.set(Some(info.to_string()));
        console_error_panic_hook::hook(info);
    }));
}

/// What the panic that has ended the engine said, and where it was; `undefined` where there was none.
#[wasm_bindgen(js_name = panicMessage)]
pub fn panic_message() -> Option<String> {
    PANIC.take()
}

/// An experiment, checked.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Experiment(document::Experiment);

#[wasm_bindgen]
impl Experiment {
    /// The experiment that `input` describes: JSON text, or an object.
    ///
    /// # Errors
    /// What is wrong with the document.
    pub fn parse(input: ExperimentInput) -> Result<Experiment, js_sys::Error> {
        let parsed = match input.as_string() {
            Some(text) => document::Experiment::parse(&text),
            None => document::Experiment::from_deserializer(object::Value(input.into())),
        };
        parsed.map(Self).map_err(js_error)
    }

    /// The experiment of `document`, the text that a model file holds.
    ///
    /// # Errors
    /// When there is none, or it is not valid.
    #[wasm_bindgen(js_name = ofModel)]
    pub fn of_model(document: Option<String>) -> Result<Experiment, js_sys::Error> {
        checkpoint::experiment_in(document.as_deref()).map(Self).map_err(js_error)
    }

    /// The document with only what differs from the defaults.
    #[wasm_bindgen(js_name = toObject)]
    pub fn to_object(&self) -> ExperimentDocument {
        document_of(&self.0)
    }

    /// The seed, for the reader of tables.
    pub fn seed(&self) -> f64 {
        self.0.seed as f64
    }

    /// The names of the image files that the experiment needs.
    #[wasm_bindgen(js_name = requiredAssets)]
    pub fn required_assets(&self) -> Vec<String> {
        data::required_assets(&self.0.data)
    }
}

/// What an experiment learns from beside its document.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Resources(data::Resources);

#[wasm_bindgen]
impl Resources {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Resources {
        Self::default()
    }

    /// The user's table, as the reader of tables gives it: `inputs` are `[rows, features]`; of a classification the
    /// `targets` are indices of `classes`, of which a regression has none.
    #[wasm_bindgen(js_name = setTable)]
    pub fn set_table(
        &mut self,
        rows: usize,
        inputs: Vec<f32>,
        targets: Vec<f32>,
        classes: Vec<String>,
        layout: String,
    ) {
        let targets = if classes.is_empty() {
            data::Targets::Values(targets)
        } else {
            data::Targets::Classes(targets.into_iter().map(|class| class as u32).collect())
        };
        self.0.table = Some(data::Table { features: inputs.len() / rows, inputs, targets, classes, layout });
    }

    /// An image file, inflated.
    #[wasm_bindgen(js_name = addAsset)]
    pub fn add_asset(&mut self, name: String, bytes: Vec<u8>) {
        self.0.assets.push((name, bytes));
    }
}

/// The tensors of a model file, as the reader of files gives them.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Weights(checkpoint::Weights);

#[wasm_bindgen]
impl Weights {
    /// No tensor yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Weights {
        Self::default()
    }

    /// A tensor, row by row.
    pub fn add(&mut self, name: String, shape: Vec<usize>, values: Vec<f32>) {
        self.0.0.push(checkpoint::Tensor { name, shape, values });
    }
}

/// A run of an experiment.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session(session::Session);

#[wasm_bindgen]
impl Session {
    /// Opens a run of `experiment`, from `weights` where there are some; it takes them over.
    ///
    /// # Errors
    /// What is wrong with a file, or with the document for its data.
    #[wasm_bindgen(constructor)]
    pub fn new(
        experiment: Experiment,
        resources: Resources,
        weights: Option<Weights>,
    ) -> Result<Session, js_sys::Error> {
        let mut session =
            session::Session::begin(experiment.0, resources.0, weights.map(|weights| weights.0)).map_err(js_error)?;
        session.set_tracing(true);
        Ok(Self(session))
    }

    /// The document, with only what differs from the defaults.
    pub fn experiment(&self) -> ExperimentDocument {
        document_of(self.0.experiment())
    }

    /// Sets values, by their paths in the document, from the next step on; the document then says so.
    ///
    /// # Errors
    /// When the run has ended, or something cannot change in its middle, or not to that.
    pub fn change(&mut self, set: JsValue) -> Result<(), js_sys::Error> {
        let set = document::Changed::from_deserializer(object::Value(set));
        set.and_then(|set| self.0.change(set)).map_err(js_error)
    }

    /// Does up to `count` optimizer steps; gives how many were done.
    pub fn step(&mut self, count: u32) -> u32 {
        self.0.step(u64::from(count)) as u32
    }

    /// Does at least one and up to `most` optimizer steps, as many as fit into `milliseconds`; gives how many were done.
    #[wasm_bindgen(js_name = trainFor)]
    pub fn train_for(&mut self, milliseconds: f64, most: u32) -> u32 {
        // Windows, workers and Node have their clock by this name.
        let clock = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).map(Performance::unchecked_from_js);
        let now = || clock.as_ref().map_or(f64::INFINITY, Performance::now);
        self.0.train_for(milliseconds, u64::from(most), now) as u32
    }

    /// The trace's records since the last call.
    pub fn trace(&mut self) -> Trace {
        to_js(&self.0.take_trace())
    }

    /// Whether the gradients vanish, explode or arrive, and how the run learns.
    pub fn diagnosis(&self) -> Diagnosis {
        to_js(&self.0.diagnosis())
    }

    /// Whether steps leave records for `trace`, as they do from the start.
    #[wasm_bindgen(js_name = setTracing)]
    pub fn set_tracing(&mut self, on: bool) {
        self.0.set_tracing(on);
    }

    /// Whether the last step of a call is measured for a snapshot, as it is from the start.
    #[wasm_bindgen(js_name = setMeasuring)]
    pub fn set_measuring(&mut self, on: bool) {
        self.0.set_measuring(on);
    }

    /// The mean loss of the latest step's batch, penalties included; of the first batch's before the first step.
    pub fn loss(&self) -> f64 {
        self.0.loss()
    }

    /// Loss and accuracy on both splits, in inference mode.
    pub fn evaluate(&mut self) -> Evaluation {
        to_js(&self.0.evaluate())
    }

    /// The outputs for `inputs`, rows of features.
    ///
    /// # Errors
    /// When `inputs` is not a whole number of rows.
    pub fn predict(&mut self, inputs: &[f32]) -> Result<Vec<f32>, js_sys::Error> {
        self.0.predict(inputs).map_err(js_error)
    }

    /// The weights and the document as a safetensors file.
    ///
    /// # Errors
    /// When a weight is not finite.
    #[wasm_bindgen(js_name = exportWeights)]
    pub fn export_weights(&self) -> Result<Vec<u8>, js_sys::Error> {
        self.0.export_weights().map_err(js_error)
    }

    /// What stays the same for the whole run.
    pub fn describe(&self) -> RunInfo {
        to_js(&self.0.describe())
    }

    /// The run's figures now.
    ///
    /// # Errors
    /// When the request is none.
    pub fn snapshot(&mut self, request: SnapshotRequest) -> Result<Snapshot, js_sys::Error> {
        let request = gradient_lab::snapshot::SnapshotRequest::deserialize(object::Value(request.into()));
        let request =
            request.map_err(|error| js_error(Error::at("snapshot", error.to_string()).with_input(Input::Request)))?;
        Ok(to_js(&self.0.snapshot(&request)))
    }
}
