//! Features brought to mean 0 and standard deviation 1, as Keras's `Normalization` does it.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use crate::Error;
use crate::error::Input;

/// The smallest standard deviation divided by.
const SMALLEST_DEVIATION: f64 = 1e-7;

/// What is subtracted from and divided out of each feature.
///
/// The statistics are kept as they are saved, so that a restored model sees the inputs that it was trained on.
#[derive(Debug, Clone, PartialEq)]
pub struct Standardization {
    /// One a feature.
    pub mean: Vec<f32>,
    /// Population variances, one a feature.
    pub variance: Vec<f32>,
}

impl Standardization {
    /// The statistics of `inputs`, `[samples, features]`, at least one sample.
    ///
    /// # Errors
    /// When a variance is too large for a 32-bit number.
    pub(super) fn of(inputs: &[f32], features: usize) -> Result<Self, Error> {
        let samples = (inputs.len() / features) as f64;
        let mut mean = vec![0.0_f64; features];
        for row in inputs.chunks_exact(features) {
            for (sum, &x) in mean.iter_mut().zip(row) {
                *sum += f64::from(x);
            }
        }
        for sum in &mut mean {
            *sum /= samples;
        }
        let mut variance = vec![0.0_f64; features];
        for row in inputs.chunks_exact(features) {
            for ((sum, &x), mean) in variance.iter_mut().zip(row).zip(&mean) {
                let distance = f64::from(x) - mean;
                *sum += distance * distance;
            }
        }
        for sum in &mut variance {
            *sum /= samples;
        }
        if let Some(at) = variance.iter().position(|&variance| variance > f64::from(f32::MAX)) {
            let message = format!("feature {} varies too widely to be standardized; rescale it", at + 1);
            return Err(Error::new(message).of(Input::Data));
        }
        let round = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
        Ok(Self { mean: round(mean), variance: round(variance) })
    }

    /// Whether there is a mean and a variance for each of so many features.
    pub(super) fn fits(&self, features: usize) -> bool {
        self.mean.len() == features && self.variance.len() == features
    }

    /// (x − mean) / max(√variance, 1e-7) for each feature of `inputs`, `[samples, features]`.
    pub fn apply(&self, inputs: &mut [f32]) {
        let deviation = |&variance: &f32| libm::sqrt(f64::from(variance)).max(SMALLEST_DEVIATION);
        let deviations: Vec<f64> = self.variance.iter().map(deviation).collect();
        for row in inputs.chunks_exact_mut(self.mean.len()) {
            for ((x, &mean), deviation) in row.iter_mut().zip(&self.mean).zip(&deviations) {
                *x = ((f64::from(*x) - f64::from(mean)) / deviation) as f32;
            }
        }
    }

    /// The features as they were before [`Self::apply`], but for rounding.
    pub fn undo(&self, inputs: &mut [f32]) {
        for row in inputs.chunks_exact_mut(self.mean.len()) {
            for ((x, &mean), &variance) in row.iter_mut().zip(&self.mean).zip(&self.variance) {
                let deviation = libm::sqrt(f64::from(variance)).max(SMALLEST_DEVIATION);
                *x = (f64::from(*x) * deviation + f64::from(mean)) as f32;
            }
        }
    }
}
