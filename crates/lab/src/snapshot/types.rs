//! The types of a run's info and snapshots.
//!
//! In every list of figures −1 is "not computed" (frozen, or not defined for this layer) and NaN or ±∞ is what the
//! run itself produced; no figure that may be missing is ever negative.

use gradient_lab_nn::Head;
use serde::{Deserialize, Serialize};

use super::{Floats, Integers};
pub use crate::layer::LayerFigures;

/// What stays the same for a whole run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct RunInfo {
    /// Every hidden block in order, then the output.
    pub layers: Vec<LayerInfo>,
    /// The kind of target.
    pub task: Task,
    /// Names of the classes; empty for regression.
    pub classes: Vec<String>,
    /// Features of a sample.
    pub features: usize,
    /// Outputs of the network: 1, or one for each class.
    pub outputs: usize,
    /// The data as they can be drawn.
    pub data_preview: DataPreview,
    /// Samples of the training split.
    pub training_samples: usize,
    /// Samples of the validation split.
    pub validation_samples: usize,
    /// Optimizer steps in an epoch.
    pub steps_per_epoch: u64,
    /// Optimizer steps in the whole run.
    pub total_steps: u64,
    /// Parameters of the network, frozen ones included.
    pub parameters: usize,
}

/// The kind of target that a network learns to predict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "remedies", derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Task {
    /// A real number.
    Regression,
    /// One of two classes, by one sigmoid output.
    Binary,
    /// One of several classes, by a softmax.
    Classes,
}

impl From<Head> for Task {
    fn from(head: Head) -> Self {
        match head {
            Head::Regression(_) => Self::Regression,
            Head::Binary => Self::Binary,
            Head::Classes(_) => Self::Classes,
        }
    }
}

/// A layer: a hidden block or the output, a column of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct LayerInfo {
    /// `hidden.0` … or `output`.
    pub name: String,
    /// Units.
    pub units: usize,
    /// Columns of its kernel: units × pieces.
    pub columns: usize,
    /// The activation's label: `Sigmoid`, `ReLU`; for the output `Sigmoid`, `Softmax` or `Identity`.
    pub activation: String,
    /// Whether its parameters are frozen.
    pub frozen: bool,
}

/// The samples of the data that are drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum DataPreview {
    /// Two features: points on a plane.
    Plane {
        /// `[x_min, x_max, y_min, y_max]` of the drawn plane.
        extent: Floats,
        /// `[x, y, target]` for each sample (target: the class index or the value), training split first; at most 1,000.
        points: Floats,
        /// The number of points of the training split.
        training_points: usize,
    },
    /// Grey images.
    Images {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
        /// The first validation samples (training samples if there are none), `[samples, height, width]`, 0…1.
        samples: Floats,
        /// The class of each sample.
        labels: Integers,
    },
    /// Anything else: the targets of the first validation samples, at most 400, to compare predictions with.
    Table {
        /// The class index or the value of each sample.
        targets: Floats,
    },
}

/// What a snapshot is to contain beyond the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct SnapshotRequest {
    /// Whether to compute [`Snapshot::visuals`], which costs a forward pass over the plane.
    pub visuals: bool,
    /// The most units to draw of each hidden layer.
    pub units: usize,
    /// Points along a side of the surface; unit maps have half as many.
    pub side: usize,
}

/// A run's figures at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Snapshot {
    /// Steps done. At 0 the figures are those of the first batch, measured without an update.
    pub step: u64,
    /// The epoch of the latest step, from 1 (1 before the first step).
    pub epoch: u64,
    /// Loss of the latest batch.
    pub loss: f64,
    /// Learning rate of the latest step.
    pub learning_rate: f64,
    /// Where the run stands.
    pub status: Status,
    /// Whether the gradients vanish, explode or arrive.
    pub diagnosis: Diagnosis,
    /// How the run learns; `None` before two epochs.
    pub learning: Option<Learning>,
    /// The figures of each layer: hidden blocks in order, then the output.
    pub layers: LayerFigures,
    /// Shares of activations, `[layers, HISTOGRAM_BINS]`, each row summing to 1.
    pub histogram: Floats,
    /// The range of each layer's histogram, `[layers, 2]`: low, high.
    pub histogram_range: Floats,
    /// `delta_rms` over time, `[rows, layers]`, oldest first: at most `MAX_HISTORY_ROWS` evenly spaced steps, and the
    /// latest.
    pub delta_history: Floats,
    /// The step of each row of `delta_history`.
    pub delta_history_steps: Floats,
    /// Step, mean batch loss since the row before, and learning rate, `[rows, 3]`, oldest first.
    pub loss_history: Floats,
    /// Epoch, training loss and accuracy, validation loss and accuracy, `[rows, 5]`, −1 where there is none: the first
    /// epoch, at most `MAX_HISTORY_ROWS` evenly spaced ones, and the latest.
    pub epoch_history: Floats,
    /// What the network makes of the data, where it was asked for.
    pub visuals: Option<Visuals>,
}

