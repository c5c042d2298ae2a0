//! The engine where it is used: in Node and, by the same tests, in a browser.

#![cfg(target_arch = "wasm32")]

use gradient_lab_wasm::{Session, check_experiment};
use js_sys::{Float32Array, Function, Reflect, Uint8Array};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const EXPERIMENT: &str = r#"{
    "version": 1,
    "data": {"kind": "moons", "samples": 100},
    "network": {"hidden": [{"units": 5, "repeat": 2, "activation": "tanh"}]},
    "training": {"batch_size": 16, "epochs": 2}
}"#;

fn open(weights: Option<Uint8Array>) -> Session {
    match Session::new(EXPERIMENT, None, Vec::new(), Vec::new(), weights) {
        Ok(session) => session,
        Err(error) => panic!("{}", message(error)),
    }
}

fn message(error: JsError) -> String {
    JsValue::from(error).unchecked_into::<js_sys::Error>().message().into()
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

fn trace(session: &mut Session) -> Vec<Value> {
    session.trace().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[wasm_bindgen_test]
fn every_step_and_epoch_is_traced_once() {
    let mut session = open(None);
    assert_eq!(session.step(5), 5);
    let records = trace(&mut session);
    assert_eq!(records.len(), 6, "five steps and the first epoch's end");
    assert_eq!(records[0]["step"], 1);
    let names: Vec<_> = records[0]["layers"].as_array().unwrap().iter().map(|layer| &layer["name"]).collect();
    assert_eq!(names, ["hidden.0", "hidden.1", "output"]);
    assert_eq!(records[5]["type"], "epoch");
    assert!(trace(&mut session).is_empty());
}

#[wasm_bindgen_test]
fn a_finished_run_does_no_more_steps() {
    let mut session = open(None);
    assert_eq!(session.step(1000), 10, "80 samples in batches of 16, twice");
    assert_eq!(session.step(1), 0);
}

#[wasm_bindgen_test]
fn the_same_document_gives_the_same_run() {
    let (mut one, mut other) = (open(None), open(None));
    one.step(10);
    for _ in 0..10 {
        other.step(1);
    }
    assert_eq!(one.trace(), other.trace());
    assert_eq!(one.export_weights().unwrap().to_vec(), other.export_weights().unwrap().to_vec());
}

#[wasm_bindgen_test]
fn exported_weights_restore_the_predictions() {
    let inputs = [0.5, -0.25, 1.0, 0.75];
    let mut trained = open(None);
    trained.step(10);
    let before = trained.predict(&inputs).unwrap().to_vec();
    let mut restored = open(Some(trained.export_weights().unwrap()));
    assert_ne!(open(None).predict(&inputs).unwrap().to_vec(), before);
    assert_eq!(restored.predict(&inputs).unwrap().to_vec(), before);
}

#[wasm_bindgen_test]
fn a_misspelled_name_is_refused_with_its_place_and_the_mend() {
    let misspelled = EXPERIMENT.replace("tanh", "rleu");
    let expected = r#"network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?"#;
    let opened = Session::new(&misspelled, None, Vec::new(), Vec::new(), None);
    assert_eq!(message(opened.unwrap_err()), expected);
    assert_eq!(message(check_experiment(&misspelled).unwrap_err()), expected);
}

#[wasm_bindgen_test]
fn figures_arrive_as_typed_arrays_by_their_javascript_names() {
    let mut session = open(None);
    session.step(3);
    let description = JsValue::from(session.describe());
    assert_eq!(property(&description, "stepsPerEpoch"), 5);
    let layers = property(&JsValue::from(session.snapshot(false, 0, 0)), "layers");
    let deltas: Float32Array = property(&layers, "deltaRms").unchecked_into();
    assert!(deltas.is_instance_of::<Float32Array>());
    assert_eq!(deltas.length(), 3);
    assert!(deltas.to_vec().iter().all(|delta| *delta > 0.0));
}

#[wasm_bindgen_test]
fn a_freed_session_answers_with_an_error() {
    let session = JsValue::from(open(None));
    let call = |method: &str| property(&session, method).unchecked_into::<Function>().call0(&session);
    assert!(call("trace").is_ok());
    assert!(call("free").is_ok());
    assert!(call("trace").unwrap_err().is_instance_of::<js_sys::Error>());
}
