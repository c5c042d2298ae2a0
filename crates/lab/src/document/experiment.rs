//! The experiment as the rest of the program sees it: every value given, in range, of its type.

use alloc::string::String;
use alloc::vec::Vec;

use gradient_lab_nn::catalogue::Choice;

/// One run, described completely.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// What people call it.
    pub name: Option<String>,
    /// Every random choice derives from it.
    pub seed: u64,
    /// What is learnt from.
    pub data: DataSpec,
    /// What learns.
    pub network: Network,
    /// The loss; `auto` follows the task.
    pub loss: Choice,
    /// How it learns.
    pub training: Training,
}

/// What is learnt from.
#[derive(Debug, Clone, PartialEq)]
pub struct DataSpec {
    /// The data set and its parameters.
    pub source: Choice,
    /// The last fraction of the samples, held back.
    pub validation_split: f64,
    /// Whether features are brought to mean 0 and standard deviation 1.
    pub standardize: bool,
    /// Changes made to each image every time it is trained on.
    pub augment: Vec<Choice>,
}

/// What learns.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Input side first, as written: a block may stand for several (see [`HiddenBlock::repeat`]).
    pub hidden: Vec<HiddenBlock>,
    /// The last layer; its units and activation follow from the task.
    pub output: OutputBlock,
}

impl Network {
    /// The hidden blocks as they are built, input side first: each as often as it repeats.
    pub fn expanded(&self) -> impl Iterator<Item = &HiddenBlock> {
        self.hidden.iter().flat_map(|block| core::iter::repeat_n(block, block.repeat))
    }
}

/// A hidden block: dense, normalization, activation, normalization, residual add, dropout, in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct HiddenBlock {
    /// Units.
    pub units: usize,
    /// How many times the block stands in the network.
    pub repeat: usize,
    /// The activation function.
    pub activation: Choice,
    /// How the kernel begins.
    pub init: Choice,
    /// How the bias begins.
    pub bias_init: Choice,
    /// Whether there is a bias.
    pub use_bias: bool,
    /// The normalization, `none` included.
    pub normalization: Choice,
    /// Where the normalization stands.
    pub normalization_placement: Placement,
    /// Whether the block's input is added to its output.
    pub residual: bool,
    /// The dropout at the block's end.
    pub dropout: Dropout,
    /// Factor of the kernel's penalty `sum |w|`.
    pub l1: f64,
    /// Factor of the kernel's penalty `sum w²`.
    pub l2: f64,
    /// Largest L2 norm of each unit's incoming weights.
    pub max_norm: Option<f64>,
    /// Whether its parameters stay as they begin.
    pub frozen: bool,
}

/// The last layer; see [`HiddenBlock`] for the fields.
#[derive(Debug, Clone, PartialEq)]
pub struct OutputBlock {
    /// How the kernel begins.
    pub init: Choice,
    /// How the bias begins.
    pub bias_init: Choice,
    /// Whether there is a bias.
    pub use_bias: bool,
    /// Factor of the kernel's penalty `sum |w|`.
    pub l1: f64,
    /// Factor of the kernel's penalty `sum w²`.
    pub l2: f64,
    /// Largest L2 norm of each unit's incoming weights.
    pub max_norm: Option<f64>,
    /// Whether its parameters stay as they begin.
    pub frozen: bool,
}

/// Where a block's normalization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Between the dense part and the activation.
    BeforeActivation,
    /// After the activation.
    AfterActivation,
}

/// Dropout at a block's end; none at rate 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dropout {
    /// The share of values dropped.
    pub rate: f64,
    /// Whether it is alpha dropout, which keeps the mean and the variance of SELU activations.
    pub alpha: bool,
}

/// How the network learns.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// Samples a step; `None` is the whole training part.
    pub batch_size: Option<usize>,
    /// Passes over the training part.
    pub epochs: u64,
    /// Whether each epoch takes the samples in a new order.
    pub shuffle: bool,
    /// The update rule.
    pub optimizer: Choice,
    /// The learning rate over time.
    pub schedule: Choice,
    /// The limit on gradients, `none` included.
    pub gradient_clipping: Choice,
}
