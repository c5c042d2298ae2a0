//! What a description and a snapshot are made of.
//!
//! In every list of figures −1 is "not computed" (frozen, or not defined for this layer) and NaN or ±∞ is what the
//! run itself produced; no figure listed here that may be missing is ever negative.

use gradient_lab_nn::Head;
use serde::{Deserialize, Serialize};

use super::{Floats, Integers};
pub use crate::layer::LayerFigures;

/// What stays the same for a whole run. Made once, when the session opens.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Description {
    /// Every hidden block in order, then the output.
    pub layers: Vec<LayerDescription>,
    /// What is learnt.
    pub task: Task,
    /// Names of the classes; empty for regression.
    pub classes: Vec<String>,
    /// Features of a sample.
    pub features: usize,
    /// Values that the network gives for a sample: 1, or one a class.
    pub outputs: usize,
    /// What a picture of the data looks like.
    pub picture: Picture,
    /// Samples trained on.
    pub training_samples: usize,
    /// Samples held back.
    pub validation_samples: usize,
    /// Optimizer steps in an epoch.
    pub steps_per_epoch: u64,
    /// Optimizer steps in the whole run.
    pub total_steps: u64,
    /// Trainable and fixed parameters together.
    pub parameters: usize,
}

/// What is learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
            Head::Regression => Self::Regression,
            Head::Binary => Self::Binary,
            Head::Classes(_) => Self::Classes,
        }
    }
}

/// One column of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct LayerDescription {
    /// `hidden.0` … or `output`.
    pub name: String,
    /// Units.
    pub units: usize,
    /// The activation's label: `Sigmoid`, `ReLU`; for the output `Sigmoid`, `Softmax` or `Identity`.
    pub activation: String,
    /// Whether its kernel is frozen.
    pub frozen: bool,
}

/// What a picture of the data looks like.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Picture {
    /// Two features: points on a plane.
    Plane {
        /// `[x_min, x_max, y_min, y_max]` of the drawn plane.
        extent: Floats,
        /// `[x, y, target]` a sample (target: the class index or the value), training part first; at most 1,000.
        points: Floats,
        /// How many of the points are of the training part.
        training_points: usize,
    },
    /// Grey images.
    Images {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
        /// The validation samples shown (the training part's where there is no split), `[samples, height, width]`,
        /// 0…1.
        samples: Floats,
        /// The class of each.
        labels: Integers,
    },
    /// Anything else: targets of the first validation samples (at most 400), to hold predictions against.
    Table {
        /// The class index or the value.
        targets: Floats,
    },
}

/// What a snapshot contains beyond the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct SnapshotRequest {
    /// Whether to evaluate the pictures, which costs a pass over the plane.
    pub pictures: bool,
    /// Units pictured a layer.
    pub units: usize,
    /// Points along a side of the decision surface; unit maps have half as many.
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
    /// What the gradients do.
    pub diagnosis: Diagnosis,
    /// Per layer, hidden blocks in order, then the output.
    pub layers: LayerFigures,
    /// Shares of activations, `[layers, HISTOGRAM_BINS]`, each row summing to 1.
    pub histogram: Floats,
    /// `[low, high]` a layer: what the histogram spans.
    pub histogram_range: Floats,
    /// `delta_rms` over time, `[rows, layers]`, oldest first: at most `HISTORY_ROWS` evenly spaced steps, and the latest.
    pub delta_history: Floats,
    /// The step of each row of `delta_history`.
    pub delta_history_steps: Floats,
    /// Step, mean batch loss since the row before, and learning rate, `[rows, 3]`, oldest first.
    pub loss_history: Floats,
    /// Epoch, training loss and accuracy, validation loss and accuracy, `[rows, 5]`, −1 where there is none: the first
    /// epoch, at most `HISTORY_ROWS` evenly spaced ones, and the latest.
    pub epoch_history: Floats,
    /// The pictures, where they were asked for.
    pub pictures: Option<Pictures>,
}

/// Bins of an activation histogram.
pub const HISTOGRAM_BINS: usize = 32;

/// Most evenly spaced rows of a history; past it every second row is dropped.
pub const HISTORY_ROWS: usize = 240;

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Status {
    /// More steps can be done.
    Ready,
    /// All epochs are done.
    Finished,
    /// The loss or a weight is no longer finite; the figures are kept as they stood.
    Diverged {
        /// The step at which it began.
        step: u64,
        /// The layer in which it began.
        layer: String,
    },
}

/// What the gradients do on their way back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Diagnosis {
    /// The verdict.
    pub verdict: Verdict,
    /// ρ: the gradient's gain a layer going back, `(δ_first/δ_last)^(1/(L−1))` over the hidden layers whose δ is computed;
    /// `None` with fewer than two, or where one is zero or not finite. Where the gradient has shrunk below what `f32` can
    /// hold, that of the layers above; after a run diverged, the gain before, where it exploded.
    pub rho: Option<f64>,
    /// `log10(δ_first/δ_last)`: what is left at the first layer; `None` where ρ is.
    pub log10_left: Option<f64>,
    /// The hidden layer (from 0) the verdict speaks of: the most saturated or dead one, or of those whose δ is zero or not
    /// finite the one nearest the output.
    pub layer: Option<usize>,
}

/// The verdicts, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub enum Verdict {
    /// A figure is no longer finite.
    Diverged,
    /// The gradient is exactly zero somewhere: nothing below learns.
    Silent,
    /// The gradient grows going back.
    Exploding,
    /// The gradient shrinks going back.
    Vanishing,
    /// Most `relu` units of a layer give 0 for the whole batch.
    Dying,
    /// Most activations of a layer sit at an asymptote.
    Saturated,
    /// The gradient arrives.
    Healthy,
}

/// What the network sees and says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "page", derive(ts_rs::TS))]
pub struct Pictures {
    /// Units pictured in each hidden layer.
    pub units_shown: Integers,
    /// On a plane: the pictured units' activations, layer by layer, `[units_shown, side/2, side/2]`, rows from the
    /// top (largest y) down. For images: the first layer's kernel, `[units_shown[0], height, width]`. Else empty.
    pub unit_maps: Floats,
    /// Points along a side of `surface`.
    pub side: usize,
    /// On a plane: the outputs, `[side, side, outputs]`, rows from the top (largest y) down. Else empty.
    pub surface: Floats,
    /// For images and tables: the outputs for the samples of the description, `[samples, outputs]`. Else empty.
    pub predictions: Floats,
}
