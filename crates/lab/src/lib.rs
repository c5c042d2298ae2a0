//! An experiment of Gradient Lab: document in; steps, trace and snapshots out.

mod assembly;
pub mod catalogue;
pub mod data;
mod diagnosis;
pub mod document;
pub mod error;
mod history;
pub mod model;
mod picture;
pub mod session;
pub mod snapshot;
pub mod trace;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod weights;

pub use error::Error;
