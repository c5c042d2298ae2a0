//! Batch normalization.

use super::{Affine, AffineGradient, Cache, EPSILON, Normalizer, Statistics};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};

/// Brings each unit to mean 0 and variance 1 over the batch, then scales and shifts it by what it learns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Batch {
    momentum: f64,
    epsilon: f64,
}

impl Batch {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "batch",
        label: "Batch",
        formula: r"\gamma\,\frac{x-\mu_B}{\sqrt{\sigma_B^2+\epsilon}}+\beta",
        summary: "Brings each unit to mean 0 and variance 1 over the batch, then scales and shifts it by what it learns.",
        parameters: &[
            Parameter {
                id: "momentum",
                label: "Momentum",
                unit: "",
                kind: ParameterKind::Real { default: 0.99, range: Range::below(0.0, 1.0), scale: Scale::Linear },
            },
            EPSILON,
        ],
        source: "https://keras.io/api/layers/normalization_layers/batch_normalization/",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { momentum: choice.real("momentum"), epsilon: choice.real("epsilon") }
    }
}

impl<F: Float> Normalizer<F> for Batch {
    fn has_moving_statistics(&self) -> bool {
        true
    }

    fn forward(
        &self,
        x: &[F],
        affine: Affine<'_, F>,
        statistics: Statistics<'_, F>,
        cache: &mut Cache<F>,
        y: &mut [F],
    ) {
        let features = affine.gamma.len();
        cache.resize(x.len(), features);
        cache.from_batch = matches!(statistics, Statistics::Batch { .. });
        let epsilon = F::from_f64(self.epsilon);
        match statistics {
            Statistics::Batch { mean, variance } => {
                let share = F::from_f64(features as f64 / x.len() as f64);
                column_sums(x, &mut cache.mean, |x, _| x);
                cache.mean.iter_mut().for_each(|mean| *mean *= share);
                let means = &cache.mean;
                column_sums(x, &mut cache.scale, |x, feature| (x - means[feature]) * (x - means[feature]));
                let (keep, fresh) = (F::from_f64(self.momentum), F::from_f64(1.0 - self.momentum));
                for feature in 0..features {
                    let of_batch = cache.scale[feature] * share;
                    mean[feature] = mean[feature] * keep + cache.mean[feature] * fresh;
                    variance[feature] = variance[feature] * keep + of_batch * fresh;
                    cache.scale[feature] = F::ONE / (of_batch + epsilon).sqrt();
                }
            }
            Statistics::Moving { mean, variance } => {
                cache.mean.copy_from_slice(mean);
                for (scale, &variance) in cache.scale.iter_mut().zip(variance) {
                    *scale = F::ONE / (variance + epsilon).sqrt();
                }
            }
        }
        let rows = x.chunks_exact(features).zip(cache.normalized.chunks_exact_mut(features));
        for (y, (x, normalized)) in y.chunks_exact_mut(features).zip(rows) {
            for feature in 0..features {
                normalized[feature] = (x[feature] - cache.mean[feature]) * cache.scale[feature];
                y[feature] = affine.gamma[feature] * normalized[feature] + affine.beta[feature];
            }
        }
    }

    fn backward(&self, affine: Affine<'_, F>, learned: AffineGradient<'_, F>, cache: &Cache<F>, gradient: &mut [F]) {
        let features = affine.gamma.len();
        for (g, normalized) in gradient.chunks_exact(features).zip(cache.normalized.chunks_exact(features)) {
            for feature in 0..features {
                learned.gamma[feature] += g[feature] * normalized[feature];
                learned.beta[feature] += g[feature];
            }
        }
        // With the batch's own statistics every row moves the mean and the variance of all.
        let share = if cache.from_batch { F::from_f64(features as f64 / gradient.len() as f64) } else { F::ZERO };
        for (g, normalized) in gradient.chunks_exact_mut(features).zip(cache.normalized.chunks_exact(features)) {
            for feature in 0..features {
                let common = (learned.beta[feature] + normalized[feature] * learned.gamma[feature]) * share;
                g[feature] = affine.gamma[feature] * cache.scale[feature] * (g[feature] - common);
            }
        }
    }
}

/// Adds `value(x, feature)` up each column, row by row.
#[inline(always)]
fn column_sums<F: Float>(x: &[F], sums: &mut [F], value: impl Fn(F, usize) -> F) {
    sums.fill(F::ZERO);
    for row in x.chunks_exact(sums.len()) {
        for (feature, (sum, &x)) in sums.iter_mut().zip(row).enumerate() {
            *sum += value(x, feature);
        }
    }
}
