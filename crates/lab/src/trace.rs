//! What a run writes about itself: one record a step, one an epoch.

/// One line of the trace.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// An optimizer step.
    Step(StepRecord),
    /// A finished epoch.
    Epoch(EpochRecord),
}

/// The figures of one step's batch, before its update.
#[derive(Debug, Clone, PartialEq)]
pub struct StepRecord {
    /// The step, from 1.
    pub step: u64,
    /// The epoch it belongs to, from 1.
    pub epoch: u64,
    /// The learning rate of its update.
    pub learning_rate: f64,
    /// The batch's mean loss, penalties included.
    pub loss: f64,
    /// Every hidden block in order, then the output.
    pub layers: Vec<LayerRecord>,
}

/// One layer's figures in one step; `None` is "not computed".
#[derive(Debug, Clone, PartialEq)]
pub struct LayerRecord {
    /// `hidden.0` … or `output`.
    pub name: String,
    /// L2 norm of d loss / d kernel.
    pub kernel_gradient_l2: Option<f64>,
    /// Mean of |d loss / d kernel|.
    pub kernel_gradient_mean_abs: Option<f64>,
    /// L2 norm of d loss / d bias.
    pub bias_gradient_l2: Option<f64>,
    /// Root mean square of d loss / d (activation input) over batch and units.
    pub delta_rms: Option<f64>,
    /// Mean of the activation function's output over batch and units.
    pub activation_mean: f64,
    /// Its population standard deviation.
    pub activation_std: f64,
    /// Share of activations within 1 % of an asymptote.
    pub saturated: Option<f64>,
    /// Share of units that are 0 for the whole batch.
    pub dead: Option<f64>,
    /// L2 norm of the kernel's change over the kernel's own.
    pub update_ratio: Option<f64>,
}

/// The figures of one whole epoch, as Keras reports them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochRecord {
    /// The epoch, from 1.
    pub epoch: u64,
    /// Mean over the epoch's samples of each batch's loss before its update.
    pub training_loss: f64,
    /// The same for the accuracy; `None` for regression.
    pub training_accuracy: Option<f64>,
    /// Loss over the validation part after the epoch, in inference mode; `None` without a split.
    pub validation_loss: Option<f64>,
    /// The same for the accuracy.
    pub validation_accuracy: Option<f64>,
}
