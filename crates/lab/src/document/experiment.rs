//! The objects of the document, each field declared once.

use gradient_lab_nn::catalogue::{Hyperparameter, HyperparameterValue, Interval, Scale, Value};
use gradient_lab_nn::{Activation, Clipping, Dropout, Init, Loss, Normalization, Optimizer, Schedule};

use super::{Change, catalogues, dropout, limits};
use crate::Error;
use crate::data::DataSpec;
use crate::schema::read::{Node, Path, expected};
use crate::schema::{Field, FieldKind, FieldValue, object, plain_values};
use serde::Serializer;

object! {
    /// The document: one run, described completely.
    pub struct Experiment = "document" {
        /// The version of the document's format.
        version: Version = Field::version(Version::NUMBER),
        /// What people call the experiment.
        name: Option<String> = Field::text("Name", limits::MAX_NAME_CHARACTERS),
        /// Every random choice derives from it.
        seed: u64 = Field::value(Hyperparameter::integer("Seed", 42, 0, limits::MAX_SEED, Scale::Linear)),
        /// What is learnt from.
        data: DataSpec = Field::object("Data", DataSpec::OBJECT),
        /// What learns.
        network: Network = Field::object("Network", Network::OBJECT),
        /// What training makes small.
        loss: Loss = Field::choice("Loss", &catalogues::LOSS, "auto"),
        /// How the network learns.
        training: Training = Field::object("Training", Training::OBJECT),
    }
}

object! {
    /// The network.
    pub struct Network = "network" {
        /// The hidden blocks, input side first.
        hidden: Vec<HiddenBlock> =
            Field::objects("Hidden blocks", HiddenBlock::OBJECT, limits::MAX_HIDDEN_BLOCKS),
        /// The last layer; its units follow from the task.
        output: OutputBlock = Field::object("Output", OutputBlock::OBJECT),
    }
}

impl Network {
    /// The hidden blocks as they are built, input side first: each as many times as it repeats.
    pub fn expanded(&self) -> impl Iterator<Item = &HiddenBlock> {
        self.hidden.iter().flat_map(|block| std::iter::repeat_n(block, block.repeat))
    }
}

