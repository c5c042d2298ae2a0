//! The largest sizes a document may ask for. They are checked before anything is allocated.
//!
//! At all of these limits at once a run needs less than 2 GiB: up to six copies of the activations (720 MB); ten of the
//! parameters (weights, gradients, moments and those that figures need, twice before the first step: 400 MB, and as much
//! again for what normalizations and activations learn); and the data with the text they are read from (400 MB).

/// Bytes of a document.
pub const MAX_DOCUMENT_BYTES: usize = 1 << 20;

/// Bytes of a file of data or weights.
pub const MAX_FILE_BYTES: usize = 1 << 28;

/// Characters of an experiment's name.
pub const MAX_NAME_CHARACTERS: usize = 200;

/// Hidden blocks of a network, each counted as often as it repeats.
pub const MAX_HIDDEN_BLOCKS: usize = 1_000;

/// Units of a block.
pub const MAX_UNITS: usize = 10_000;

/// Parameters of a network: 40 MB of kernels and biases, and as much for their gradients and each optimizer moment.
pub const MAX_PARAMETERS: usize = 10_000_000;

/// Activations of a batch, over all layers: 120 MB a copy.
pub const MAX_ACTIVATIONS: usize = 30_000_000;

/// Samples of a batch.
pub const MAX_BATCH_SIZE: usize = 1_000_000;

/// Changes in the middle of a run.
pub const MAX_CHANGES: usize = 1_000;

/// Epochs of a run.
pub const MAX_EPOCHS: u64 = 1_000_000;

/// The largest seed: the largest whole number that JSON readers agree on.
pub const MAX_SEED: u64 = crate::figure::MAX_SAFE_INTEGER;
