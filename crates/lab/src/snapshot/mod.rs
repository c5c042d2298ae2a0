//! What the page is given to draw: a run's figures at one moment, flat and ready to transfer.

pub(crate) mod build;
mod lists;
mod types;

pub use lists::{Floats, Integers};
pub use types::*;
