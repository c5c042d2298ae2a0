//! Standardization: features brought to mean 0 and standard deviation 1, as Keras's `Normalization` does it.

use gradient_lab_nn::{elements, elements_mut};
use ndarray::Array2;

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

/// How many features and targets are standardized; `None` where they are not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standardized {
    pub inputs: Option<usize>,
    pub targets: Option<usize>,
}

impl Standardization {
    /// The statistics of `inputs`, `[samples, features]`, at least one sample.
    ///
    /// # Errors
    /// When a variance is too large for a 32-bit number.
    pub(super) fn fit(inputs: &Array2<f32>) -> Result<Self, Error> {
        Self::fit_columns(elements(inputs.view()), inputs.ncols(), "feature")
    }

    /// The statistics of `targets`, `[samples, outputs]`, at least one sample.
    ///
    /// # Errors
    /// As those of [`Self::fit`].
    pub(super) fn fit_targets(targets: &[f32], outputs: usize) -> Result<Self, Error> {
        Self::fit_columns(targets, outputs, "target")
    }

    fn fit_columns(rows: &[f32], columns: usize, what: &str) -> Result<Self, Error> {
        let mean = means(rows, columns, |x, _| x);
        let variance = means(rows, columns, |x, column| (x - mean[column]) * (x - mean[column]));
        if let Some(at) = variance.iter().position(|&variance| variance > f64::from(f32::MAX)) {
            let message = format!("{what} {} varies too widely to be standardized; rescale it", at + 1);
            return Err(Error::new(message).with_input(Input::Data));
        }
        let round = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
        Ok(Self { mean: round(mean), variance: round(variance) })
    }

    /// (x − mean) / max(√variance, 1e-7) for each feature of `inputs`, `[samples, features]`.
    pub fn apply(&self, inputs: &mut Array2<f32>) {
        self.apply_to(elements_mut(inputs.view_mut()));
    }

    /// The same for `rows` of as many columns as there are statistics.
    pub(crate) fn apply_to(&self, rows: &mut [f32]) {
        self.map(rows, |x, mean, deviation| (x - mean) / deviation);
    }

    /// Reverses [`Self::apply`], up to rounding.
    pub fn undo(&self, inputs: &mut Array2<f32>) {
        self.undo_to(elements_mut(inputs.view_mut()));
    }

    /// The same for `rows` of as many columns as there are statistics.
    pub(crate) fn undo_to(&self, rows: &mut [f32]) {
        self.map(rows, |x, mean, deviation| x * deviation + mean);
    }

    /// The standard deviation of each feature, at least 1e-7.
    pub fn deviations(&self) -> impl Iterator<Item = f64> {
        self.variance.iter().map(|&variance| f64::from(variance).sqrt().max(MIN_DEVIATION))
    }

    /// Replaces each x of `rows` by `value(x, mean, standard deviation)`, in double precision.
    fn map(&self, rows: &mut [f32], value: impl Fn(f64, f64, f64) -> f64) {
        let deviations: Vec<f64> = self.deviations().collect();
        for row in rows.chunks_exact_mut(self.mean.len()) {
            for ((x, &mean), &deviation) in row.iter_mut().zip(&self.mean).zip(&deviations) {
                *x = value(f64::from(*x), f64::from(mean), deviation) as f32;
            }
        }
    }
}

/// The mean over rows of `value(x, column)`, for each column x of `rows`, `[samples, columns]`.
fn means(rows: &[f32], columns: usize, value: impl Fn(f64, usize) -> f64) -> Vec<f64> {
    let mut sums = vec![0.0; columns];
    for row in rows.chunks_exact(columns) {
        for (column, (sum, &x)) in sums.iter_mut().zip(row).enumerate() {
            *sum += value(f64::from(x), column);
        }
    }
    let count = (rows.len() / columns) as f64;
    sums.into_iter().map(|sum| sum / count).collect()
}