/// Declares a block: the fields of all blocks, with Keras's defaults, and before and between them those of its own.
macro_rules! block {
    ($(#[$doc:meta])* pub struct $name:ident = $id:literal { $($before:tt)* } { $($between:tt)* }) => {
        object! {
            $(#[$doc])*
            pub struct $name = $id {
                $($before)*
                /// The weights the layer starts from.
                init: Init = Field::choice("Init", &catalogues::INIT, "glorot_uniform"),
                /// The biases the layer starts from.
                bias_init: Init = Field::choice("Bias init", &catalogues::BIAS_INIT, "zeros"),
                /// Adds a learned number to each unit's weighted input.
                use_bias: bool = Field::value(Hyperparameter::boolean("Bias", true)),
                $($between)*
                /// Adds l1·sum|w| over the kernel to the loss.
                l1: f64 = Field::value(penalty("L1 penalty")),
                /// Adds l2·sum(w²) over the kernel to the loss.
                l2: f64 = Field::value(penalty("L2 penalty")),
                /// Limits the length of each unit's incoming weight vector.
                max_norm: Option<f64> = Field::nullable(
                    Hyperparameter::real(
                        "Max-norm", 2.0, Interval::above(0.0, 1e6).travel(0.1, 10.0), Scale::Logarithmic
                    ),
                    "no limit",
                    Some("limit"),
                ),
                /// Keeps the layer's parameters as they start.
                frozen: bool = Field::value(Hyperparameter::boolean("Frozen", false)),
            }
        }
    };
}

block! {
    /// A hidden block: dense, normalization, activation, normalization, residual add, dropout, in this order.
    pub struct HiddenBlock = "hidden" {
        /// How many units each layer of the block has.
        units: usize = Field::value(
            Hyperparameter::integer("Units", 16, 1, limits::MAX_UNITS as u64, Scale::Logarithmic).unit("units")
        ),
        /// How many times the block stands in the network.
        repeat: usize = Field::value(
            Hyperparameter::integer("Repeat", 1, 1, limits::MAX_HIDDEN_BLOCKS as u64, Scale::Logarithmic).unit("layers")
        ),
        /// What a unit makes of its weighted input.
        activation: Activation = Field::choice("Activation", &catalogues::ACTIVATION, "relu"),
    } {
        /// Brings a layer's values to mean 0 and variance 1, then learns a new scale and shift.
        normalization: Normalization = Field::choice("Normalization", &catalogues::NORMALIZATION, "none"),
        /// Where the normalization stands.
        normalization_placement: Placement = Field::value(Hyperparameter::name(
            "Placement", Placement::BEFORE_ACTIVATION, &[Placement::BEFORE_ACTIVATION, Placement::AFTER_ACTIVATION]
        )),
        /// Adds the block's input to its output.
        residual: bool = Field::value(Hyperparameter::boolean("Residual", false)),
        /// Switches units off at random during training.
        dropout: Dropout = Field::value_or_choice(dropout::RATE, &catalogues::DROPOUT),
    }
}

block! {
    /// The last layer; its units and activation follow from the task.
    pub struct OutputBlock = "output" {} {}
}

object! {
    /// How the network is trained.
    pub struct Training = "training" {
        /// How many samples a step learns from.
        batch_size: Option<usize> = Field::nullable(
            Hyperparameter::integer("Batch size", 32, 1, limits::MAX_BATCH_SIZE as u64, Scale::Logarithmic).unit("samples"),
            "the whole training part",
            None,
        ),
        /// How many times training passes over the data.
        epochs: u64 = Field::value(
            Hyperparameter::integer("Epochs", 100, 1, limits::MAX_EPOCHS, Scale::Logarithmic).unit("epochs")
        ),
        /// Takes the samples in a new order each epoch.
        shuffle: bool = Field::value(Hyperparameter::boolean("Shuffle", true)),
        /// How a gradient becomes a change of the parameters.
        optimizer: Optimizer = Field::choice("Optimizer", &catalogues::OPTIMIZER, "sgd"),
        /// How the learning rate changes over time.
        schedule: Schedule = Field::choice("Schedule", &catalogues::SCHEDULE, "constant"),
        /// Limits how large a gradient can be.
        gradient_clipping: Clipping = Field::choice("Clipping", &catalogues::CLIPPING, "none"),
        /// What is turned in the middle of the run.
        changes: Vec<Change> = Field::changes("Changes", limits::MAX_CHANGES),
    }
}

const fn penalty(label: &'static str) -> Hyperparameter {
    Hyperparameter::real(label, 0.0, Interval::closed(0.0, 1e6).travel(0.0, 0.1), Scale::Linear)
}

/// Where the normalization of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Between the dense layer and the activation.
    BeforeActivation,
    /// After the activation.
    AfterActivation,
}

impl Placement {
    const BEFORE_ACTIVATION: &'static str = "before_activation";
    const AFTER_ACTIVATION: &'static str = "after_activation";
}

plain_values!(Placement);

impl HyperparameterValue for Placement {
    fn from_value(value: Value) -> Self {
        if value == Value::Name(Self::AFTER_ACTIVATION) { Self::AfterActivation } else { Self::BeforeActivation }
    }

    fn to_value(&self) -> Value {
        Value::Name(match self {
            Self::BeforeActivation => Self::BEFORE_ACTIVATION,
            Self::AfterActivation => Self::AFTER_ACTIVATION,
        })
    }
}

/// The version of the document's format: a document must give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version;

impl Version {
    /// The version that this program reads.
    pub const NUMBER: u64 = 1;
}

impl FieldValue for Version {
    fn default_of(_: &FieldKind) -> Self {
        Self
    }

    fn read(path: &Path<'_>, node: &Node, _: &FieldKind) -> Result<Self, Error> {
        let number = Self::NUMBER;
        match node.whole(number, number) {
            Some(_) => Ok(Self),
            None => Err(expected(path, &format!("{number}, the version that this program reads"), node)),
        }
    }

    fn missing(path: &Path<'_>, _: &FieldKind) -> Result<Self, Error> {
        let message = format!("is missing; this program reads version {}", Self::NUMBER);
        Err(Error::at(path.to_string(), message))
    }

    const ALWAYS_WRITTEN: bool = true;

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(Self::NUMBER)
    }
}
