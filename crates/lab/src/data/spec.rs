//! The `data` object of the document.

use gradient_lab_nn as nn;
use nn::catalogue::{Catalogue, Entry, Hyperparameter, Interval, Scale, Values};

use super::Source;
use crate::Error;
use crate::schema::read::{Node, Path};
use crate::schema::{Field, FieldKind, FieldValue, Listing, catalogue_values, object};

/// Data sets.
pub static DATA: Listing = Listing::new("data", "data set", Source::ENTRIES);
/// Changes made to images during training.
pub static AUGMENTATION: Listing = Listing::new("augmentation", "augmentation", Augmentation::ENTRIES);

object! {
    /// The data set, and how it is prepared.
    pub struct DataSpec = "data", picks source: Source = (&DATA, "spiral") {
        /// The last fraction of the samples, held back to see how the network does on samples it never trains on.
        validation_split: f64 = Field::value(
            Hyperparameter::real("Validation", 0.2, Interval::below(0.0, 1.0).travel(0.0, 0.8), Scale::Linear)
        ),
        /// Brings every feature to mean 0 and standard deviation 1, by the training part's figures.
        standardize: bool = Field::value(Hyperparameter::boolean("Standardize", false)),
        /// Brings a number to learn to mean 0 and standard deviation 1 too, by the training part's figures.
        standardize_target: bool = Field::value(Hyperparameter::boolean("Standardize target", false)),
        /// Changes made to each image every time it is trained on.
        augment: Vec<Augmentation> = Field::choices("Augmentation", &AUGMENTATION),
    }
}

impl DataSpec {
    /// The data that `json`, the `data` of a document, describes.
    ///
    /// # Errors
    /// As those of [`Experiment::parse`](crate::document::Experiment::parse).
    pub fn parse(json: &str) -> Result<Self, Error> {
        let path = Path::Field(&Path::Root, "data");
        Self::read(&path, &Node::parse(json)?, &FieldKind::Object { object: Self::OBJECT })
    }

    /// The id of the data set, as documents name it.
    pub fn kind(&self) -> &'static str {
        self.source.entry().id
    }
}

/// A change made to each image every time it is trained on. There is none yet.
#[derive(Debug, Clone, PartialEq)]
pub enum Augmentation {}

impl Catalogue for Augmentation {
    const ENTRIES: &'static [&'static Entry] = &[];

    fn from_values(id: &str, _: Values) -> Self {
        panic!("{id} is not an entry of this catalogue")
    }

    fn entry(&self) -> &'static Entry {
        match *self {}
    }

    fn values(&self) -> Values {
        match *self {}
    }
}

catalogue_values!(Source, Augmentation);

/// The sizes of the data that the rest of the document must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DataFacts {
    /// Features of a sample.
    pub features: usize,
    /// What the network's outputs mean.
    pub head: nn::Head,
    /// Samples to train on.
    pub training_samples: usize,
}
