//! Reads what `gradlab` writes for other tools with those tools' own readers.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::{cargo, run};
use crate::{project, python, site};

/// A Python with ONNX Runtime and TensorBoard; see [`python::environment`].
///
/// # Errors
///
/// There is no Python, or the packages cannot be installed.
pub fn python() -> Result<PathBuf> {
    python::environment(&folder(), "ONNX Runtime and TensorBoard")
}

/// Runs the check in `script`, a file of `tests/formats`.
///
/// # Errors
///
/// It finds a difference, the command line does not build, or Python cannot be run.
pub fn check(python: &Path, script: &str) -> Result<()> {
    run(&mut cargo(&["build", "--package=gradlab", "--release"]))?;
    let gradlab = site::target_directory()?.join("release").join(format!("gradlab{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(python).arg(folder().join(script)).arg(gradlab))
}

fn folder() -> PathBuf {
    project::tests().join("formats")
}
