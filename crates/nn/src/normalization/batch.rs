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

/// Each column is worked on in double precision: the gradient of a bias in front is a difference that comes to nothing,
/// so that what is left of it is all rounding.
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
        let rows = (x.len() / features) as f64;
        cache.resize(x.len(), features);
        cache.from_batch = matches!(statistics, Statistics::Batch { .. });
        let mut statistics = statistics;
        for feature in 0..features {
            let (mean, variance) = match &mut statistics {
                Statistics::Batch { mean, variance } => {
                    let column = || x[feature..].iter().step_by(features).map(|x| x.to_f64());
                    let of_batch = column().sum::<f64>() / rows;
                    let spread = column().map(|x| (x - of_batch) * (x - of_batch)).sum::<f64>() / rows;
                    for (moving, now) in [(&mut mean[feature], of_batch), (&mut variance[feature], spread)] {
                        *moving = *moving * F::from_f64(self.momentum) + F::from_f64(now * (1.0 - self.momentum));
                    }
                    (of_batch, spread)
                }
                Statistics::Moving { mean, variance } => (mean[feature].to_f64(), variance[feature].to_f64()),
            };
            let scale = 1.0 / libm::sqrt(variance + self.epsilon);
            cache.scale[feature] = F::from_f64(scale);
            for at in (feature..x.len()).step_by(features) {
                let normalized = F::from_f64((x[at].to_f64() - mean) * scale);
                cache.normalized[at] = normalized;
                y[at] = affine.gamma[feature] * normalized + affine.beta[feature];
            }
        }
    }

    fn backward(&self, affine: Affine<'_, F>, learned: AffineGradient<'_, F>, cache: &Cache<F>, gradient: &mut [F]) {
        let features = affine.gamma.len();
        let rows = (gradient.len() / features) as f64;
        for feature in 0..features {
            let places = || (feature..gradient.len()).step_by(features);
            let sum: f64 = places().map(|at| gradient[at].to_f64()).sum();
            let along: f64 = places().map(|at| gradient[at].to_f64() * cache.normalized[at].to_f64()).sum();
            learned.beta[feature] += F::from_f64(sum);
            learned.gamma[feature] += F::from_f64(along);
            // With the batch's own statistics every row moves the mean and the variance of all.
            let share = if cache.from_batch { 1.0 / rows } else { 0.0 };
            let scale = affine.gamma[feature].to_f64() * cache.scale[feature].to_f64();
            for at in (feature..gradient.len()).step_by(features) {
                let common = (sum + cache.normalized[at].to_f64() * along) * share;
                gradient[at] = F::from_f64(scale * (gradient[at].to_f64() - common));
            }
        }
    }
}
