//! Python, and the packages that a folder of the tests needs.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{announce, output, run};

/// A Python with `what`, the packages of `folder`'s `requirements.txt`, in the virtual environment `.venv` there, which is
/// created if it is missing.
///
/// # Errors
///
/// There is no Python, or the packages cannot be installed.
pub fn environment(folder: &Path, what: &str) -> Result<PathBuf> {
    let environment = folder.join(".venv");
    let python = environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    announce(&format!("installing {what} for Python"));
    if !python.is_file() {
        let found = ["python3", "python"].into_iter().find(|program| output(program, &["--version"]).is_some());
        let program = found.context("there is no Python on this machine")?;
        run(Command::new(program).args(["-m", "venv"]).arg(&environment))
            .context("Python cannot make an environment of its own")?;
    }
    let requirements = folder.join("requirements.txt");
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(install).arg(&requirements))
        .with_context(|| format!("pip cannot install what {} lists", requirements.display()))?;
    Ok(python)
}
