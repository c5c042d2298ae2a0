//! Runs exported programs with the libraries that they are for, and compares their losses with the trace.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::{cargo, run, watch};
use crate::{project, python, site};

/// A Python with Keras, its backends and PyTorch; see [`python::environment`].
///
/// # Errors
///
/// There is no Python, or the packages cannot be installed.
pub fn python() -> Result<PathBuf> {
    python::environment(&folder(), "Keras and PyTorch")
}

/// Exports and runs the programs of all cases; returns how many agreed and how many did not, and whether all was well.
///
/// # Errors
///
/// The command line does not build, or Python cannot be run.
pub fn compare(python: &Path) -> Result<(u64, u64, bool)> {
    run(&mut cargo(&["build", "--package=gradlab", "--release"]))?;
    let gradlab = site::target_directory()?.join("release").join(format!("gradlab{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(python);
    command.arg(folder().join("compare.py")).arg(gradlab).env("GRADLAB_DATA", project::data());
    let (mut passed, mut failed) = (0, 0);
    let succeeded = watch(&mut command, |line| {
        if let Some((agreeing, others)) = concluded(line) {
            (passed, failed) = (agreeing, others);
        }
    })?;
    Ok((passed, failed, succeeded))
}

/// The numbers of `12 passed, 0 failed`.
fn concluded(line: &str) -> Option<(u64, u64)> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some((passed.parse().ok()?, failed.parse().ok()?))
}

fn folder() -> PathBuf {
    project::tests().join("export")
}
