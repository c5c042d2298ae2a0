//! What the page draws: the figures of a run at one moment, in flat lists that transfer between threads.

pub(crate) mod build;
mod lists;
mod types;

pub use lists::{Floats, Integers};
pub use types::*;
