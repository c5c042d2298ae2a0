//! Runs and models of Gradient Lab in the formats of other tools.
//!
//! Nothing here reads or writes files: documents, models and tables come in as values or bytes, and bytes go out.

pub mod keras;
pub mod notebook;
pub mod program;
pub mod pytorch;
