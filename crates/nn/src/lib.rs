//! The network core of Gradient Lab: dense networks, their gradients and their measurements.
//!
//! Knows nothing of documents, data sets, JSON or browsers.
#![no_std]

extern crate alloc;

mod activation;
pub mod catalogue;
mod float;
mod init;
pub(crate) mod kernel;
mod loss;
mod normalization;
mod optimizer;
pub mod random;
mod regularization;
mod schedule;

pub use activation::{Activation, ActivationFunction, Saturation};
pub use float::Float;
pub use init::{Fans, Init, Initializer};
pub use loss::{Head, Loss, LossFunction, Outcome, Targets, first_largest};
pub use normalization::{Normalization, Normalizer};
pub use optimizer::{Optimizer, UpdateRule};
pub use regularization::{Clipping, Dropout, GradientClipping, Penalty};
pub use schedule::{LearningRate, Plateau, Schedule, Time, Unit};
