//! A run as a program for PyTorch.
use gradient_lab::Error;
use crate::program::{Arrays, Exported, Run};
/// The run as a script.
///
/// # Errors
/// When its arrays cannot be packed.
pub fn script(_run: &Run, _arrays: Arrays<'_>) -> Result<Exported, Error> { unimplemented!() }
