//! What keeps weights and gradients in bounds: dropout, penalties, the max-norm constraint, gradient clipping.

mod clipping;
mod dropout;
mod max_norm;
mod penalty;

pub use clipping::{ClipByGlobalNorm, ClipByNorm, ClipByValue, Clipping, GradientClipping, NoClipping};
pub use dropout::Dropout;
pub use max_norm::apply_max_norm;
pub use penalty::Penalty;
