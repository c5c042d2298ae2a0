//! Any bytes as a user's CSV file. The first byte chooses what the document says about it.

#![no_main]

use gradient_lab::data::table::{self, Layout};
use gradient_lab::data::{self, Resources, Saved, Split, Targets};
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab_fuzz::{exercise, is_one_line, is_small};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let standardize = choice & 1 == 1;
    let split = if choice & 2 == 2 { 0.5 } else { 0.0 };
    let missing = ["refuse", "drop", "mean", "mean"][usize::from(choice >> 2 & 3)];
    let categories = if choice & 16 == 16 { "one_hot" } else { "refuse" };
    let mix = choice & 32 == 32;
    let document = format!(
        r#"{{"version": 1, "data": {{"kind": "csv", "standardize": {standardize}, "validation_split": {split},
            "missing": "{missing}", "categories": "{categories}", "mix": {mix}}},
            "network": {{"hidden": [{{"units": 3, "normalization": "batch"}}]}}}}"#
    );
    let experiment = Experiment::parse(&document).expect("the document is as it should be");
    let read = |layout| table::read(bytes, &experiment.data, experiment.seed, layout);
    let (table, report) = match read(None) {
        Ok(read) => read,
        Err(error) => return is_one_line(&error),
    };
    assert_eq!((report.rows * table.features, report.features.len()), (table.inputs.len(), table.features));
    // A model of this table reads it again as it was, and its rows to predict.
    let layout = Layout::parse(&table.layout).expect("it was just written");
    let (again, _) = read(Some(&layout)).expect("it was read before");
    assert_eq!((&again.inputs, &again.targets), (&table.inputs, &table.targets));
    match table::read_features(bytes, &experiment.data, &layout) {
        Ok((inputs, is_kept)) => {
            assert_eq!(inputs.len(), is_kept.iter().filter(|kept| **kept).count() * table.features)
        }
        // A row that was left out for want of a target.
        Err(error) => is_one_line(&error),
    }

    let resources = Resources { table: Some(table), assets: vec![] };
    let data = match data::load(&experiment.data, experiment.seed, resources.clone(), Saved::default()) {
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
        match Session::open(experiment, resources, None) {
            Ok(mut session) => drop(exercise(&mut session)),
            Err(error) => is_one_line(&error),
        }
    }
});
