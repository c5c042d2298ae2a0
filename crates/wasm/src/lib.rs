//! Gradient Lab's engine for JavaScript: bindings only.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(not(feature = "std"))]
mod bare;
mod javascript;
mod objects;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use gradient_lab::data::{self, required_assets as assets_of};
use gradient_lab::document::Experiment;
use gradient_lab::snapshot::SnapshotRequest;
use gradient_lab::trace::{LayerRecord, Record, StepRecord};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"import type { Description, Evaluation, Snapshot } from "./types.ts";"#;

#[wasm_bindgen]
extern "C" {
    /// The description that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "Description")]
    pub type Description;
    /// The evaluation that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "Evaluation")]
    pub type Evaluation;
    /// The snapshot that `types.ts` declares.
    #[wasm_bindgen(typescript_type = "Snapshot")]
    pub type Snapshot;
}

/// Why something was refused: a text of three lines, which the engine's JavaScript makes an error of. What is at fault
/// ([`Input::id`](gradient_lab::error::Input::id)), the place in it, and the message that names both.
#[derive(Debug)]
pub struct Refusal(JsValue);

impl From<gradient_lab::Error> for Refusal {
    fn from(error: gradient_lab::Error) -> Self {
        Self(format!("{}\n{}\n{error}", error.input.id(), error.path).into())
    }
}

impl From<Refusal> for JsValue {
    fn from(refusal: Refusal) -> Self {
        refusal.0
    }
}

/// Sends the text of a panic, which can only be a mistake of ours, to the console.
#[cfg(feature = "std")]
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// The experiment with only what differs from the defaults, as JSON.
///
/// # Errors
/// What is wrong with the document.
#[wasm_bindgen(js_name = checkExperiment)]
pub fn check_experiment(experiment: &str) -> Result<String, Refusal> {
    Ok(Experiment::parse(experiment)?.to_json())
}

/// The experiment in a model file, a safetensors file with a document in its metadata, as JSON.
///
/// # Errors
/// When it is not such a file, or its document is not valid.
#[wasm_bindgen(js_name = experimentOf)]
pub fn experiment_of(model: &[u8]) -> Result<String, Refusal> {
    Ok(gradient_lab::model::experiment_of(model)?.to_json())
}

/// The names of the image files that the experiment needs, a line each.
///
/// # Errors
/// What is wrong with the document.
#[wasm_bindgen(js_name = requiredAssets)]
pub fn required_assets(experiment: &str) -> Result<String, Refusal> {
    Ok(assets_of(&Experiment::parse(experiment)?.data).join("\n"))
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

    /// The user's file.
    #[wasm_bindgen(js_name = setCsv)]
    pub fn set_csv(&mut self, text: String) {
        self.0.csv = Some(text);
    }

    /// An image file, inflated.
    #[wasm_bindgen(js_name = addAsset)]
    pub fn add_asset(&mut self, name: String, bytes: Vec<u8>) {
        self.0.assets.push((name, bytes));
    }
}

/// A run of an experiment.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Session(gradient_lab::session::Session);

#[wasm_bindgen]
impl Session {
    /// Opens a run: `experiment` is JSON, `weights` a safetensors file.
    ///
    /// # Errors
    /// What is wrong with the document or a file.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::needless_pass_by_value)]
    pub fn new(experiment: &str, resources: Resources, weights: Option<Vec<u8>>) -> Result<Session, Refusal> {
        let experiment = Experiment::parse(experiment)?;
        let mut session = gradient_lab::session::Session::open(experiment, &resources.0, weights.as_deref())?;
        session.set_tracing(true);
        Ok(Self(session))
    }

    /// Does up to `count` optimizer steps; gives how many were done.
    pub fn step(&mut self, count: u32) -> u32 {
        self.0.step(u64::from(count)) as u32
    }

    /// The trace's records since the last call, one after the other as numbers. A step is 0, the step, the epoch, the
    /// learning rate, the loss, and each layer's figures; an epoch is 1, the epoch and its figures. A figure that is not
    /// computed is the lowest double, which none of them, made from single precision, can be.
    pub fn trace(&mut self) -> Vec<f64> {
        let mut numbers = Vec::new();
        let plain = |figure: Option<f64>| figure.unwrap_or(f64::MIN);
        for record in self.0.take_trace() {
            match record {
                Record::Step(StepRecord { step, epoch, learning_rate, loss, layers }) => {
                    numbers.extend([0.0, step as f64, epoch as f64, learning_rate, loss]);
                    numbers.extend(layers.iter().flat_map(LayerRecord::figures).map(plain));
                }
                Record::Epoch(record) => {
                    numbers.extend([1.0, record.epoch as f64]);
                    numbers.extend(record.figures().map(plain));
                }
            }
        }
        numbers
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

    /// Loss and accuracy on both parts, in inference mode.
    pub fn evaluate(&mut self) -> Evaluation {
        objects::evaluation(&self.0.evaluate()).unchecked_into()
    }

    /// The outputs for `inputs`, rows of features.
    ///
    /// # Errors
    /// When `inputs` is not a whole number of rows.
    pub fn predict(&mut self, inputs: &[f32]) -> Result<Vec<f32>, Refusal> {
        Ok(self.0.predict(inputs)?)
    }

    /// The weights and the document as a safetensors file.
    ///
    /// # Errors
    /// When a weight is not finite.
    #[wasm_bindgen(js_name = exportWeights)]
    pub fn export_weights(&self) -> Result<Vec<u8>, Refusal> {
        Ok(self.0.export_weights()?)
    }

    /// What stays the same for the whole run.
    pub fn describe(&self) -> Description {
        objects::description(&self.0.describe()).unchecked_into()
    }

    /// The run's figures now; `pictures` asks for `units` maps a layer and a surface of `side` points a side.
    pub fn snapshot(&mut self, pictures: bool, units: u32, side: u32) -> Snapshot {
        let request = SnapshotRequest { pictures, units: units as usize, side: side as usize };
        objects::snapshot(&self.0.snapshot(&request)).unchecked_into()
    }
}
