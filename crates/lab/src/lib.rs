//! Experiments of Gradient Lab: a JSON document goes in; training steps, a trace, snapshots and weights come out.
//!
//! An [`Experiment`](document::Experiment) is a document that has been read and checked; what the document leaves out
//! has its default. A [`Session`](session::Session) loads the data, builds the network and trains it. With tracing on
//! it [records](trace::Record) the figures of every step and every epoch:
//!
//! ```
//! use gradient_lab::data::Resources;
//! use gradient_lab::document::Experiment;
//! use gradient_lab::session::Session;
//! use gradient_lab::trace::Record;
//!
//! # fn main() -> Result<(), gradient_lab::Error> {
//! let experiment = Experiment::parse(
//!     r#"{
//!         "version": 1,
//!         "data": {"kind": "moons", "samples": 200},
//!         "network": {"hidden": [{"units": 8, "repeat": 2, "activation": "tanh"}]},
//!         "training": {"epochs": 20, "optimizer": {"kind": "adam", "learning_rate": 0.01}}
//!     }"#,
//! )?;
//! let mut session = Session::open(experiment, Resources::default(), None)?;
//! session.set_tracing(true);
//! session.step(session.total_steps());
//!
//! for record in session.take_trace() {
//!     match record {
//!         Record::Step(step) => {
//!             let first = &step.layers[0];
//!             println!("step {}: δ is {:?} in the first layer", step.step, first.delta_rms);
//!         }
//!         Record::Epoch(epoch) => println!("epoch {}: loss {}", epoch.epoch, epoch.training_loss),
//!         Record::Diagnosis(_) => {}
//!     }
//! }
//!
//! let evaluation = session.evaluate();
//! assert!(evaluation.training.accuracy > Some(0.8));
//!
//! // The probability of class 1 at two points of the plane.
//! let probabilities = session.predict(&[0.0, 1.0, 1.0, -0.5])?;
//! assert!(probabilities[0] < 0.5 && probabilities[1] > 0.5);
//!
//! // The weights and the document in one file, from which another session can go on.
//! let file = session.export_weights()?;
//! let mut restored = Session::open(gradient_lab::checkpoint::experiment_of(&file)?, Resources::default(), Some(&file))?;
//! assert_eq!(restored.predict(&[0.0, 1.0, 1.0, -0.5])?, probabilities);
//! # Ok(())
//! # }
//! ```
//!
//! Everything invalid in a document, a file or a call is an [`Error`], one line that says where it is, what was found
//! and what is allowed.
//!
//! # Modules
//!
//! - [`document`]: the experiment document, its fields, their defaults and limits, declared by means of [`schema`].
//! - [`data`]: the data sets, one file each.
//! - [`session`]: a run; [`trace`] and [`snapshot`] are what it records and what the page draws of it.
//! - `remedies`, with the feature of that name: what helps a run that is in trouble.
//! - `sweep`, with the feature of that name: many runs with different settings, side by side.
//! - [`checkpoint`]: weights and document in one safetensors file; with the feature `tables`, `predictor` applies such a file to
//!   a table.
//!
//! # Features
//!
//! - `inflate` (default): reads image files as they are packed. In a browser the page inflates them.
//! - `tables` (default): reads the user's table. In a browser a module of its own does.
//! - `models` (default): reads model files. In a browser that module does, too.
//! - `remedies`: what to set in the document of a run that is in trouble.
//! - `sweep`: plans of many runs, and threads to carry them out.
//! - `prose`: the summaries of fields and entries, and the help text that is made from them.
//! - `page`: the catalogues as JSON, and TypeScript declarations.

mod build;
#[cfg(feature = "page")]
pub mod catalogue;
pub mod checkpoint;
pub mod data;
mod diagnosis;
pub mod document;
pub mod error;
pub mod figure;
mod layer;
mod learning;
mod lists;
#[cfg(feature = "tables")]
pub mod predictor;
#[cfg(feature = "remedies")]
pub mod remedies;
pub mod schema;
pub mod session;
pub mod snapshot;
#[cfg(feature = "sweep")]
pub mod sweep;
pub mod trace;
#[cfg(feature = "page")]
pub mod typescript;

pub use error::Error;
