//! The experiment document: one JSON text that describes a run completely.

mod experiment;

pub use experiment::{DataSpec, Dropout, Experiment, HiddenBlock, Network, OutputBlock, Placement, Training};
