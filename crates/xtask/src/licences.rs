//! What our dependencies may be: their licences and sources, which `deny.toml` lists.

use anyhow::{Context, Result};

use crate::command::{announce, cargo, run};

/// Whether cargo-deny is there.
pub fn tool_is_there() -> bool {
    cargo(&["deny", "--version"]).output().is_ok_and(|output| output.status.success())
}

/// Makes sure that cargo-deny is there.
///
/// # Errors
///
/// It is missing and cannot be installed.
pub fn tool() -> Result<()> {
    if tool_is_there() {
        return Ok(());
    }
    announce("installing cargo-deny");
    run(&mut cargo(&["install", "--locked", "cargo-deny"])).context("cargo-deny is missing and cannot be installed")
}

/// Checks licences, bans and sources. Advisories are left out: they need the network, and change without us.
///
/// # Errors
///
/// A dependency is not as `deny.toml` wants it.
pub fn check() -> Result<()> {
    run(&mut cargo(&["deny", "check", "licenses", "bans", "sources"]))
}
