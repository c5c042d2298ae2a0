//! Image sets, read from packed files.

use gradient_lab_nn::catalogue::{Hyperparameter, Scale};

use super::{DataShape, ImageFile, Samples, Targets};
use crate::Error;
use crate::error::Input;

/// Images in a file, few enough for a quick start; the last file of a subset holds the rest.
pub const IMAGES_PER_FILE: usize = 2_000;

/// How many images to take.
pub(super) const SAMPLES: Hyperparameter = Hyperparameter::integer("Samples", 2_000, 10, 60_000, Scale::Logarithmic);

/// Declares an image set: a catalogue entry with [`SAMPLES`] and, after `from`, its [`ImageSet`].
macro_rules! image_set {
    ($(#[doc = $summary:literal])+ pub struct $name:ident = $id:literal, $label:literal,
        formula: $formula:literal, source: $source:literal, from $set:expr) => {
        gradient_lab_nn::entry! {
            $(#[doc = $summary])+
            pub struct $name = $id, $label,
                formula: $formula,
                source: $source,
            {
                /// How many images to take.
                samples: usize = $crate::data::images::SAMPLES,
            }
        }

        impl $crate::data::DataSource for $name {
            fn origin(&self) -> $crate::data::Origin {
                $crate::data::Origin::Images { set: $set, samples: self.samples }
            }
        }
    };
}
pub(super) use image_set;

/// A set of labelled grey images, packed into files.
#[derive(Debug, PartialEq, Eq)]
pub struct ImageSet {
    /// Its name in documents and file names.
    pub id: &'static str,
    /// Names of the classes.
    pub classes: &'static [&'static str],
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Images of the training subset.
    pub training: usize,
    /// Images of the test subset.
    pub test: usize,
}

/// The two subsets of an image set, as they are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subset {
    /// Images for training and validation.
    Training,
    /// Images that are never trained on.
    Test,
}

impl ImageSet {
    /// Images in a subset.
    pub fn count(&self, subset: Subset) -> usize {
        match subset {
            Subset::Training => self.training,
            Subset::Test => self.test,
        }
    }

    /// The names of the files that hold the first `samples` images of a subset, in order.
    pub fn files(&self, subset: Subset, samples: usize) -> Vec<String> {
        let infix = match subset {
            Subset::Training => "",
            Subset::Test => "test.",
        };
        (0..samples.min(self.count(subset)).div_ceil(IMAGES_PER_FILE))
            .map(|index| format!("{}.{infix}{index}.bin", self.id))
            .collect()
    }

    /// The first `samples` images of a subset, pixels scaled to 0…1.
    pub(super) fn load(&self, subset: Subset, samples: usize, assets: &[(String, Vec<u8>)]) -> Result<Samples, Error> {
        let &Self { width, height, .. } = self;
        let samples = samples.min(self.count(subset));
        let features = width * height;
        let mut inputs = Vec::with_capacity(samples * features);
        let mut labels = Vec::with_capacity(samples);
        for (index, name) in self.files(subset, samples).into_iter().enumerate() {
            let Some((_, bytes)) = assets.iter().find(|(other, _)| *other == name) else {
                return Err(Error::at(name, format!("{} needs this file, which was not given", self.id))
                    .with_input(Input::Images));
            };
            let images = (self.count(subset) - index * IMAGES_PER_FILE).min(IMAGES_PER_FILE);
            let file = ImageFile::decode(&name, bytes, images, width, height)?;
            let wanted = (samples - labels.len()).min(images);
            if let Some(label) = file.labels.iter().find(|&&label| usize::from(label) >= self.classes.len()) {
                let classes = self.classes.len();
                let message = format!("an image is labelled {label}, but there are {classes} classes");
                return Err(Error::at(name, message).with_input(Input::Images));
            }
            labels.extend(file.labels[..wanted].iter().map(|&label| u32::from(label)));
            inputs.extend(file.pixels[..wanted * features].iter().map(|&pixel| f32::from(pixel) / 255.0));
        }
        Ok(Samples {
            features,
            inputs,
            targets: Targets::Classes(labels),
            classes: self.classes.iter().map(ToString::to_string).collect(),
            shape: DataShape::Images { width, height },
            layout: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SET: ImageSet = ImageSet { id: "tiny", classes: &["a", "b"], width: 2, height: 1, training: 2_500, test: 3 };

    /// The training files: image `i` is of class `i % 2` and has the pixels `i % 256` and 255.
    fn files() -> Vec<(String, Vec<u8>)> {
        let file = |from: usize, to: usize| ImageFile {
            width: 2,
            height: 1,
            labels: (from..to).map(|i| (i % 2) as u8).collect(),
            pixels: (from..to).flat_map(|i| [(i % 256) as u8, 255]).collect(),
        };
        let names = SET.files(Subset::Training, SET.training);
        let files = [file(0, 2_000), file(2_000, 2_500)];
        names.into_iter().zip(files).map(|(name, file)| (name.clone(), file.encode(&name))).collect()
    }

    #[test]
    fn only_the_files_that_are_needed_are_named() {
        assert_eq!(SET.files(Subset::Training, 10), ["tiny.0.bin"]);
        assert_eq!(SET.files(Subset::Training, 2_000), ["tiny.0.bin"]);
        assert_eq!(SET.files(Subset::Training, 2_001), ["tiny.0.bin", "tiny.1.bin"]);
        assert_eq!(SET.files(Subset::Training, 60_000), ["tiny.0.bin", "tiny.1.bin"]);
        assert_eq!(SET.files(Subset::Test, 3), ["tiny.test.0.bin"]);
    }

    #[test]
    fn the_first_samples_are_taken_across_files_and_scaled() {
        let samples = SET.load(Subset::Training, 2_003, &files()).unwrap();
        assert_eq!(samples.targets.len(), 2_003);
        assert_eq!(samples.inputs[2 * 2_002..], [(2_002 % 256) as f32 / 255.0, 1.0]);
        assert_eq!(samples.shape, DataShape::Images { width: 2, height: 1 });
        assert_eq!(samples.classes, ["a", "b"]);
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = SET.load(Subset::Training, 2_001, &files()[..1]).err().unwrap();
        assert_eq!(error.to_string(), "tiny.1.bin: tiny needs this file, which was not given");
    }

    #[test]
    fn a_label_without_a_class_is_refused() {
        let file = ImageFile { width: 2, height: 1, labels: vec![0, 2, 1], pixels: vec![0; 6] };
        let assets = [("tiny.test.0.bin".to_string(), file.encode("tiny.test.0.bin"))];
        let error = SET.load(Subset::Test, 3, &assets).err().unwrap();
        assert_eq!(error.to_string(), "tiny.test.0.bin: an image is labelled 2, but there are 2 classes");
    }
}
