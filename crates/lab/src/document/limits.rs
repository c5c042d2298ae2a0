//! The sizes a document may ask for. What is beyond them is refused before anything is allocated.
//!
//! At all of these limits at once a run stays below 2 GiB: up to six copies of the activations (720 MB), ten of the
//! parameters (weights, gradients, moments and the figures' own, twice before the first step: 400 MB, and as much again
//! for what normalizations and activations learn), and the data with the text it is read from (400 MB).

/// Bytes of a document.
pub const DOCUMENT_BYTES: usize = 1 << 20;

/// Bytes of a file of data or weights.
pub const FILE_BYTES: usize = 1 << 28;

/// Characters of an experiment's name.
pub const NAME_CHARACTERS: usize = 200;

/// Items of a list of numbers, such as a schedule's boundaries.
pub const LIST_ITEMS: usize = 1_000;

/// Hidden blocks of a network, each counted as often as it repeats.
pub const HIDDEN_BLOCKS: usize = 1_000;

/// Units of a block.
pub const UNITS: usize = 10_000;

/// Parameters of a network: 40 MB of kernels and biases, and as much for their gradients and each optimizer moment.
pub const PARAMETERS: usize = 10_000_000;

/// Activations of a batch, over all layers: 120 MB a copy.
pub const ACTIVATIONS: usize = 30_000_000;

/// Samples of a batch.
pub const BATCH_SIZE: usize = 1_000_000;

/// Epochs of a run.
pub const EPOCHS: u64 = 1_000_000;

/// The largest seed: the largest whole number that JSON readers agree on.
pub const SEED: u64 = (1 << 53) - 1;
