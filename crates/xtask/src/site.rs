//! Builds the static site: the engine as WebAssembly, and the page.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{announce, cargo, npm, output, run};
use crate::{assets, install, project, types};

/// Builds all of the site into `www/dist`.
///
/// # Errors
///
/// A tool is missing and cannot be installed, or a part does not build.
pub fn build() -> Result<()> {
    install::rust_target(install::WASM)?;
    assets()?;
    engine()?;
    types::write()?;
    announce("building the page");
    run(&mut npm(&project::www(), &["run", "--silent", "build"]))
}

/// Packs the image sets into `www/public/data`, if they are missing.
///
/// # Errors
///
/// The npm packages cannot be installed, or do not hold the expected images.
pub fn assets() -> Result<()> {
    install::npm_packages(&project::www())?;
    assets::pack(&project::www().join("node_modules"), &project::data())
}

/// Compiles the engine, its reader of tables and its remedies, and writes the JavaScript that loads them.
fn engine() -> Result<()> {
    announce("compiling the engine to WebAssembly");
    for package in ["gradient-lab-wasm", "gradient-lab-wasm-tables", "gradient-lab-wasm-remedies"] {
        module(package)?;
    }
    Ok(())
}

/// Compiles the crate `package`. Each has a build of its own: in one, both would have all the features of either.
fn module(package: &str) -> Result<()> {
    let mut command = cargo(&["build", "--profile=web", "--package", package, "--target", install::WASM]);
    // The published file must not contain paths of the machine it was built on.
    let registry = project::cargo_home().map(|home| home.join("registry/src"));
    let library = output("rustc", &["--print", "sysroot"]).map(|root| Path::new(&root).join("lib/rustlib/src/rust"));
    let flags = registry.into_iter().chain(library).map(|path| format!("--remap-path-prefix={}=", path.display()));
    let flags: Vec<_> = flags.collect();
    command.args(["--config", &format!("target.{}.rustflags={flags:?}", install::WASM)]);
    run(&mut command)?;
    let file = package.replace('-', "_") + ".wasm";
    let wasm = target_directory()?.join(install::WASM).join("web").join(file);
    Bindgen::new()
        .input_path(&wasm)
        .web(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(project::generated())
        .context("cannot write the engine's JavaScript")
}

/// The folder of cargo's build output.
///
/// # Errors
///
/// Cargo fails to name it.
pub fn target_directory() -> Result<PathBuf> {
    let output =
        cargo(&["metadata", "--no-deps", "--format-version=1"]).output().context("cannot run cargo metadata")?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).context("cannot read cargo metadata")?;
    metadata["target_directory"].as_str().map(PathBuf::from).context("cargo metadata names no target directory")
}
