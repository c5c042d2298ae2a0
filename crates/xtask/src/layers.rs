//! Tests that crates, and the modules of the two large ones, depend on each other only as ARCHITECTURE.md allows.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::cargo;
use crate::project::root;

/// Each crate, and the crates of this workspace that it may use.
const ROOMS: [(&str, &[&str]); 8] = [
    ("gradient-lab-nn", &[]),
    ("gradient-lab", &["gradient-lab-nn"]),
    ("gradient-lab-export", &["gradient-lab", "gradient-lab-nn"]),
    ("gradient-lab-wasm", &["gradient-lab"]),
    ("gradient-lab-wasm-tables", &["gradient-lab"]),
    ("gradient-lab-wasm-remedies", &["gradient-lab"]),
    ("gradlab", &["gradient-lab", "gradient-lab-export"]),
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

/// The modules of a crate from ARCHITECTURE.md's line for it, each with its place: all may use those of a higher one.
fn module_order(crate_name: &str) -> Vec<(String, usize)> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let start = format!("{crate_name}  ");
    let line = text.lines().find_map(|line| line.strip_prefix(&start)).expect("a line for each large crate");
    let groups = line.split('→').enumerate();
    let modules = groups.flat_map(|(place, group)| {
        let names = group.split([',', '{', '}']).map(str::trim).filter(|name| !name.is_empty());
        names.map(move |name| (name.to_owned(), place)).collect::<Vec<_>>()
    });
    modules.collect()
}

/// All Rust files below `folder` but those of tests.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let product = entries.filter(|path| path.file_stem().is_none_or(|name| name != "tests"));
    product.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// What follows `crate::` in the code of a file, its tests and comments left out.
fn used_modules(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: Vec<&str> = code.lines().filter_map(|line| line.split("//").next()).collect();
    let code = code.join(" ");
    let name =
        |text: &str| text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().map(str::to_owned);
    let after = code.split("crate::").skip(1);
    let used = after.flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list.split(';').next().unwrap_or_default().split(',').map(str::trim).collect(),
        None => vec![rest],
    });
    used.filter_map(name).collect()
}

#[test]
fn every_module_uses_only_the_modules_to_its_right() {
    for crate_name in ["nn", "lab"] {
        let order = module_order(crate_name);
        let place = |module: &str| order.iter().find(|(name, _)| name == module).map(|&(_, place)| place);
        let source = root().join("crates").join(crate_name).join("src");
        for path in sources(&source) {
            let inside = path.strip_prefix(&source).unwrap();
            let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
            if module == "lib" {
                continue;
            }
            let own = place(module).unwrap_or_else(|| panic!("{crate_name}: {module} has no place in ARCHITECTURE.md"));
            for used in used_modules(&path) {
                let allowed = used == module || place(&used).is_none_or(|other| other > own);
                assert!(
                    allowed,
                    "{crate_name}/{}: uses {used}, which ARCHITECTURE.md does not allow",
                    inside.display()
                );
            }
        }
    }
}
