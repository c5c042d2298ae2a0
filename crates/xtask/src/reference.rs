//! Checks the figures of `tests/reference` by making them with Keras again.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::command::run;
use crate::{project, python};

/// A Python with Keras; see [`python::environment`].
///
/// # Errors
///
/// There is no Python, or the packages that the generator needs cannot be installed.
pub fn python() -> Result<PathBuf> {
    python::environment(&folder(), "Keras")
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
