//! The network core of Gradient Lab: dense networks, their gradients and their measurements.
//!
//! Knows nothing of documents, data sets, JSON or browsers.
#![no_std]

extern crate alloc;

pub mod activation;
mod block;
pub mod catalogue;
mod float;
mod init;
pub mod kernel;
mod loss;
mod measure;
mod network;
pub mod normalization;
pub mod optimizer;
mod precision;
pub mod random;
mod regularization;
mod schedule;
mod trainer;

pub use activation::{Activation, ActivationFunction, Saturation};
pub use block::BlockSpec;
pub use float::Float;
pub use init::{Fans, Init, Initializer};
pub use loss::{Head, Loss, LossFunction, Outcome, Targets, first_largest};
pub use measure::{Figures, Measure};
pub use network::{Network, NetworkSpec, Pass, Variable};
pub use normalization::{Normalization, Normalizer};
pub use optimizer::{Optimizer, UpdateRule};
pub use regularization::{Clipping, Dropout, GradientClipping, Penalty};
pub use schedule::{LearningRate, Plateau, Schedule, Time, Unit};
pub use trainer::{Batch, Found, Trainer};
