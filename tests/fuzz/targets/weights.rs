//! Any bytes as a safetensors file for a network that has every kind of tensor.

#![no_main]

use gradient_lab::data::Resources;
use gradient_lab::document::Experiment;
use gradient_lab::model::Model;
use gradient_lab::session::Session;
use gradient_lab_fuzz::{exercise, is_one_line};
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &str = r#"{"version": 1, "data": {"kind": "moons", "samples": 10, "standardize": true},
    "network": {"hidden": [{"units": 2, "activation": "prelu", "normalization": "batch"}]}}"#;

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = Model::open(bytes) {
        is_one_line(&error);
    }
    let experiment = Experiment::parse(DOCUMENT).expect("the document is as it should be");
    let mut session = match Session::open(experiment.clone(), Resources::default(), Some(bytes)) {
        Ok(session) => session,
        Err(error) => return is_one_line(&error),
    };
    let before = session.export_weights().expect("weights that were read are finite");
    let again = Session::open(experiment, Resources::default(), Some(&before)).expect("saved weights can be read");
    assert_eq!(again.export_weights().as_ref(), Ok(&before));
    exercise(&mut session);
});
