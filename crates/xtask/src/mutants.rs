//! The mutation check: whether the core's tests notice a wrong formula.
//!
//! cargo-mutants changes one operator or one function at a time and runs the tests; a mutant that passes them has survived.
//! `.cargo/mutants.toml` says what is changed, what is run, and which mutants are equivalent to the original.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::{announce, cargo, run};
use crate::{project, site};

/// The files that the core's tests read: the workspace, and Keras's figures.
const READ: [&str; 5] = ["Cargo.toml", "Cargo.lock", ".cargo", "crates", "tests/reference/values"];

/// Makes sure that cargo-mutants is there.
///
/// # Errors
///
/// It is missing and cannot be installed.
pub fn tool() -> Result<()> {
    if cargo(&["mutants", "--version"]).output().is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    announce("installing cargo-mutants");
    run(&mut cargo(&["install", "--locked", "cargo-mutants"]))
        .context("cargo-mutants is missing and cannot be installed")
}

/// Tests every mutant, or those whose name (`crates/nn/src/optimizer/adam.rs:47:5: replace …`) the regular expression
/// `only` matches; returns whether none survived.
///
/// # Errors
///
/// cargo-mutants is missing and cannot be installed, or the tests fail before anything is changed.
pub fn check(only: Option<&str>) -> Result<bool> {
    tool()?;
    let folder = site::target_directory()?.join("mutants");
    let sources = folder.join("sources");
    if sources.exists() {
        fs::remove_dir_all(&sources).with_context(|| format!("cannot remove {}", sources.display()))?;
    }
    for path in READ {
        copy(&project::root().join(path), &sources.join(path))?;
    }
    let mut command = cargo(&["mutants", "--package=gradient-lab-nn", "--in-place", "--output"]);
    command.arg(&folder).args(only.map(|only| format!("--re={only}")));
    command.current_dir(&sources).env("CARGO_TARGET_DIR", folder.join("target"));
    let status = command.status().context("cannot start cargo-mutants")?;
    // 0: all were caught; 2: some survived; 3: the tests of some took too long, which counts as noticed.
    if !matches!(status.code(), Some(0 | 2 | 3)) {
        bail!("cargo-mutants failed ({status})");
    }
    let outcome = |name: &str| {
        let path = folder.join("mutants.out").join(name).with_extension("txt");
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let survivors = outcome("missed")?;
    let (caught, endless) = (outcome("caught")?.lines().count(), outcome("timeout")?.lines().count());
    let (refused, survived) = (outcome("unviable")?.lines().count(), survivors.lines().count());
    println!(
        "\n{survivors}{survived} survived, {caught} failed a test, {endless} ran too long, {refused} do not compile"
    );
    Ok(survived == 0)
}

/// Copies a file, or a folder with all its files, adding `mod` lines to catalogues; see [`with_entries`].
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = || format!("cannot copy {}", from.display());
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).with_context(failed)?;
    }
    if from.is_file() {
        return fs::copy(from, to).map(|_| ()).with_context(failed);
    }
    let mut names = Vec::new();
    for entry in from.read_dir().with_context(failed)? {
        let name = entry.with_context(failed)?.file_name();
        copy(&from.join(&name), &to.join(&name))?;
        names.extend(name.into_string());
    }
    let list = to.join("mod.rs");
    if list.is_file() {
        let text = fs::read_to_string(&list).with_context(failed)?;
        fs::write(&list, with_entries(text, &names)).with_context(failed)?;
    }
    Ok(())
}

/// The module `text` of a folder that holds the files `names`, with a `mod` line for each entry of its catalogue.
///
/// cargo-mutants finds files by their `mod` lines and does not look into the macro that declares them. The compiler ignores
/// the added lines. They are at the end, so that other lines keep their numbers.
fn with_entries(mut text: String, names: &[String]) -> String {
    if text.contains("catalogue! {") {
        for module in names.iter().filter_map(|name| name.strip_suffix(".rs")) {
            if module != "mod" && !text.contains(&format!("mod {module};")) {
                let _ = writeln!(text, "#[cfg(any())]\nmod {module};");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::with_entries;

    #[test]
    fn the_entries_of_a_catalogue_are_declared_for_cargo_mutants_to_find() {
        let names = ["adam.rs", "mod.rs", "tests.rs", "README.md", "folder"].map(String::from);
        let catalogue = "mod tests;\ncatalogue! { adam::Adam }\n";
        let declared = format!("{catalogue}#[cfg(any())]\nmod adam;\n");
        assert_eq!(with_entries(catalogue.into(), &names), declared);
        assert_eq!(with_entries("mod adam;\n".into(), &names), "mod adam;\n");
    }
}
