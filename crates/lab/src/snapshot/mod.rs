//! What the page draws: the figures of a run at one moment, in flat lists that transfer between threads.

mod types;

pub use crate::lists::{Floats, Integers};
pub use types::*;
