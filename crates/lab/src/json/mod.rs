//! JSON: text to a tree, and values to text.
//!
//! Written here for the sake of pages that load the engine: what `serde_json` brings (tables for numbers above all) is
//! more than a quarter of what they may load, and it passes over duplicate keys.

mod path;
mod read;
mod write;

pub(crate) use path::Path;
pub(crate) use read::Node;
pub(crate) use write::Writer;
