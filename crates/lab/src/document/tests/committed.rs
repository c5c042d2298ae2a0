//! The documents of the repository, in the form in which they are written.

use crate::document::Experiment;
use std::fs;
use std::path::{Path, PathBuf};

/// Every document that the repository holds as a file: what Keras ran, and what fuzzing starts from.
pub(super) fn documents() -> Vec<(PathBuf, String)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests");
    let files = |folder: &str| {
        let entries = fs::read_dir(tests.join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    let cases = ["reference/cases/core", "reference/cases/catalogue"].into_iter().flat_map(files);
    let seeds = files("fuzz/seeds/document");
    let paths = cases.map(|case| case.join("experiment.json")).chain(seeds);
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn the_short_form_is_the_same_experiment_and_stays_as_it_is() {
    for (path, text) in documents() {
        let experiment = Experiment::parse(&text).unwrap();
        for short in [experiment.to_json(), experiment.to_indented_json()] {
            assert_eq!(Experiment::parse(&short).as_ref(), Ok(&experiment), "{}", path.display());
        }
        let again = Experiment::parse(&experiment.to_indented_json()).unwrap().to_indented_json();
        assert_eq!(again, experiment.to_indented_json(), "{}", path.display());
    }
}
