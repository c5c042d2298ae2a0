//! Tests that crates depend on each other only as the table in ARCHITECTURE.md allows.

use crate::command::cargo;

/// Each crate, and the crates of this workspace that it may use.
const ROOMS: [(&str, &[&str]); 6] = [
    ("gradient-lab-nn", &[]),
    ("gradient-lab", &["gradient-lab-nn"]),
    ("gradient-lab-wasm", &["gradient-lab"]),
    ("gradient-lab-wasm-tables", &["gradient-lab"]),
    ("gradlab", &["gradient-lab"]),
    ("xtask", &["gradient-lab"]),
];

#[test]
fn every_crate_uses_only_the_crates_below_it() {
    let output = cargo(&["metadata", "--no-deps", "--format-version=1"]).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let (_, allowed) = ROOMS
            .iter()
            .find(|(room, _)| *room == name)
            .unwrap_or_else(|| panic!("{name} has no line in ARCHITECTURE.md's table and in ROOMS"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            assert!(
                dependency["path"].is_null() || allowed.contains(&used),
                "{name} uses {used}, which ARCHITECTURE.md does not allow"
            );
        }
    }
}
