//! Runs and models of Gradient Lab in the formats of other tools.
//!
//! Nothing here reads or writes files: documents, models and tables come in as values or bytes, and bytes go out.
//!
//! ```
//! use gradient_lab::data::Resources;
//! use gradient_lab::document::Experiment;
//! use gradient_lab::model::Model;
//! use gradient_lab::session::Session;
//!
//! # fn main() -> Result<(), gradient_lab::Error> {
//! let experiment = Experiment::parse(r#"{"version": 1, "network": {"hidden": [{"units": 4, "repeat": 2}]}}"#)?;
//! let session = Session::open(experiment, Resources::default(), None)?;
//! let model = Model::open(&session.export_weights()?)?;
//! let file = gradient_lab_export::onnx::model(&model);
//! assert!(file.windows(4).any(|bytes| bytes == b"Gemm"));
//! assert!(gradient_lab_export::svg::drawing(&model).starts_with("<svg"));
//! # Ok(())
//! # }
//! ```

mod crc32c;
pub mod keras;
pub mod notebook;
pub mod onnx;
pub mod program;
mod protobuf;
pub mod pytorch;
pub mod svg;
pub mod tensorboard;
