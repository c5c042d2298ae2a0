//! Any text as an experiment document: what is read survives being written, and what is small runs.

#![no_main]

use gradient_lab::data::{Origin, Resources, table};
use gradient_lab::document::Experiment;
use gradient_lab::session::Session;
use gradient_lab_fuzz::{exercise, is_one_line, is_small};
use libfuzzer_sys::fuzz_target;

const CSV: &str = "a,b,c,label\n1,2,3,x\n2,1,0,y\n0,0,1,z\n3,-1,2,x\n-2,0.5,1,y\n1,1,1,z\n";

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let experiment = match Experiment::parse(text) {
        Ok(experiment) => experiment,
        Err(error) => return is_one_line(&error),
    };
    let written = experiment.to_json();
    assert_eq!(Experiment::parse(&written).as_ref(), Ok(&experiment), "{written}");

    let source = &experiment.data.source;
    let (features, samples) = match source.as_dyn().origin() {
        Origin::Points { samples, .. } => (2, samples),
        Origin::Csv => (3, 6),
        Origin::Images { .. } => return,
    };
    if !is_small(&experiment, features, samples) {
        return;
    }
    let table = table::read(CSV.as_bytes(), &experiment.data, experiment.seed, None).map(|(table, _)| table);
    let resources = Resources { table: table.inspect_err(is_one_line).ok(), assets: vec![] };
    let mut session = match Session::open(experiment.clone(), resources.clone(), None) {
        Ok(session) => session,
        Err(error) => return is_one_line(&error),
    };
    if let Some(weights) = exercise(&mut session) {
        Session::open(experiment, resources, Some(&weights)).expect("saved weights fit their own document");
    }
});
