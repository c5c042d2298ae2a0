//! The catalogues that fields of the document pick from.

use gradient_lab_nn::catalogue::{Catalogue, Choice, Entry};
use gradient_lab_nn::{Activation, Clipping, Init, Loss, Normalization, Optimizer, Schedule};

use super::dropout::AlphaDropout;
pub use crate::data::{AUGMENTATION, DATA};
use crate::schema::{Excluded, Listing, catalogue_values};

/// Activation functions.
pub static ACTIVATION: Listing = Listing::new("activation", "activation", Activation::ENTRIES);
/// Initializers of kernels.
pub static INIT: Listing = Listing::new("init", "init", Init::ENTRIES);
/// Initializers of biases.
pub static BIAS_INIT: Listing = Listing::new("bias_init", "init", Init::ENTRIES)
    .without(Excluded { reason: "needs a matrix, which a bias is not", matches: needs_matrix });
/// Normalizations.
pub static NORMALIZATION: Listing = Listing::new("normalization", "normalization", Normalization::ENTRIES);
/// Dropouts other than plain dropout, which is given as a number.
pub static DROPOUT: Listing = Listing::new("dropout", "dropout", &[&AlphaDropout::ENTRY]);
/// Losses.
pub static LOSS: Listing = Listing::new("loss", "loss", Loss::ENTRIES);
/// Optimizers.
pub static OPTIMIZER: Listing = Listing::new("optimizer", "optimizer", Optimizer::ENTRIES);
/// Learning rate schedules.
pub static SCHEDULE: Listing = Listing::new("schedule", "schedule", Schedule::ENTRIES);
/// Gradient clippings.
pub static CLIPPING: Listing = Listing::new("clipping", "gradient clipping", Clipping::ENTRIES);

/// All lists.
pub static ALL: [&Listing; 11] = [
    &DATA,
    &AUGMENTATION,
    &ACTIVATION,
    &INIT,
    &BIAS_INIT,
    &NORMALIZATION,
    &DROPOUT,
    &LOSS,
    &OPTIMIZER,
    &SCHEDULE,
    &CLIPPING,
];

catalogue_values!(Activation, Clipping, Init, Loss, Normalization, Optimizer, Schedule);

fn needs_matrix(entry: &Entry) -> bool {
    Init::with_defaults(entry.id).is_some_and(|init| init.needs_matrix())
}
