//! The data sets, one file each, and how their samples are split and standardized.

mod image_file;
mod images;
mod points;
mod spec;
mod standardization;
#[cfg(feature = "tables")]
pub mod table;
mod targets;

pub use image_file::ImageFile;
pub use images::{IMAGES_PER_FILE, ImageSet, Subset};
pub use points::Points;
pub use spec::{AUGMENTATION, Augmentation, DATA, DataFacts, DataSpec};
pub use standardization::Standardization;
pub(crate) use standardization::Standardized;
pub use targets::Targets;

use std::ops::Range;

use gradient_lab_nn as nn;
use ndarray::{Array2, s};

use crate::Error;
use crate::error::Input;
use crate::figure::Figure;
use nn::catalogue::Catalogue;

nn::catalogue! {
    /// A data set from the catalogue.
    Source: DataSource {
        circle::Circle,
        xor::Xor,
        gauss::Gauss,
        spiral::Spiral,
        moons::Moons,
        plane::Plane,
        gauss_regression::GaussRegression,
        sine::Sine,
        fashion_mnist::FashionMnist,
        mnist::Mnist,
        csv::Csv,
    }
}

/// Where the samples of a data set come from.
pub trait DataSource {
    /// Where the samples come from, with the document's settings.
    fn origin(&self) -> Origin;
}

/// How a data set gets its samples.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// Computed from the seed.
    Points {
        /// How the points and their targets are drawn.
        points: Points,
        /// Number of points.
        samples: usize,
        /// Standard deviation of the noise.
        noise: f64,
    },
    /// The packed image files.
    Images {
        /// Which set.
        set: &'static ImageSet,
        /// Number of images.
        samples: usize,
    },
    /// The user's own file.
    Csv,
}

/// What data sets may need beside the document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resources {
    /// The user's table, as the feature `tables` reads it.
    pub table: Option<Table>,
    /// Image files by name: at least those that [`required_assets`] names.
    pub assets: Vec<(String, Vec<u8>)>,
}

/// A table that has been read: its rows as numbers, in the order they are learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Features of a row, at least one.
    pub features: usize,
    /// `[rows, features]`
    pub inputs: Vec<f32>,
    /// The targets of the rows, of each as many.
    pub targets: Targets,
    /// Names of the classes; empty for regression.
    pub classes: Vec<String>,
    /// What a model file remembers of the columns, as JSON.
    pub layout: String,
}

/// Samples ready to train on.
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    /// The samples to train on, at least one.
    pub training: Split,
    /// The samples held back for validation; may be empty.
    pub validation: Split,
    /// What the network's outputs mean.
    pub head: nn::Head,
    /// Names of the classes; empty for regression.
    pub classes: Vec<String>,
    /// How the features are laid out.
    pub shape: DataShape,
    /// The statistics that the features were standardized with, if the document asks for that.
    pub standardization: Option<Standardization>,
    /// The statistics that the targets were standardized with, if the document asks for that.
    pub target_standardization: Option<Standardization>,
    /// What a model file remembers of the columns of a table, as JSON.
    pub layout: Option<String>,
}

impl Dataset {
    /// Features of a sample.
    pub fn features(&self) -> usize {
        self.training.inputs.ncols()
    }

    /// What of the data is standardized.
    pub(crate) fn standardized(&self) -> Standardized {
        let columns = |statistics: &Option<Standardization>| Some(statistics.as_ref()?.mean.len());
        Standardized { inputs: columns(&self.standardization), targets: columns(&self.target_standardization) }
    }

    /// The sizes that the document is checked against.
    pub(crate) fn facts(&self) -> DataFacts {
        DataFacts { features: self.features(), head: self.head, training_samples: self.training.samples() }
    }
}

/// The samples of one split.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// `[samples, features]`, standardized if the document asks for that.
    pub inputs: Array2<f32>,
    /// The targets of the samples, of each as many.
    pub targets: Targets,
}

impl Split {
    /// Number of samples.
    pub fn samples(&self) -> usize {
        self.inputs.nrows()
    }

    /// Targets of a sample: more than one only in a regression of several outputs.
    pub(crate) fn targets_each(&self) -> usize {
        self.targets.len() / self.samples().max(1)
    }

    /// The samples in `range` as a batch.
    pub(crate) fn batch(&self, range: Range<usize>) -> nn::Batch<'_, f32> {
        let targets = self.targets.view(range.clone(), self.targets_each());
        nn::Batch { inputs: self.inputs.slice(s![range, ..]), targets }
    }
}

/// How the features of a sample are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataShape {
    /// Two coordinates.
    Plane,
    /// The grey values of an image's pixels, 0…1, row by row from the top.
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
    /// See [`Dataset::layout`].
    layout: Option<String>,
}

/// The statistics that a model file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    /// Those of the features.
    pub inputs: Option<Standardization>,
    /// Those of the targets.
    pub targets: Option<Standardization>,
}

impl From<Table> for Samples {
    fn from(table: Table) -> Self {
        let Table { features, inputs, targets, classes, layout } = table;
        let shape = if features == 2 { DataShape::Plane } else { DataShape::Table };
        Self { features, inputs, targets, classes, shape, layout: Some(layout) }
    }
}

