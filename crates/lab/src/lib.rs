//! An experiment of Gradient Lab: document in; steps, trace and snapshots out.

pub mod catalogue;
pub mod data;
pub mod document;
pub mod error;
pub mod snapshot;
pub mod trace;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod weights;

pub use error::Error;
