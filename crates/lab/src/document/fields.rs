//! The document's fields: for each object a table of what it may hold, with defaults and ranges.
//!
//! The reader and the writer work from these tables, and the page and the TypeScript types are made from them.

use super::catalogues::{self, Catalogue};
use super::limits;
use gradient_lab_nn::catalogue::{ParameterKind, Range, Scale, prose};

/// One field of an object.
#[derive(Debug)]
pub struct Field {
    /// The name in documents.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The unit people read after the value; empty for none.
    pub unit: &'static str,
    /// One line that says what it does.
    pub summary: &'static str,
    /// What it takes.
    pub kind: FieldKind,
}

/// What a field takes, and what it is when not given.
#[derive(Debug)]
pub enum FieldKind {
    /// The document's version: must be given, and be this.
    Version(u64),
    /// A value like a catalogue entry's parameter.
    Value(ParameterKind),
    /// Such a value or `null`.
    Nullable {
        /// The value where there is one.
        value: ParameterKind,
        /// What `null` means.
        null: &'static str,
        /// What is switched on with a value, where it is `null` when not given; else it is the value's default.
        switched_on: Option<&'static str>,
    },
    /// Free text of at most so many characters; none by default.
    Text(usize),
    /// A catalogue's entry, with its parameters.
    Choice {
        /// What there is to pick from.
        catalogue: &'static Catalogue,
        /// The id of the entry when not given.
        default: &'static str,
    },
    /// A value, or a catalogue's entry instead; the value's default when not given.
    ValueOrChoice {
        /// The value where it is one.
        value: ParameterKind,
        /// What else there is to pick from.
        catalogue: &'static Catalogue,
    },
    /// A list of a catalogue's entries; empty by default.
    Choices(&'static Catalogue),
    /// An object with these fields.
    Object(&'static Object),
    /// A list of such objects; one object, all by default, when not given.
    Objects {
        /// What one holds.
        object: &'static Object,
        /// The most there can be.
        most: usize,
    },
}

/// The fields of an object.
#[derive(Debug)]
pub struct Object {
    /// The name of its type in Rust and TypeScript.
    pub name: &'static str,
    /// Its name in the catalogue's JSON.
    pub id: &'static str,
    /// What it holds.
    pub fields: &'static [Field],
    /// The catalogue and default whose `kind` and parameters stand in the same object.
    pub choice: Option<(&'static Catalogue, &'static str)>,
}

/// The version of the document's format.
pub const VERSION: u64 = 1;

/// Every object of the document.
pub static ALL: [&Object; 6] = [&DOCUMENT, &DATA, &NETWORK, &HIDDEN, &OUTPUT, &TRAINING];

/// The document.
pub static DOCUMENT: Object = Object {
    name: "Experiment",
    id: "document",
    choice: None,
    fields: &[
        field("version", "Version", "The version of the document's format.", FieldKind::Version(VERSION)),
        field("name", "Name", "What people call the experiment.", FieldKind::Text(limits::NAME_CHARACTERS)),
        field("seed", "Seed", "Every random choice derives from it.", integer(42, 0, limits::SEED, Scale::Linear)),
        field("data", "Data", "What is learnt from.", FieldKind::Object(&DATA)),
        field("network", "Network", "What learns.", FieldKind::Object(&NETWORK)),
        field("loss", "Loss", "What training makes small.", choice(&catalogues::LOSS, "auto")),
        field("training", "Training", "How the network learns.", FieldKind::Object(&TRAINING)),
    ],
};

/// `data`: beside a data set's own parameters.
pub static DATA: Object = Object {
    name: "DataSpec",
    id: "data",
    choice: Some((&catalogues::DATA, "spiral")),
    fields: &[
        field(
            "validation_split",
            "Validation",
            "The last fraction of the samples, held back to see how the network does on samples it never trains on.",
            real(0.2, Range::below(0.0, 1.0).travel(0.0, 0.8), Scale::Linear),
        ),
        field(
            "standardize",
            "Standardize",
            "Brings every feature to mean 0 and standard deviation 1, by the training part's figures.",
            boolean(false),
        ),
        field(
            "augment",
            "Augmentation",
            "Changes made to each image every time it is trained on.",
            FieldKind::Choices(&catalogues::AUGMENTATION),
        ),
    ],
};

/// `network`.
pub static NETWORK: Object = Object {
    name: "Network",
    id: "network",
    choice: None,
    fields: &[
        field(
            "hidden",
            "Hidden blocks",
            "The hidden blocks, input side first.",
            FieldKind::Objects { object: &HIDDEN, most: limits::HIDDEN_BLOCKS },
        ),
        field("output", "Output", "The last layer; its units follow from the task.", FieldKind::Object(&OUTPUT)),
    ],
};

/// One of `network.hidden`.
pub static HIDDEN: Object = Object {
    name: "HiddenBlock",
    id: "hidden",
    choice: None,
    fields: &[
        Field {
            unit: "units",
            ..field(
                "units",
                "Units",
                "How many units each layer of the block has.",
                FieldKind::Value(ParameterKind::Integer {
                    default: 16,
                    min: 1,
                    max: limits::UNITS as u64,
                    scale: Scale::Logarithmic,
                }),
            )
        },
        Field {
            unit: "layers",
            ..field(
                "repeat",
                "Repeat",
                "How many times the block stands in the network.",
                integer(1, 1, limits::HIDDEN_BLOCKS as u64, Scale::Logarithmic),
            )
        },
        field(
            "activation",
            "Activation",
            "What a unit makes of its weighted input.",
            choice(&catalogues::ACTIVATION, "relu"),
        ),
        INIT,
        BIAS_INIT,
        USE_BIAS,
        field(
            "normalization",
            "Normalization",
            "Brings a layer's values to mean 0 and variance 1, then learns a new scale and shift.",
            choice(&catalogues::NORMALIZATION, "none"),
        ),
        field(
            "normalization_placement",
            "Placement",
            "Where the normalization stands.",
            FieldKind::Value(ParameterKind::Name {
                default: BEFORE_ACTIVATION,
                names: &[BEFORE_ACTIVATION, AFTER_ACTIVATION],
            }),
        ),
        field("residual", "Residual", "Adds the block's input to its output.", boolean(false)),
        field(
            "dropout",
            "Dropout",
            "Switches units off at random during training.",
            FieldKind::ValueOrChoice { value: catalogues::DROPOUT_RATE, catalogue: &catalogues::DROPOUT },
        ),
        L1,
        L2,
        MAX_NORM,
        FROZEN,
    ],
};

/// `network.output`.
pub static OUTPUT: Object = Object {
    name: "OutputBlock",
    id: "output",
    choice: None,
    fields: &[INIT, BIAS_INIT, USE_BIAS, L1, L2, MAX_NORM, FROZEN],
};

/// `training`.
pub static TRAINING: Object = Object {
    name: "Training",
    id: "training",
    choice: None,
    fields: &[
        Field {
            unit: "samples",
            ..field(
                "batch_size",
                "Batch size",
                "How many samples a step learns from.",
                FieldKind::Nullable {
                    value: ParameterKind::Integer {
                        default: 32,
                        min: 1,
                        max: limits::BATCH_SIZE as u64,
                        scale: Scale::Logarithmic,
                    },
                    null: "the whole training part",
                    switched_on: None,
                },
            )
        },
        Field {
            unit: "epochs",
            ..field(
                "epochs",
                "Epochs",
                "How many times training passes over the data.",
                integer(100, 1, limits::EPOCHS, Scale::Logarithmic),
            )
        },
        field("shuffle", "Shuffle", "Takes the samples in a new order each epoch.", boolean(true)),
        field(
            "optimizer",
            "Optimizer",
            "How a gradient becomes a change of the parameters.",
            choice(&catalogues::OPTIMIZER, "sgd"),
        ),
        field(
            "schedule",
            "Schedule",
            "How the learning rate changes over time.",
            choice(&catalogues::SCHEDULE, "constant"),
        ),
        field(
            "gradient_clipping",
            "Clipping",
            "Limits how large a gradient can be.",
            choice(&catalogues::CLIPPING, "none"),
        ),
    ],
};

/// See [`super::Placement::BeforeActivation`].
pub(super) const BEFORE_ACTIVATION: &str = "before_activation";
/// See [`super::Placement::AfterActivation`].
pub(super) const AFTER_ACTIVATION: &str = "after_activation";

// The fields that hidden blocks and the output share. Keras's defaults.
const INIT: Field =
    field("init", "Init", "The weights the layer starts from.", choice(&catalogues::INIT, "glorot_uniform"));
const BIAS_INIT: Field =
    field("bias_init", "Bias init", "The biases the layer starts from.", choice(&catalogues::BIAS_INIT, "zeros"));
const USE_BIAS: Field =
    field("use_bias", "Bias", "Adds a learned number to each unit's weighted input.", boolean(true));
const L1: Field = field("l1", "L1 penalty", "Adds l1·sum|w| over the kernel to the loss.", PENALTY);
const L2: Field = field("l2", "L2 penalty", "Adds l2·sum(w²) over the kernel to the loss.", PENALTY);
const MAX_NORM: Field = field(
    "max_norm",
    "Max-norm",
    "Limits the length of each unit's incoming weight vector.",
    FieldKind::Nullable {
        value: ParameterKind::Real {
            default: 2.0,
            range: Range::above(0.0, 1e6).travel(0.1, 10.0),
            scale: Scale::Logarithmic,
        },
        null: "no limit",
        switched_on: Some("limit"),
    },
);
const FROZEN: Field = field("frozen", "Frozen", "Keeps the layer's parameters as they start.", boolean(false));

const PENALTY: FieldKind = real(0.0, Range::closed(0.0, 1e6).travel(0.0, 0.1), Scale::Linear);

const fn field(id: &'static str, label: &'static str, summary: &'static str, kind: FieldKind) -> Field {
    Field { id, label, unit: "", summary: prose(summary), kind }
}

const fn integer(default: u64, min: u64, max: u64, scale: Scale) -> FieldKind {
    FieldKind::Value(ParameterKind::Integer { default, min, max, scale })
}

const fn real(default: f64, range: Range, scale: Scale) -> FieldKind {
    FieldKind::Value(ParameterKind::Real { default, range, scale })
}

const fn boolean(default: bool) -> FieldKind {
    FieldKind::Value(ParameterKind::Boolean { default })
}

const fn choice(catalogue: &'static Catalogue, default: &'static str) -> FieldKind {
    FieldKind::Choice { catalogue, default }
}
