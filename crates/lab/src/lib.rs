//! An experiment of Gradient Lab: document in; steps, trace and snapshots out.

pub mod snapshot;
pub mod trace;
