//! The data sets: one file each, listed below, and how they are split and standardized.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

mod csv;
mod image_file;
mod images;
mod points;
mod standardization;

pub use image_file::ImageFile;
pub use images::{CHUNK, ImageSet, Subset};
pub use standardization::Standardization;

use gradient_lab_nn as nn;
use gradient_lab_nn::catalogue::{Choice, Entry};

use crate::document::{DataFacts, DataSpec};
use crate::error::Input;
use crate::{Error, number};

/// Lists the sets: each is a module with a `SET`, in the order people see them.
macro_rules! sets {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*

        const SETS: &[&Set] = &[$(&$module::SET.fitted(),)* &csv::SET.fitted()];

        /// The data catalogue, in the order people see it.
        pub const ENTRIES: &[&Entry] = &[$(&$module::SET.entry.fitted(),)* &csv::SET.entry.fitted()];
    };
}

sets! {
    circle,
    xor,
    gauss,
    spiral,
    moons,
    plane,
    gauss_regression,
    sine,
    fashion_mnist,
    mnist,
}

/// A data set: what people are told about it, and where its samples come from.
struct Set {
    entry: Entry,
    origin: Origin,
}

impl Set {
    /// See [`Entry::fitted`].
    const fn fitted(self) -> Self {
        Self { entry: self.entry.fitted(), origin: self.origin }
    }
}

/// Where a set's samples come from.
enum Origin {
    /// Computed from the seed.
    Points(points::Points),
    /// The packed image files.
    Images(&'static ImageSet),
    /// The user's own file.
    Csv,
}

/// Everything a set may need from outside.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resources {
    /// The text of the user's CSV file.
    pub csv: Option<String>,
    /// Image files by name, at least those of [`required_assets`].
    pub assets: Vec<(String, Vec<u8>)>,
}

/// Samples ready to train on.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// Features of a sample.
    pub features: usize,
    /// What is trained on.
    pub training: Part,
    /// What is held back; may be empty.
    pub validation: Part,
    /// What is learnt.
    pub task: Task,
    /// Names of the classes; empty for regression.
    pub classes: Vec<String>,
    /// What the features mean together.
    pub shape: DataShape,
    /// What was done to the features, where the document asks for it.
    pub standardization: Option<Standardization>,
}

/// Some samples of a data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// `[samples, features]`, already standardized.
    pub inputs: Vec<f32>,
    /// What is to be predicted for each.
    pub targets: Targets,
}

impl Part {
    /// Samples in the part.
    pub fn samples(&self) -> usize {
        self.targets.len()
    }
}

/// One target a sample.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// Real numbers.
    Values(Vec<f32>),
    /// Indices into [`Dataset::classes`].
    Classes(Vec<u32>),
}

impl Targets {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Classes(classes) => classes.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// No targets, of the same type.
    pub(crate) fn empty_like(&self) -> Self {
        match self {
            Self::Values(_) => Self::Values(vec![]),
            Self::Classes(_) => Self::Classes(vec![]),
        }
    }

    /// Replaces these targets by those of `from` at the places in `order`.
    pub(crate) fn gather(&mut self, from: &Self, order: &[u32]) {
        match (self, from) {
            (Self::Values(to), Self::Values(from)) => {
                to.clear();
                to.extend(order.iter().map(|&at| from[at as usize]));
            }
            (Self::Classes(to), Self::Classes(from)) => {
                to.clear();
                to.extend(order.iter().map(|&at| from[at as usize]));
            }
            (to, from) => *to = from.empty_like(),
        }
    }

    /// Those of the samples in `range`, as the network core takes them.
    pub(crate) fn view(&self, range: core::ops::Range<usize>) -> nn::Targets<'_, f32> {
        match self {
            Self::Values(values) => nn::Targets::Values(&values[range]),
            Self::Classes(classes) => nn::Targets::Classes(&classes[range]),
        }
    }

    /// Cuts off and returns the targets from `at` on.
    fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Values(values) => Self::Values(values.split_off(at)),
            Self::Classes(classes) => Self::Classes(classes.split_off(at)),
        }
    }
}

/// What is learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "page", derive(ts_rs::TS), ts(rename_all = "camelCase"))]
pub enum Task {
    /// A real number.
    Regression,
    /// One of two classes, by one sigmoid output.
    Binary,
    /// One of several classes, by a softmax.
    Classes,
}

impl Task {
    /// Its name in TypeScript.
    pub fn id(self) -> &'static str {
        match self {
            Self::Regression => "regression",
            Self::Binary => "binary",
            Self::Classes => "classes",
        }
    }
}

