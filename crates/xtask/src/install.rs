//! Installs what is missing on a fresh machine when it is first needed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{announce, npm, output, run};

/// The target for browsers.
pub const WASM: &str = "wasm32-unknown-unknown";
/// A microcontroller without an operating system: code that builds for it needs no standard library.
pub const BARE_METAL: &str = "thumbv7em-none-eabihf";

const NODE: (u32, u32) = (20, 19);

/// Adds the compiler's target `target`, if it is missing.
///
/// # Errors
///
/// The target is missing and rustup is not there to add it.
pub fn rust_target(target: &str) -> Result<()> {
    let sysroot = output("rustc", &["--print", "sysroot"]).context("cannot run rustc")?;
    if Path::new(&sysroot).join("lib/rustlib").join(target).is_dir() {
        return Ok(());
    }
    announce(&format!("adding Rust's target {target}"));
    if output("rustup", &["--version"]).is_none() {
        bail!("Rust's target {target} is missing: install Rust by https://rustup.rs, which can add it");
    }
    run(Command::new("rustup").args(["target", "add", target]))
        .with_context(|| format!("cannot add Rust's target {target}"))
}

/// Adds rustfmt and clippy, if they are missing.
///
/// # Errors
///
/// One is missing and rustup is not there to add it.
pub fn rust_components() -> Result<()> {
    for (component, program) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        if output(program, &["--version"]).is_some() {
            continue;
        }
        announce(&format!("adding Rust's {component}"));
        run(Command::new("rustup").args(["component", "add", component]))
            .with_context(|| format!("{component} is missing: install Rust by https://rustup.rs"))?;
    }
    Ok(())
}

/// Installs the packages that the lock file of `folder` names, if they are missing or older than it.
///
/// # Errors
///
/// Node.js is missing or too old, or npm fails.
pub fn npm_packages(folder: &Path) -> Result<()> {
    node()?;
    // npm writes its own copy of the lock file when it is done.
    let modified = |path: &str| folder.join(path).metadata().and_then(|file| file.modified());
    if let (Ok(installed), Ok(locked)) = (modified("node_modules/.package-lock.json"), modified("package-lock.json"))
        && installed >= locked
    {
        return Ok(());
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    announce(&format!("installing the npm packages of {name}"));
    let quietly = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    run(&mut npm(folder, &quietly)).with_context(|| format!("cannot install the npm packages of {name}"))
}

fn node() -> Result<()> {
    let (major, minor) = NODE;
    let wanted = format!("install Node.js {major}.{minor} or newer (with npm) from https://nodejs.org");
    let version = output("node", &["--version"]).with_context(|| format!("Node.js is missing: {wanted}"))?;
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    if (numbers.next(), numbers.next()) < (Some(major), Some(minor)) {
        bail!("Node.js {version} is too old: {wanted}");
    }
    Ok(())
}
