//! Standardization: features brought to mean 0 and standard deviation 1, as Keras's `Normalization` does it.

use ndarray::Array2;

use super::STANDARD_LAYOUT;
use crate::Error;
use crate::error::Input;

/// Smaller standard deviations count as this one, so that a constant feature is not divided by 0.
const MIN_DEVIATION: f64 = 1e-7;

/// The statistics that features are standardized with.
///
/// They have the precision they are saved in, so that a restored model sees the inputs it was trained on.
#[derive(Debug, Clone, PartialEq)]
pub struct Standardization {
    /// The mean of each feature.
    pub mean: Vec<f32>,
    /// The population variance of each feature.
    pub variance: Vec<f32>,
}

impl Standardization {
    /// The statistics of `inputs`, `[samples, features]`, at least one sample.
    ///
    /// # Errors
    /// When a variance is too large for a 32-bit number.
    pub(super) fn fit(inputs: &Array2<f32>) -> Result<Self, Error> {
        let samples = inputs.nrows() as f64;
        let rows = || inputs.as_slice().expect(STANDARD_LAYOUT).chunks_exact(inputs.ncols());
        let mut mean = vec![0.0; inputs.ncols()];
        for row in rows() {
            mean.iter_mut().zip(row).for_each(|(sum, &x)| *sum += f64::from(x));
        }
        for sum in &mut mean {
            *sum /= samples;
        }
        let mut variance = vec![0.0; inputs.ncols()];
        for row in rows() {
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
            return Err(Error::new(message).with_input(Input::Data));
        }
        let round = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
        Ok(Self { mean: round(mean), variance: round(variance) })
    }

    /// (x − mean) / max(√variance, 1e-7) for each feature of `inputs`, `[samples, features]`.
    pub fn apply(&self, inputs: &mut Array2<f32>) {
        self.map(inputs, |x, mean, deviation| (x - mean) / deviation);
    }

    /// Reverses [`Self::apply`], up to rounding.
    pub fn undo(&self, inputs: &mut Array2<f32>) {
        self.map(inputs, |x, mean, deviation| x * deviation + mean);
    }

    /// Replaces each feature x by `value(x, mean, standard deviation)`, in double precision.
    fn map(&self, inputs: &mut Array2<f32>, value: impl Fn(f64, f64, f64) -> f64) {
        let deviation = |&variance: &f32| f64::from(variance).sqrt().max(MIN_DEVIATION);
        let deviations: Vec<f64> = self.variance.iter().map(deviation).collect();
        let features = inputs.ncols();
        for row in inputs.as_slice_mut().expect(STANDARD_LAYOUT).chunks_exact_mut(features) {
            for ((x, &mean), &deviation) in row.iter_mut().zip(&self.mean).zip(&deviations) {
                *x = value(f64::from(*x), f64::from(mean), deviation) as f32;
            }
        }
    }
}
