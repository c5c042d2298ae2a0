//! Compiles the bindings' tests to WebAssembly and runs them in Node and in Chromium.
//!
//! `tests/wasm` runs them with the runtime of the crate wasm-bindgen-test. The runner of wasm-bindgen-cli could do that
//! too, but it depends on a web server, an HTTP client and a WebDriver client.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::command::cargo;
use crate::{install, project, site};

/// Compiles the tests and writes the JavaScript that loads them; returns the folder of each test program.
///
/// # Errors
///
/// They do not compile, or a folder cannot be written.
pub fn build() -> Result<Vec<PathBuf>> {
    let mut command = cargo(&["test", "--no-run", "--package=gradient-lab-wasm", "--target", install::WASM]);
    let command = command.arg("--message-format=json-render-diagnostics").stderr(Stdio::inherit());
    let output = command.output().context("cannot run cargo test")?;
    if !output.status.success() {
        bail!("the WebAssembly tests do not compile");
    }
    let folder = site::target_directory()?.join("wasm-tests");
    let mut folders = Vec::new();
    for line in output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        let message: Value = serde_json::from_slice(line).context("cannot read cargo's messages")?;
        if let (Some(wasm), Some(name)) = (message["executable"].as_str(), message["target"]["name"].as_str()) {
            let folder = folder.join(name);
            Bindgen::new()
                .input_path(wasm)
                .out_name("tests")
                .web(true)?
                .debug(true)
                // The module's start function sets a panic hook, which would hide panics from the tests' runtime.
                .emit_start(false)
                .generate(&folder)
                .with_context(|| format!("cannot write the JavaScript of {name}"))?;
            folders.push(folder);
        }
    }
    Ok(folders)
}

/// The command that runs the tests in `folders`, which [`build`] returned, on `platform`: `node` or `chromium`.
pub fn run_on(platform: &str, folders: &[PathBuf]) -> Command {
    let mut command = Command::new("node");
    command.arg(project::tests().join("wasm/main.js")).arg(platform).args(folders);
    command
}
