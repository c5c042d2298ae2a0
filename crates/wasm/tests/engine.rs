//! The engine where it is used: in Node and, by the same tests, in a browser.

#![cfg(target_arch = "wasm32")]

use std::fmt::Debug;

use gradient_lab::checkpoint::Tensor;
use gradient_lab_wasm::{Experiment, Resources, Session, Weights};
use js_sys::{Float32Array, Function, JSON, Reflect, Uint32Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const EXPERIMENT: &str = r#"{
    "version": 1,
    "data": {"kind": "moons", "samples": 100},
    "network": {"hidden": [{"units": 5, "repeat": 2, "activation": "tanh"}]},
    "training": {"batch_size": 16, "epochs": 2}
}"#;

fn parse(text: &str) -> Result<Experiment, js_sys::Error> {
    Experiment::parse(JsValue::from(text).unchecked_into())
}

fn open(weights: Option<Weights>) -> Session {
    Session::new(parse(EXPERIMENT).unwrap(), Resources::new(), weights).unwrap()
}

/// What is at fault, where, and the message.
fn refusal<T: Debug>(refused: Result<T, js_sys::Error>) -> [String; 3] {
    let error = refused.unwrap_err();
    ["input", "path", "message"].map(|name| property(&error, name).as_string().unwrap())
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

/// What the session has traced, as JSON.
fn trace(session: &mut Session) -> Vec<String> {
    let records: js_sys::Array = session.trace().unchecked_into();
    records.iter().map(|record| JSON::stringify(&record).unwrap().into()).collect()
}

#[wasm_bindgen_test]
fn every_step_and_epoch_is_traced_once_as_the_command_line_does() {
    let mut session = open(None);
    assert_eq!(session.step(5), 5);
    let records = trace(&mut session);
    assert_eq!(records.len(), 6, "five steps and the first epoch's end");
    assert!(trace(&mut session).is_empty());

    let experiment = gradient_lab::document::Experiment::parse(EXPERIMENT).unwrap();
    let mut native =
        gradient_lab::session::Session::open(experiment, gradient_lab::data::Resources::default(), None).unwrap();
    native.set_tracing(true);
    native.step(5);
    let written = native.take_trace().into_iter().map(|record| {
        let record = JSON::parse(&record.to_json()).unwrap();
        String::from(JSON::stringify(&record).unwrap())
    });
    assert_eq!(records, written.collect::<Vec<_>>());
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
    assert_eq!(trace(&mut one), trace(&mut other));
    assert_eq!(one.export_weights().unwrap(), other.export_weights().unwrap());
}

#[wasm_bindgen_test]
fn exported_weights_restore_the_predictions() {
    let inputs = [0.5, -0.25, 1.0, 0.75];
    let mut trained = open(None);
    trained.step(10);
    let before = trained.predict(&inputs).unwrap();
    let model = gradient_lab::checkpoint::Model::read(&trained.export_weights().unwrap()).unwrap();
    let mut weights = Weights::new();
    for Tensor { name, shape, values } in model.weights.0 {
        weights.add(name, shape, values);
    }
    let mut restored = open(Some(weights));
    assert_ne!(open(None).predict(&inputs).unwrap(), before);
    assert_eq!(restored.predict(&inputs).unwrap(), before);
}

#[wasm_bindgen_test]
fn a_misspelled_name_is_refused_with_its_place_and_the_mend() {
    let misspelled = EXPERIMENT.replace("tanh", "rleu");
    let message = r#"network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?"#;
    let expected = ["document", "network.hidden[0].activation", message];
    assert_eq!(refusal(parse(&misspelled)), expected);
    let object = JSON::parse(&misspelled).unwrap();
    assert_eq!(refusal(Experiment::parse(object.unchecked_into())), expected);
}

#[wasm_bindgen_test]
fn a_table_is_refused_where_it_is_not_learnt_from() {
    let mut resources = Resources::new();
    resources.set_table(2, vec![1.0, 2.0], vec![0.0, 1.0], vec!["x".into(), "y".into()], "{}".into());
    let expected = "data: goes with data of kind csv; the document's are moons";
    assert_eq!(refusal(Session::new(parse(EXPERIMENT).unwrap(), resources, None)), ["data", "", expected]);
}

/// The document that JavaScript's `written` is read as, as JSON.
fn read(written: &str) -> Result<String, js_sys::Error> {
    let object = js_sys::eval(&format!("({written})")).unwrap();
    let document = Experiment::parse(object.unchecked_into())?.to_object();
    Ok(JSON::stringify(&document).unwrap().into())
}

#[wasm_bindgen_test]
fn an_object_is_read_as_its_text_is() {
    let text =
        r#"{"version":1,"name":"\u00e9","seed":9007199254740991,"network":{"hidden":[{"l1":5e-324,"max_norm":3}]}}"#;
    let document = JSON::stringify(&parse(text).unwrap().to_object()).unwrap();
    assert_eq!(read(text).unwrap(), String::from(document));
    // As in JSON, what is undefined is not there.
    assert_eq!(read("{version: 1, name: undefined, seed: -0}").unwrap(), r#"{"version":1,"seed":0}"#);
    for (written, path, message) in [
        ("{version: 1, name: () => 1}", "name", "name: must be a value that JSON has; found a function"),
        ("{version: 1, seed: NaN}", "seed", "seed: must be finite; found NaN"),
        ("[]", "", "must be an object; found a list"),
        ("undefined", "", "must be an object; found null"),
    ] {
        assert_eq!(refusal(read(written)), ["document", path, message], "{written}");
    }
    let endless = "(() => { const a = {version: 1}; a.data = a; return a; })()";
    assert!(refusal(read(endless))[2].contains("more than 100 lists and objects stand within each other"));
}

#[wasm_bindgen_test]
fn figures_arrive_as_typed_arrays_by_their_javascript_names() {
    let mut session = open(None);
    session.step(3);
    let description = JsValue::from(session.describe());
    let first = Reflect::get_u32(&property(&description, "layers").unchecked_into::<js_sys::Array>(), 0).unwrap();
    assert_eq!(property(&first, "activation"), "Tanh");
    assert_eq!(property(&description, "stepsPerEpoch"), 5);
    let request = JSON::parse(r#"{"visuals": true, "units": 2, "side": 4}"#).unwrap();
    let snapshot = JsValue::from(session.snapshot(request.unchecked_into()).unwrap());
    let visuals = property(&snapshot, "visuals");
    assert_eq!(property(&visuals, "unitsShown").unchecked_into::<Uint32Array>().to_vec(), [2, 2]);
    assert_eq!(property(&visuals, "surface").unchecked_into::<Float32Array>().length(), 16);
    let layers = property(&snapshot, "layers");
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