/// What the features mean together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataShape {
    /// Two coordinates.
    Plane,
    /// Grey values of pixels, 0…1, row by row from the top.
    Images {
        /// Pixels across.
        width: usize,
        /// Pixels down.
        height: usize,
    },
    /// Anything else.
    Table,
}

/// All samples of a set, before the split.
struct Samples {
    features: usize,
    /// `[samples, features]`
    inputs: Vec<f32>,
    targets: Targets,
    /// Names of the classes; empty for regression.
    classes: Vec<String>,
    shape: DataShape,
}

/// The data that `spec` describes, split and standardized: with the statistics `saved` with a model, where there are
/// some that fit, else with the training part's.
///
/// # Errors
/// When a file is missing or is not what it should be, or when the split leaves nothing to train on.
pub fn load(
    spec: &DataSpec,
    seed: u64,
    resources: &Resources,
    saved: Option<Standardization>,
) -> Result<Dataset, Error> {
    let Set { entry, origin } = set(&spec.source);
    if resources.csv.is_some() && !matches!(origin, Origin::Csv) {
        let message = format!("goes with data of kind csv; the document's are {}", entry.id);
        return Err(Error::new(message).of(Input::Data));
    }
    let samples = match origin {
        Origin::Points(points) => points.generate(&spec.source, seed),
        Origin::Images(images) => images.load(Subset::Training, requested(&spec.source), &resources.assets)?,
        Origin::Csv => csv::load(resources.csv.as_deref())?,
    };
    split(samples, spec, saved)
}

/// The names of the image files that `spec` needs; see [`Resources::assets`].
pub fn required_assets(spec: &DataSpec) -> Vec<String> {
    match set(&spec.source).origin {
        Origin::Images(images) => images.files(Subset::Training, requested(&spec.source)),
        Origin::Points(_) | Origin::Csv => Vec::new(),
    }
}

/// The image sets, for whoever packs them.
pub fn image_sets() -> impl Iterator<Item = &'static ImageSet> {
    SETS.iter().filter_map(|set| match set.origin {
        Origin::Images(images) => Some(images),
        Origin::Points(_) | Origin::Csv => None,
    })
}

fn set(source: &Choice) -> &'static Set {
    let set = SETS.iter().find(|set| set.entry.id == source.entry.id);
    set.expect("a data source is picked from this catalogue")
}

fn requested(source: &Choice) -> usize {
    source.integer("samples") as usize
}

/// What `spec` alone says of its data; `None` for the user's own file.
///
/// # Errors
/// When the split leaves nothing to train on.
pub(crate) fn facts(spec: &DataSpec) -> Result<Option<DataFacts>, Error> {
    let (features, head) = match &set(&spec.source).origin {
        Origin::Points(points::Points::Classes(_)) => (2, nn::Head::Binary),
        Origin::Points(points::Points::Surface(_)) => (2, nn::Head::Regression),
        Origin::Images(images) => (images.width * images.height, nn::Head::Classes(images.classes.len())),
        Origin::Csv => return Ok(None),
    };
    let training_samples = training_samples(requested(&spec.source), spec)?;
    Ok(Some(DataFacts { features, head, training_samples }))
}

/// How many of `total` samples are trained on.
fn training_samples(total: usize, spec: &DataSpec) -> Result<usize, Error> {
    let split = spec.validation_split;
    let training = libm::floor(total as f64 * (1.0 - split)) as usize;
    if training == 0 {
        let split = number::text(split);
        let message = format!("{split} leaves none to train on; lower it, or use more samples than {total}");
        return Err(Error::at("data.validation_split", message));
    }
    Ok(training)
}

/// Cuts off the last fraction for validation and standardizes both parts by the first.
fn split(samples: Samples, spec: &DataSpec, saved: Option<Standardization>) -> Result<Dataset, Error> {
    let Samples { features, mut inputs, mut targets, classes, shape } = samples;
    let training = training_samples(targets.len(), spec)?;
    let mut held_back = inputs.split_off(training * features);
    let validation_targets = targets.split_off(training);
    let standardization = if spec.standardize {
        let standardization = match saved.filter(|saved| saved.fits(features)) {
            Some(saved) => saved,
            None => Standardization::of(&inputs, features)?,
        };
        standardization.apply(&mut inputs);
        standardization.apply(&mut held_back);
        Some(standardization)
    } else {
        None
    };
    let task = match &targets {
        Targets::Values(_) => Task::Regression,
        Targets::Classes(_) if classes.len() == 2 => Task::Binary,
        Targets::Classes(_) => Task::Classes,
    };
    Ok(Dataset {
        features,
        training: Part { inputs, targets },
        validation: Part { inputs: held_back, targets: validation_targets },
        task,
        classes,
        shape,
        standardization,
    })
}

#[cfg(test)]
mod tests;
