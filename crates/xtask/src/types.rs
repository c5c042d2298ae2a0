//! Writes what the page knows of the engine before it is loaded: its TypeScript types and its catalogue.

use anyhow::{Context, Result};

use crate::command::announce;
use crate::project;

/// Writes types, catalogue and prose beside the engine's JavaScript.
///
/// # Errors
///
/// A file cannot be written.
pub fn write() -> Result<()> {
    announce("writing the engine's types and catalogue");
    let folder = project::generated();
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in [
        ("types.ts", gradient_lab::typescript::declarations()),
        ("catalogue.ts", gradient_lab::typescript::catalogue()),
        ("prose.ts", gradient_lab::typescript::prose()),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}
