//! The network core of Gradient Lab: dense networks, their gradients and their measurements.
//!
//! Knows nothing of documents, data sets, JSON or browsers.
#![cfg_attr(not(feature = "page"), no_std)]

extern crate alloc;

pub mod activation;
mod block;
pub mod catalogue;
mod float;
pub mod init;
mod linalg;
pub mod loss;
pub mod math;
mod metrics;
mod network;
pub mod normalization;
pub mod optimizer;
mod precision;
pub mod regularization;
pub mod rng;
pub mod schedule;
mod shape;
mod simd;
mod trainer;

pub use activation::{Activation, ActivationFunction, Saturation};
pub use block::BlockSpec;
pub use float::Float;
pub use init::{Fans, Init, Initializer};
pub use loss::{Head, Loss, LossFunction, LossInput, Targets, argmax};
pub use math::Transcendental;
pub use metrics::{LayerMetrics, MetricsLevel};
pub use network::{Activations, Network, NetworkSpec, Variable};
pub use normalization::{Normalization, Normalizer};
pub use optimizer::{Optimizer, UpdateRule};
pub use regularization::{Clipping, Dropout, GradientClipping, Penalty, apply_max_norm};
pub use schedule::{LearningRate, Plateau, Schedule, Time, Unit};
pub use simd::{SimdFloat, SimdVector};
pub use trainer::{Batch, StepOutput, Trainer};

/// The matrix products, for this crate's benchmarks alone.
#[doc(hidden)]
pub mod bench {
    pub use crate::linalg::matmul::{matmul_bias, matmul_nt, matmul_tn};
}
