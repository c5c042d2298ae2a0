//! Any text as a user's CSV file. The first byte chooses what the document says about it.

#![no_main]

use gradient_lab::data::{self, Resources, Split, Targets};
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab_fuzz::{exercise, is_one_line, is_small};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let standardize = choice & 1 == 1;
    let split = if choice & 2 == 2 { 0.5 } else { 0.0 };
    let document = format!(
        r#"{{"version": 1, "data": {{"kind": "csv", "standardize": {standardize}, "validation_split": {split}}},
            "network": {{"hidden": [{{"units": 3, "normalization": "batch"}}]}}}}"#
    );
    let experiment = Experiment::parse(&document).expect("the document is as it should be");
    let resources = Resources { csv: Some(text.into()), assets: vec![] };
    let data = match data::load(&experiment.data, experiment.seed, &resources, None) {
        Ok(data) => data,
        Err(error) => return is_one_line(&error),
    };

    let holds = |split: &Split| {
        assert_eq!(split.inputs.len(), split.samples() * data.features());
        assert!(standardize || split.inputs.iter().all(|input| input.is_finite()));
        match &split.targets {
            Targets::Values(values) => assert!(values.iter().all(|value| value.is_finite())),
            Targets::Classes(classes) => assert!(classes.iter().all(|&class| (class as usize) < data.classes.len())),
        }
    };
    holds(&data.training);
    holds(&data.validation);
    assert!(data.training.samples() > 0 && data.features() > 0 && data.classes.len() != 1);

    if is_small(&experiment, data.features(), data.training.samples()) {
        match Session::open(experiment, &resources, None) {
            Ok(mut session) => drop(exercise(&mut session)),
            Err(error) => is_one_line(&error),
        }
    }
});
