//! Formats the code: Rust by rustfmt, `www` and `tests` by Biome.
//!
//! `cargo fmt` follows `mod` declarations and misses the files that the `catalogue!` macro declares, so rustfmt is given
//! every file here.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{npm, run};
use crate::{install, project};

/// Folders without source code, besides hidden ones.
const SKIPPED: [&str; 4] = ["node_modules", "target", "corpus", "artifacts"];

/// Formats all code in place.
///
/// # Errors
///
/// A formatter is missing and cannot be installed, or a file has a syntax error.
pub fn write() -> Result<()> {
    install::rust_components()?;
    if !rustfmt()?.status().context("cannot start rustfmt")?.success() {
        bail!("rustfmt cannot read all of the Rust code");
    }
    for folder in [project::www(), project::tests()] {
        install::npm_packages(&folder)?;
        run(&mut npm(&folder, &["run", "--silent", "format"]))?;
    }
    Ok(())
}

/// Checks that all Rust files are formatted, and shows the differences.
///
/// # Errors
///
/// A file is not formatted, or cannot be read.
pub fn check_rust() -> Result<()> {
    if !rustfmt()?.arg("--check").status().context("cannot start rustfmt")?.success() {
        bail!("the Rust code is not formatted: `cargo xtask format` does that");
    }
    Ok(())
}

/// rustfmt over every Rust file of the repository; `rustfmt.toml` says how.
fn rustfmt() -> Result<Command> {
    let mut files = Vec::new();
    for folder in ["crates", "tests"] {
        collect_rust(&project::root().join(folder), &mut files)?;
    }
    // The order of a folder's entries differs between machines.
    files.sort();
    let mut command = Command::new("rustfmt");
    command.args(files).current_dir(project::root());
    Ok(command)
}

/// Adds the Rust files in `folder` and below it, as paths from the repository's top folder.
fn collect_rust(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !name.starts_with('.') && !SKIPPED.contains(&&*name) {
                collect_rust(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path.strip_prefix(project::root()).unwrap_or(&path).to_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::rustfmt;

    #[test]
    fn files_that_only_a_macro_declares_are_formatted_too() {
        let command = rustfmt().unwrap();
        let files: Vec<&Path> = command.get_args().map(Path::new).collect();
        for file in ["crates/nn/src/optimizer/adam.rs", "crates/xtask/src/main.rs", "tests/fuzz/src/lib.rs"] {
            assert!(files.contains(&Path::new(file)), "{file}");
        }
        assert!(files.iter().all(|file| file.is_relative() && !file.iter().any(|part| part == "target")));
    }
}
