//! An experiment of Gradient Lab: document in; steps, trace and snapshots out.
//!
//! Like the network core it is `no_std` with `alloc`: what an engine for pages takes of `std` is mostly words for panics.

extern crate alloc;

mod build;
#[cfg(feature = "page")]
pub mod catalogue;
pub mod data;
mod diagnosis;
pub mod document;
pub mod error;
pub mod evaluation;
mod history;
mod json;
pub mod model;
mod number;
mod picture;
pub mod schema;
pub mod session;
pub mod snapshot;
pub mod trace;
#[cfg(feature = "page")]
pub mod typescript;
pub mod weights;

pub use error::Error;