/// Bins of an activation histogram.
pub const HISTOGRAM_BINS: usize = 32;

/// The most evenly spaced rows of a history; when there would be more, every second one is dropped.
pub const MAX_HISTORY_ROWS: usize = 240;

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Status {
    /// More steps can be done.
    Ready,
    /// All epochs are done.
    Finished,
    /// The loss or a weight is no longer finite; the figures are those of the step in which that happened.
    Diverged {
        /// The step at which it began.
        step: u64,
        /// The layer in which it began.
        layer: String,
    },
}

/// What happens to the gradients in the backward pass: after the first step by figures that are the median of the last ten
/// samples, before by those of the first batch.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Diagnosis {
    /// The verdict.
    pub verdict: Verdict,
    /// ρ: the gradient's gain per layer in the backward pass, `(δ_first/δ_last)^(1/(L−1))` over the hidden layers whose
    /// δ is computed; `None` with fewer than two, or if one is zero or not finite. If the gradient has shrunk below
    /// what `f32` can hold, the gain of the layers above; after a run diverged, the gain before, if the gradient
    /// exploded.
    pub rho: Option<f64>,
    /// `log10(δ_first/δ_last)`: the share of the gradient that reaches the first layer; `None` if `rho` is.
    pub log10_ratio: Option<f64>,
    /// `log10(‖δ_first‖/‖δ_output‖)`, where ‖δ‖ is the root mean square times √columns; `None` if `rho` is, or if the output
    /// has no δ.
    pub log10_first_over_output: Option<f64>,
    /// The layer, from 0, that the verdict is about: the hidden one with most saturated activations or dead units, or whose δ
    /// is zero, nearest the output; or the one, the output's included, in which the run diverged.
    pub layer: Option<usize>,
    /// The share of that layer's units that are dead, or of its activations that are saturated, if that is the verdict.
    pub share: Option<f64>,
    /// How many hidden layers the gradient does not reach because it has shrunk below what `f32` can hold.
    pub underflowed: usize,
    /// The lower of two neighbouring hidden layers between which lie four fifths or more of the whole change of a gradient that
    /// changes more than tenfold over three layers or more.
    pub cliff: Option<usize>,
    /// δ of every layer, the output's included, of which the verdict speaks; −1 where it is not computed.
    pub delta_rms: Floats,
}

/// The verdicts, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "remedies", derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Verdict {
    /// A figure is no longer finite.
    Diverged,
    /// The gradient is exactly zero in a layer: the layers below do not learn.
    Silent,
    /// The gradient grows in the backward pass, to far more than the output's.
    Exploding,
    /// The gradient shrinks in the backward pass.
    Vanishing,
    /// Most `relu` units of a layer give 0 for the whole batch.
    Dying,
    /// Most activations of a layer sit at an asymptote.
    Saturated,
    /// The gradient reaches the first layer neither much too large nor much too small.
    #[default]
    Healthy,
}

/// How the run learns, judged from its epochs' figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Learning {
    /// In a word.
    pub kind: LearningKind,
    /// The loss of guessing: of the best constant answer on the training split; of classes, all being equally probable.
    pub guessing: f64,
    /// The epoch with the lowest validation loss, from 1; `None` without a validation split.
    pub best_epoch: Option<u64>,
    /// The penalties' share of the latest epoch's training loss.
    pub penalty_share: f64,
    /// That loss without penalties, as a share of that of guessing.
    pub progress: f64,
}

/// How a run learns: of those that apply, the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "remedies", derive(serde::Deserialize))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum LearningKind {
    /// The task is done.
    Learnt,
    /// The validation loss has risen from its best while the training loss fell.
    Overfitting,
    /// The training loss jumps up again and again.
    Unstable,
    /// Penalties are over half of the loss.
    Penalized,
    /// The loss stays at that of guessing.
    NotLearning,
    /// None of these.
    Learning,
}

/// What the network makes of the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Visuals {
    /// The number of units drawn of each hidden layer.
    pub units_shown: Integers,
    /// On a plane: the activations of the drawn units, layer by layer, `[units_shown, side/2, side/2]`, rows from the
    /// top (largest y) down. For images: the first layer's kernel, `[units_shown[0], height, width]`. Else empty.
    pub unit_maps: Floats,
    /// Points along a side of `surface`.
    pub side: usize,
    /// On a plane: the outputs, `[side, side, outputs]`, rows from the top (largest y) down. Else empty.
    pub surface: Floats,
    /// For images and tables: the outputs for the samples of the data preview, `[samples, outputs]`. Else empty.
    pub predictions: Floats,
}
