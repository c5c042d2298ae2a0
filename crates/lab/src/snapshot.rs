//! What the page is given to draw: a run's figures at one moment, flat and ready to transfer.
//!
//! In every list of figures −1 is "not computed" (frozen, or not defined for this layer) and NaN or ±∞ is what the
//! run itself produced; no figure listed here that may be missing is ever negative.

use alloc::string::String;
use alloc::vec::Vec;

use crate::data::Task;

/// What stays the same for a whole run. Made once, when the session opens.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
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

/// One column of the page.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "page",
    derive(ts_rs::TS),
    ts(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
pub enum Picture {
    /// Two features: points on a plane.
    Plane {
        /// `[x_min, x_max, y_min, y_max]` of the drawn plane.
        #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
        extent: [f32; 4],
        /// `[x, y, target]` a sample (target: the class index or the value), training part first; at most 1,000.
        #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
        points: Vec<f32>,
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
        #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
        samples: Vec<f32>,
        /// The class of each.
        #[cfg_attr(feature = "page", ts(type = "Uint32Array"))]
        labels: Vec<u32>,
    },
    /// Anything else: targets of the first validation samples (at most 400), to hold predictions against.
    Table {
        /// The class index or the value.
        #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
        targets: Vec<f32>,
    },
}

/// What a snapshot is to contain beyond the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotRequest {
    /// Whether to evaluate the pictures, which costs a pass over the plane.
    pub pictures: bool,
    /// Units pictured a layer.
    pub units: usize,
    /// Points along a side of the decision surface; unit maps have half as many.
    pub side: usize,
}

/// A run's figures at one moment.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
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
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub histogram: Vec<f32>,
    /// `[low, high]` a layer: what the histogram spans.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub histogram_range: Vec<f32>,
    /// `delta_rms` over time, `[rows, layers]`, oldest first: at most `HISTORY_ROWS` evenly spaced steps, and the latest.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub delta_history: Vec<f32>,
    /// The step of each row of `delta_history`.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub delta_history_steps: Vec<f32>,
    /// Step, mean batch loss since the row before, and learning rate, `[rows, 3]`, oldest first.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub loss_history: Vec<f32>,
    /// Epoch, training loss and accuracy, validation loss and accuracy, `[rows, 5]`, −1 where there is none: the first
    /// epoch, at most `HISTORY_ROWS` evenly spaced ones, and the latest.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub epoch_history: Vec<f32>,
    /// The pictures, where they were asked for.
    pub pictures: Option<Pictures>,
}

/// Bins of an activation histogram.
pub const HISTOGRAM_BINS: usize = 32;

/// Most evenly spaced rows of a history; past it every second row is dropped.
pub const HISTORY_ROWS: usize = 240;

/// One figure a layer in each list.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct LayerFigures {
    /// See [`crate::trace::LayerRecord::delta_rms`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub delta_rms: Vec<f32>,
    /// See [`crate::trace::LayerRecord::kernel_gradient_l2`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub kernel_gradient_l2: Vec<f32>,
    /// See [`crate::trace::LayerRecord::kernel_gradient_mean_abs`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub kernel_gradient_mean_abs: Vec<f32>,
    /// See [`crate::trace::LayerRecord::bias_gradient_l2`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub bias_gradient_l2: Vec<f32>,
    /// See [`crate::trace::LayerRecord::activation_mean`]; may be negative and is never missing.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub activation_mean: Vec<f32>,
    /// See [`crate::trace::LayerRecord::activation_std`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub activation_std: Vec<f32>,
    /// See [`crate::trace::LayerRecord::saturated`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub saturated: Vec<f32>,
    /// See [`crate::trace::LayerRecord::dead`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub dead: Vec<f32>,
    /// See [`crate::trace::LayerRecord::update_ratio`].
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub update_ratio: Vec<f32>,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "page",
    derive(ts_rs::TS),
    ts(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")
)]
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
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
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

impl Verdict {
    /// Its name in TypeScript.
    pub fn id(self) -> &'static str {
        match self {
            Self::Diverged => "diverged",
            Self::Silent => "silent",
            Self::Exploding => "exploding",
            Self::Vanishing => "vanishing",
            Self::Dying => "dying",
            Self::Saturated => "saturated",
            Self::Healthy => "healthy",
        }
    }
}

/// What the network sees and says.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub struct Pictures {
    /// Units pictured in each hidden layer.
    #[cfg_attr(feature = "page", ts(type = "Uint32Array"))]
    pub units_shown: Vec<u32>,
    /// On a plane: the pictured units' activations, layer by layer, `[units_shown, side/2, side/2]`, rows from the
    /// top (largest y) down. For images: the first layer's kernel, `[units_shown[0], height, width]`. Else empty.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub unit_maps: Vec<f32>,
    /// Points along a side of `surface`.
    pub side: usize,
    /// On a plane: the outputs, `[side, side, outputs]`, rows from the top (largest y) down. Else empty.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub surface: Vec<f32>,
    /// For images and tables: the outputs for the samples of the description, `[samples, outputs]`. Else empty.
    #[cfg_attr(feature = "page", ts(type = "Float32Array"))]
    pub predictions: Vec<f32>,
}