/// Loads the data that `spec` describes, splits and standardizes them.
///
/// Features and targets are standardized with the statistics `saved` with a model if they are for as many, else with those
/// of the training split.
///
/// # Errors
/// When a file is missing or invalid, or when the split leaves no samples to train on.
pub fn load(spec: &DataSpec, seed: u64, resources: Resources, saved: Saved) -> Result<Dataset, Error> {
    let origin = spec.source.as_dyn().origin();
    if resources.table.is_some() && !matches!(origin, Origin::Csv) {
        let message = format!("goes with data of kind csv; the document's are {}", spec.kind());
        return Err(Error::new(message).with_input(Input::Data));
    }
    let samples = match origin {
        Origin::Points { points, samples, noise } => points.generate(samples, noise, seed),
        Origin::Images { set, samples } => set.load(Subset::Training, samples, &resources.assets)?,
        Origin::Csv => {
            let missing = || Error::new("the data set is csv, but no CSV file was given").with_input(Input::Data);
            resources.table.ok_or_else(missing)?.into()
        }
    };
    split(samples, spec, saved)
}

/// The names of the image files that `spec` needs; see [`Resources::assets`].
pub fn required_assets(spec: &DataSpec) -> Vec<String> {
    match spec.source.as_dyn().origin() {
        Origin::Images { set, samples } => set.files(Subset::Training, samples),
        Origin::Points { .. } | Origin::Csv => Vec::new(),
    }
}

/// All image sets, for the tool that packs them.
pub fn image_sets() -> impl Iterator<Item = &'static ImageSet> {
    Source::ENTRIES.iter().filter_map(|entry| match Source::with_defaults(entry.id)?.as_dyn().origin() {
        Origin::Images { set, .. } => Some(set),
        Origin::Points { .. } | Origin::Csv => None,
    })
}

/// The sizes of the data, as `spec` alone determines them; `None` for a CSV file, which must be read first.
///
/// # Errors
/// When the split leaves no samples to train on.
pub(crate) fn facts(spec: &DataSpec) -> Result<Option<DataFacts>, Error> {
    let (features, head, samples) = match spec.source.as_dyn().origin() {
        Origin::Points { points: Points::Classes(_), samples, .. } => (2, nn::Head::Binary, samples),
        Origin::Points { points: Points::Surface(_), samples, .. } => (2, nn::Head::Regression(1), samples),
        Origin::Images { set, samples } => (set.width * set.height, nn::Head::Classes(set.classes.len()), samples),
        Origin::Csv => return Ok(None),
    };
    Ok(Some(DataFacts { features, head, training_samples: training_samples(samples, spec)? }))
}

/// The number of samples to train on, of `total`.
fn training_samples(total: usize, spec: &DataSpec) -> Result<usize, Error> {
    let split = spec.validation_split;
    let training = (total as f64 * (1.0 - split)).floor() as usize;
    if training == 0 {
        let message = format!("{} leaves none to train on; lower it, or use more samples than {total}", Figure(split));
        return Err(Error::at("data.validation_split", message));
    }
    Ok(training)
}

/// What the outputs mean: by the number of classes, or where there are none, in regression, by that of targets.
pub(crate) fn head(classes: usize, targets: usize) -> nn::Head {
    match classes {
        0 => nn::Head::Regression(targets),
        2 => nn::Head::Binary,
        count => nn::Head::Classes(count),
    }
}

/// Splits off the last fraction of the samples for validation and standardizes both splits; see [`load`].
fn split(samples: Samples, spec: &DataSpec, saved: Saved) -> Result<Dataset, Error> {
    let Samples { features, mut inputs, mut targets, classes, shape, layout } = samples;
    let samples = inputs.len() / features;
    let (training, each) = (training_samples(samples, spec)?, targets.len() / samples);
    let held_back = inputs.split_off(training * features);
    let mut validation_targets = targets.split_off(training * each);
    let matrix = |inputs: Vec<f32>| {
        let shape = (inputs.len() / features, features);
        Array2::from_shape_vec(shape, inputs).expect("every sample has as many features")
    };
    let (mut inputs, mut held_back) = (matrix(inputs), matrix(held_back));
    let standardization = match saved.inputs.filter(|saved| saved.mean.len() == features) {
        _ if !spec.standardize => None,
        Some(saved) => Some(saved),
        None => Some(Standardization::fit(&inputs)?),
    };
    if let Some(standardization) = &standardization {
        standardization.apply(&mut inputs);
        standardization.apply(&mut held_back);
    }
    let target_standardization = match &mut targets {
        Targets::Values(values) if spec.standardize_target => {
            let saved = saved.targets.filter(|saved| saved.mean.len() == each);
            let standardization = match saved {
                Some(saved) => saved,
                None => Standardization::fit_targets(values, each)?,
            };
            standardization.apply_to(values);
            if let Targets::Values(values) = &mut validation_targets {
                standardization.apply_to(values);
            }
            Some(standardization)
        }
        _ => None,
    };
    let head = head(classes.len(), each);
    Ok(Dataset {
        training: Split { inputs, targets },
        validation: Split { inputs: held_back, targets: validation_targets },
        head,
        classes,
        shape,
        standardization,
        target_standardization,
        layout,
    })
}

#[cfg(test)]
mod tests;
