//! An experiment of Gradient Lab: document in; steps, trace and snapshots out.

mod build;
#[cfg(feature = "page")]
pub mod catalogue;
pub mod checkpoint;
pub mod data;
mod diagnosis;
pub mod document;
pub mod error;
pub mod figure;
mod layer;
pub mod schema;
pub mod session;
pub mod snapshot;
pub mod trace;
#[cfg(feature = "page")]
pub mod typescript;

pub use error::Error;
