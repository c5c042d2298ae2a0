//! What the programs for Keras and PyTorch share: the run that they repeat, and the parts that are plain Python.

pub(crate) mod archive;
pub(crate) mod changes;
pub(crate) mod order;
pub(crate) mod python;
pub(crate) mod run;
pub(crate) mod schedule;
pub(crate) mod script;
pub(crate) mod training;
mod zip;

pub use archive::Arrays;
pub use run::Run;
pub use script::Exported;
