//! Checks the figures of `tests/reference` by making them with Keras again.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{announce, output, run};
use crate::project;

/// A Python with Keras, in the virtual environment `tests/reference/.venv`, which is created if it is missing.
///
/// # Errors
///
/// There is no Python, or the packages that the generator needs cannot be installed.
pub fn python() -> Result<PathBuf> {
    let environment = folder().join(".venv");
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    announce("installing Keras for Python");
    if !python.is_file() {
        let found = ["python3", "python"].into_iter().find(|program| output(program, &["--version"]).is_some());
        let program = found.context("there is no Python on this machine")?;
        run(Command::new(program).args(["-m", "venv"]).arg(&environment))
            .context("Python cannot make an environment of its own")?;
    }
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(install).arg(folder().join("requirements.txt")))
        .context("pip cannot install what tests/reference/requirements.txt lists")?;
    Ok(python)
}

/// Makes all figures again and compares them with the committed ones.
///
/// # Errors
///
/// They do not agree, or Keras fails.
pub fn check(python: &Path) -> Result<()> {
    run(Command::new(python).arg(folder().join("check.py")))
}

fn folder() -> PathBuf {
    project::tests().join("reference")
}
