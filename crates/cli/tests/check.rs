//! `gradlab check` and `gradlab schema` as their users meet them.

mod folder;

use folder::{Folder, SMALL, read};
use gradient_lab::document::Experiment;
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_checked_document_says_only_what_differs_and_runs_to_the_same_bits() {
    let folder = Folder::new();
    let long = SMALL.replace("\"version\": 1,", "\"version\": 1, \"seed\": 42, \"loss\": {\"kind\": \"auto\"},");
    let long = long.replace(
        "\"epochs\": 3",
        "\"epochs\": 3, \"shuffle\": true, \"optimizer\": {\"kind\": \"sgd\", \"momentum\": 0}",
    );
    folder.write("long.json", &long);
    let checked = folder.gradlab("check", &["long.json"]);
    assert_eq!((checked.status, checked.stderr.as_str()), (0, ""));
    let document: Value = serde_json::from_str(&checked.stdout).unwrap();
    assert_eq!(document, serde_json::from_str::<Value>(SMALL).unwrap());
    assert!(checked.stdout.starts_with("{\n  \"version\": 1,\n"), "{}", checked.stdout);

    folder.write("short.json", &checked.stdout);
    assert_eq!(folder.gradlab("check", &["short.json"]).stdout, checked.stdout);
    for name in ["long", "short"] {
        let (document, trace, model) = (format!("{name}.json"), format!("{name}.jsonl"), format!("{name}.model"));
        assert_eq!(folder.run(&[&document, "--trace", &trace, "--final-weights", &model]).status, 0);
    }
    assert_eq!(read(&folder.path("long.jsonl")), read(&folder.path("short.jsonl")));
    assert_eq!(fs::read(folder.path("long.model")).unwrap(), fs::read(folder.path("short.model")).unwrap());
    assert_eq!(folder.gradlab("check", &["long.model"]).stdout, checked.stdout);
}

#[test]
fn the_version_alone_is_what_a_document_of_defaults_says() {
    let folder = Folder::new();
    folder.write("least.json", r#"{"version": 1, "data": "spiral", "network": {"hidden": [{}]}, "training": {}}"#);
    assert_eq!(folder.gradlab("check", &["least.json"]).stdout, "{\n  \"version\": 1\n}\n");
}

#[test]
fn a_schema_is_printed_that_a_document_can_be_held_to() {
    let folder = Folder::new();
    let printed = folder.gradlab("schema", &[]);
    assert_eq!((printed.status, printed.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_str(&printed.stdout).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&serde_json::from_str(SMALL).unwrap()));
    assert!(validator.is_valid(&serde_json::from_str(&Experiment::default().to_json()).unwrap()));
    assert!(!validator.is_valid(&json!({"version": 1, "sead": 42})));
}
