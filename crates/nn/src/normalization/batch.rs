//! Batch normalization.

use core::ops::Range;

use super::{Affine, AffineGradient, Cache, EPSILON, Normalizer, Statistics};
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::entry;
use crate::float::Float;
use crate::math::f64::sqrt;

entry! {
    /// Brings each unit to mean 0 and variance 1 over the batch, then scales and shifts it by what it learns.
    pub struct BatchNorm = "batch", "Batch",
        formula: r"\gamma\,\frac{x-\mu_B}{\sqrt{\sigma_B^2+\epsilon}}+\beta",
        source: "https://keras.io/api/layers/normalization_layers/batch_normalization/",
        paper: "Ioffe & Szegedy, 2015, <https://arxiv.org/abs/1502.03167>",
    {
        /// The share of the moving statistics that a batch leaves.
        momentum: f64 = Hyperparameter::real("Momentum", 0.99, Interval::below(0.0, 1.0), Scale::Linear),
        /// Added to the variance inside the root.
        epsilon: f64 = EPSILON,
    }
}

/// Columns worked on side by side, in double precision: the gradient of a bias before the normalization is 0 in exact
/// arithmetic, and in single precision it would be nothing but rounding errors.
const PANEL: usize = 8;

/// Calls `work` with the range of each panel of the features.
fn each_panel(features: usize, mut work: impl FnMut(Range<usize>)) {
    for start in (0..features).step_by(PANEL) {
        work(start..features.min(start + PANEL));
    }
}

/// The sum of `value(x, column)` down each column of a panel, row by row.
#[inline(always)]
fn column_sums<F: Float>(
    x: &[F],
    features: usize,
    panel: Range<usize>,
    value: impl Fn(f64, usize) -> f64,
) -> [f64; PANEL] {
    let mut sums = [0.0; PANEL];
    for row in x.chunks_exact(features) {
        for (column, (sum, x)) in sums.iter_mut().zip(&row[panel.clone()]).enumerate() {
            *sum += value(x.to_f64(), column);
        }
    }
    sums
}

impl<F: Float> Normalizer<F> for BatchNorm {
    fn has_moving_statistics(&self) -> bool {
        true
    }

    fn forward(
        &self,
        x: &[F],
        affine: Affine<'_, F>,
        mut statistics: Statistics<'_, F>,
        cache: &mut Cache<F>,
        y: &mut [F],
    ) {
        let features = affine.gamma.len();
        let rows = (x.len() / features) as f64;
        cache.resize(x.len(), features);
        cache.from_batch = matches!(statistics, Statistics::Batch { .. });
        each_panel(features, |panel| {
            let (mut means, mut scales) = ([0.0; PANEL], [0.0; PANEL]);
            match &mut statistics {
                Statistics::Batch { mean, variance } => {
                    means = column_sums(x, features, panel.clone(), |x, _| x).map(|sum| sum / rows);
                    let squares = |x: f64, column: usize| (x - means[column]) * (x - means[column]);
                    scales = column_sums(x, features, panel.clone(), squares).map(|sum| sum / rows);
                    for (column, feature) in panel.clone().enumerate() {
                        for (moving, now) in
                            [(&mut mean[feature], means[column]), (&mut variance[feature], scales[column])]
                        {
                            *moving = *moving * F::from_f64(self.momentum) + F::from_f64(now * (1.0 - self.momentum));
                        }
                    }
                }
                Statistics::Moving { mean, variance } => {
                    for (column, feature) in panel.clone().enumerate() {
                        (means[column], scales[column]) = (mean[feature].to_f64(), variance[feature].to_f64());
                    }
                }
            }
            for (column, feature) in panel.clone().enumerate() {
                scales[column] = 1.0 / sqrt(scales[column] + self.epsilon);
                cache.scale[feature] = F::from_f64(scales[column]);
            }
            let rows = x.chunks_exact(features).zip(cache.normalized.chunks_exact_mut(features));
            for (y, (x, normalized)) in y.chunks_exact_mut(features).zip(rows) {
                for (column, feature) in panel.clone().enumerate() {
                    normalized[feature] = F::from_f64((x[feature].to_f64() - means[column]) * scales[column]);
                    y[feature] = affine.gamma[feature] * normalized[feature] + affine.beta[feature];
                }
            }
        });
    }

    fn backward(&self, affine: Affine<'_, F>, learned: AffineGradient<'_, F>, cache: &Cache<F>, gradient: &mut [F]) {
        let features = affine.gamma.len();
        // The batch's own statistics depend on every row of it.
        let mean_scale = if cache.from_batch { features as f64 / gradient.len() as f64 } else { 0.0 };
        each_panel(features, |panel| {
            let sums = column_sums(gradient, features, panel.clone(), |g, _| g);
            let (mut dots, mut scales) = ([0.0; PANEL], [0.0; PANEL]);
            for (g, normalized) in gradient.chunks_exact(features).zip(cache.normalized.chunks_exact(features)) {
                for (column, feature) in panel.clone().enumerate() {
                    dots[column] += g[feature].to_f64() * normalized[feature].to_f64();
                }
            }
            for (column, feature) in panel.clone().enumerate() {
                learned.beta[feature] += F::from_f64(sums[column]);
                learned.gamma[feature] += F::from_f64(dots[column]);
                scales[column] = affine.gamma[feature].to_f64() * cache.scale[feature].to_f64();
            }
            for (g, normalized) in gradient.chunks_exact_mut(features).zip(cache.normalized.chunks_exact(features)) {
                for (column, feature) in panel.clone().enumerate() {
                    let mean_term = (sums[column] + normalized[feature].to_f64() * dots[column]) * mean_scale;
                    g[feature] = F::from_f64(scales[column] * (g[feature].to_f64() - mean_term));
                }
            }
        });
    }
}
