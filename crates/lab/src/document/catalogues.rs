//! The catalogues a document picks from, by the names that its fields and the page give them.

use crate::data;
use gradient_lab_nn::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use gradient_lab_nn::{Activation, Clipping, Init, Loss, Normalization, Optimizer, Schedule};

/// A list of entries to pick from.
#[derive(Debug)]
pub struct Catalogue {
    /// Its name: `activation`.
    pub id: &'static str,
    /// What one entry is, as messages say it: "unknown activation".
    pub noun: &'static str,
    listed: &'static [&'static Entry],
    unfit: Option<Unfit>,
}

/// Entries of the list that cannot be picked here.
#[derive(Debug)]
struct Unfit {
    reason: &'static str,
    matches: fn(&'static Entry) -> bool,
}

impl Catalogue {
    const fn new(id: &'static str, noun: &'static str, listed: &'static [&'static Entry]) -> Self {
        Self { id, noun, listed, unfit: None }
    }

    /// The entries, in the order people see them.
    pub fn entries(&self) -> impl Iterator<Item = &'static Entry> {
        self.listed.iter().copied().filter(|entry| self.unfit(entry).is_none())
    }

    /// The entry called `id`.
    pub fn entry(&self, id: &str) -> Option<&'static Entry> {
        self.entries().find(|entry| entry.id == id)
    }

    /// The entry called `id`, with its defaults.
    ///
    /// # Panics
    /// When there is none: a table's default is an entry of its catalogue.
    pub(super) fn default(&self, id: &str) -> Choice {
        Choice::defaults(self.entry(id).expect("a table's default is an entry of its catalogue"))
    }

    /// Why the entry called `id`, though there is one, cannot be picked here.
    pub(super) fn why_not(&self, id: &str) -> Option<&'static str> {
        self.listed.iter().find(|entry| entry.id == id).and_then(|entry| self.unfit(entry))
    }

    fn unfit(&self, entry: &'static Entry) -> Option<&'static str> {
        self.unfit.as_ref().filter(|unfit| (unfit.matches)(entry)).map(|unfit| unfit.reason)
    }
}

/// Data sets.
pub static DATA: Catalogue = Catalogue::new("data", "data set", data::ENTRIES);
/// Changes made to images during training.
pub static AUGMENTATION: Catalogue = Catalogue::new("augmentation", "augmentation", &[]);
/// Activation functions.
pub static ACTIVATION: Catalogue = Catalogue::new("activation", "activation", Activation::ENTRIES);
/// How kernels begin.
pub static INIT: Catalogue = Catalogue::new("init", "init", Init::ENTRIES);
/// How biases begin.
pub static BIAS_INIT: Catalogue = Catalogue {
    id: "bias_init",
    noun: "init",
    listed: Init::ENTRIES,
    unfit: Some(Unfit { reason: "needs a matrix, which a bias is not", matches: needs_matrix }),
};
/// Normalizations.
pub static NORMALIZATION: Catalogue = Catalogue::new("normalization", "normalization", Normalization::ENTRIES);
/// Dropouts other than the plain one, which is a mere number.
pub static DROPOUT: Catalogue = Catalogue::new("dropout", "dropout", &[&ALPHA_DROPOUT]);
/// Losses.
pub static LOSS: Catalogue = Catalogue::new("loss", "loss", Loss::ENTRIES);
/// Update rules.
pub static OPTIMIZER: Catalogue = Catalogue::new("optimizer", "optimizer", Optimizer::ENTRIES);
/// Learning rates over time.
pub static SCHEDULE: Catalogue = Catalogue::new("schedule", "schedule", Schedule::ENTRIES);
/// Limits on gradients.
pub static CLIPPING: Catalogue = Catalogue::new("clipping", "gradient clipping", Clipping::ENTRIES);

/// All of them.
pub static ALL: [&Catalogue; 11] = [
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

/// The share of values that a dropout drops.
pub(super) const DROPOUT_RATE: ParameterKind =
    ParameterKind::Real { default: 0.0, range: Range::below(0.0, 1.0).travel(0.0, 0.8), scale: Scale::Linear };

/// Dropout for networks of SELU units.
pub(super) static ALPHA_DROPOUT: Entry = Entry {
    id: "alpha",
    label: "Alpha dropout",
    formula: r"a\,(m \odot x + (1 - m)\,\alpha') + b",
    summary: "Dropped values become SELU's lower limit, and the rest is shifted and scaled: mean and variance stay.",
    parameters: &[Parameter { id: "rate", label: "Rate", unit: "", kind: DROPOUT_RATE }],
    source: "https://arxiv.org/abs/1706.02515",
}
.fitted();

fn needs_matrix(entry: &'static Entry) -> bool {
    Init::from_choice(&Choice::defaults(entry)).needs_matrix()
}
