//! The network core of Gradient Lab: small dense networks, their gradients, and what can be measured while they learn.
//!
//! It knows nothing of documents, data sets, JSON or browsers, needs no operating system (`no_std` with `alloc`), and
//! gives the same bits on every machine. Rules and defaults are those of Keras 3.
//!
//! # Train a network
//!
//! A [`NetworkSpec`] is a stack of blocks and a [`Head`], which says what the outputs mean. A [`Trainer`] holds the
//! [`Network`] with its loss, its optimizer and its gradient clipping. This one learns XOR:
//!
//! ```
//! use gradient_lab_nn::activation::{Identity, Tanh};
//! use gradient_lab_nn::init::GlorotUniform;
//! use gradient_lab_nn::loss::CrossEntropy;
//! use gradient_lab_nn::optimizer::Adam;
//! use gradient_lab_nn::regularization::NoClipping;
//! use gradient_lab_nn::{Activations, Batch, BlockSpec, Head, MetricsLevel, Network, NetworkSpec, Targets, Trainer};
//! use ndarray::array;
//!
//! let spec = NetworkSpec {
//!     inputs: 2,
//!     hidden: vec![BlockSpec::dense(8, Tanh {}, GlorotUniform::default())],
//!     output: BlockSpec::dense(1, Identity {}, GlorotUniform::default()),
//!     head: Head::Binary,
//! };
//! let adam = Adam { learning_rate: 0.1, ..Adam::default() };
//! let network = Network::<f32>::new(spec, 42);
//! let mut trainer = Trainer::<f32>::new(network, CrossEntropy {}.into(), adam.into(), NoClipping {}.into(), 42);
//!
//! let inputs = array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
//! let batch = Batch { inputs: inputs.view(), targets: Targets::Classes(&[0, 1, 1, 0]) };
//! while trainer.step(batch, trainer.base_learning_rate(), MetricsLevel::Nothing).loss > 0.01 {
//!     assert!(trainer.steps() < 200, "XOR takes no longer");
//! }
//!
//! let mut activations = Activations::default();
//! let probabilities = trainer.network().infer(inputs.view(), &mut activations);
//! assert!(probabilities[[0, 0]] < 0.1 && probabilities[[1, 0]] > 0.9);
//! ```
//!
//! # See where a gradient vanishes
//!
//! A step measures as much as its [`MetricsLevel`] says. [`LayerMetrics::delta_rms`] is the size of d loss / d
//! (activation input): in a deep network of sigmoids it falls from block to block, on the way from the output to the
//! input.
//!
//! ```
//! use gradient_lab_nn::activation::{Identity, Sigmoid};
//! use gradient_lab_nn::init::GlorotUniform;
//! use gradient_lab_nn::loss::Auto;
//! use gradient_lab_nn::optimizer::Sgd;
//! use gradient_lab_nn::regularization::NoClipping;
//! use gradient_lab_nn::{Batch, BlockSpec, Head, MetricsLevel, Network, NetworkSpec, Targets, Trainer};
//! use ndarray::array;
//!
//! let spec = NetworkSpec {
//!     inputs: 2,
//!     hidden: vec![BlockSpec::dense(8, Sigmoid {}, GlorotUniform::default()); 6],
//!     output: BlockSpec::dense(1, Identity {}, GlorotUniform::default()),
//!     head: Head::Regression(1),
//! };
//! let (loss, sgd, clipping) = (Auto {}.into(), Sgd::default().into(), NoClipping {}.into());
//! let mut trainer = Trainer::<f32>::new(Network::<f32>::new(spec, 1), loss, sgd, clipping, 1);
//!
//! let inputs = array![[0.0, 1.0], [1.0, -1.0]];
//! let batch = Batch { inputs: inputs.view(), targets: Targets::Values(&[1.0, -1.0]) };
//! trainer.step(batch, trainer.base_learning_rate(), MetricsLevel::Full);
//!
//! let deltas: Vec<f64> = trainer.metrics().iter().map(|layer| layer.delta_rms.unwrap()).collect();
//! assert!(deltas.is_sorted());
//! assert!(deltas[0] < 1e-3 * deltas[6]);
//! ```
//!
//! # Choose from the catalogues
//!
//! Whatever can be chosen is a type with public fields: [`activation`], [`init`], [`loss`], [`normalization`],
//! [`optimizer`], [`schedule`], [`Clipping`]. The type's docs give its formula, its source and its hyperparameters with
//! their defaults. A [`catalogue`](mod@catalogue) finds them by the names that documents use:
//!
//! ```
//! use gradient_lab_nn::Activation;
//! use gradient_lab_nn::activation::LeakyRelu;
//! use gradient_lab_nn::catalogue::Catalogue;
//!
//! let names: Vec<&str> = Activation::ENTRIES.iter().map(|entry| entry.id).collect();
//! assert!(names.contains(&"leaky_relu"));
//! assert_eq!(Activation::with_defaults("leaky_relu"), Some(LeakyRelu::default().into()));
//! ```
//!
//! Each also works by itself, on slices: see [`ActivationFunction`], [`Initializer`], [`LossFunction`],
//! [`LearningRate`], and [`UpdateRule`] for an optimizer without a network.
//!
//! # Shapes
//!
//! Samples are rows: inputs are `[rows, features]`, activations `[rows, units]`, a kernel `[inputs, units]`, as in
//! Keras. Arrays that are passed in must be in standard layout, contiguous and row by row, as `ndarray` makes them.
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `prose` | the catalogues' words for people: formulas, summaries, sources |
//! | `serde` | [`LayerMetrics`] can be serialized |
//! | `page`  | `prose`, `serde`, and the catalogues as JSON and TypeScript; needs `std` |
//!
//! None is on by default.
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
pub use loss::{Head, Loss, LossFunction, LossInput, Targets};
pub use math::Transcendental;
pub use metrics::{LayerMetrics, MetricsLevel};
pub use network::{Activations, DropoutDraw, Network, NetworkSpec, Variable};
pub use normalization::{Normalization, Normalizer};
pub use optimizer::{Optimizer, UpdateRule};
pub use regularization::{Clipping, Dropout, GradientClipping, Penalty, apply_max_norm};
pub use schedule::{LearningRate, Plateau, Schedule, Time, Unit};
pub use shape::{elements, elements_mut};
pub use simd::{SimdFloat, SimdVector};
pub use trainer::{Batch, StepOutput, Trainer};

/// The matrix products, for this crate's benchmarks alone.
#[doc(hidden)]
pub mod bench {
    pub use crate::linalg::matmul::{matmul_bias, matmul_nt, matmul_tn};
}
