//! The TypeScript types of what the engine takes and gives.

use anyhow::{Context, Result};

use crate::command::announce;
use crate::project;

/// Writes them beside the engine's JavaScript.
///
/// # Errors
///
/// The file cannot be written.
pub fn write() -> Result<()> {
    announce("writing the engine's types");
    let folder = project::generated();
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = folder.join("types.ts");
    std::fs::write(&file, gradient_lab::typescript::declarations())
        .with_context(|| format!("cannot write {}", file.display()))
}
