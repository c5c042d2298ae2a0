//! Normalization layers.

use alloc::vec::Vec;

use crate::catalogue;
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::float::Float;

catalogue! {
    /// A normalization from the catalogue.
    Normalization: Normalizer<F> {
        none::NoNorm,
        batch::BatchNorm,
        layer::LayerNorm,
    }
}

impl Normalization {
    /// Whether there is anything to do, and so γ and β to learn.
    pub fn is_active(&self) -> bool {
        !matches!(self, Self::NoNorm(_))
    }
}

/// What a normalization does to a batch x, `[rows, features]`: y = γ·x̂ + β, where x̂ is x brought to mean 0 and
/// variance 1.
pub trait Normalizer<F: Float> {
    /// Whether it keeps moving statistics for inference.
    fn has_moving_statistics(&self) -> bool {
        false
    }

    /// The forward pass: writes γ·x̂ + β to `y`, `[rows, features]`, and what the backward pass needs to `cache`.
    fn forward(&self, x: &[F], affine: Affine<'_, F>, statistics: Statistics<'_, F>, cache: &mut Cache<F>, y: &mut [F]);

    /// The backward pass: turns d loss / d y in `gradient`, `[rows, features]`, into d loss / d x; adds to the
    /// gradients of γ and β.
    fn backward(&self, affine: Affine<'_, F>, learned: AffineGradient<'_, F>, cache: &Cache<F>, gradient: &mut [F]);
}

/// The learned scale γ and shift β, `[features]` each.
#[derive(Debug, Clone, Copy)]
pub struct Affine<'a, F> {
    /// γ.
    pub gamma: &'a [F],
    /// β.
    pub beta: &'a [F],
}

/// d loss / d γ and d loss / d β.
#[derive(Debug)]
pub struct AffineGradient<'a, F> {
    /// d loss / d γ.
    pub gamma: &'a mut [F],
    /// d loss / d β.
    pub beta: &'a mut [F],
}

/// Where the mean and variance come from.
#[derive(Debug)]
pub enum Statistics<'a, F> {
    /// From the batch; the moving statistics follow it.
    Batch {
        /// The moving mean, `[features]`, empty where none is kept.
        mean: &'a mut [F],
        /// The moving variance.
        variance: &'a mut [F],
    },
    /// From the moving statistics.
    Moving {
        /// The moving mean, `[features]`, empty where none is kept.
        mean: &'a [F],
        /// The moving variance.
        variance: &'a [F],
    },
}

/// What the forward pass keeps for the backward pass.
#[derive(Debug, Clone, Default)]
pub struct Cache<F> {
    /// x̂, `[rows, features]`.
    pub normalized: Vec<F>,
    /// 1/√(variance + ε), of each feature or of each row.
    pub scale: Vec<F>,
    /// Whether the statistics were the batch's own, and so depend on x.
    pub from_batch: bool,
}

impl<F: Float> Cache<F> {
    /// Makes room for a batch; only ever grows its memory.
    fn resize(&mut self, values: usize, statistics: usize) {
        self.normalized.resize(values, F::ZERO);
        self.scale.resize(statistics, F::ZERO);
    }
}

/// Added to the variance inside the root.
const EPSILON: Hyperparameter =
    Hyperparameter::real("ε", 1e-3, Interval::above(0.0, 1.0).travel(1e-8, 1.0), Scale::Logarithmic);

#[cfg(test)]
mod tests {
    use super::{Affine, BatchNorm, Cache, LayerNorm, Normalization, Statistics};

    #[test]
    fn a_mean_far_from_zero_costs_the_variance_no_digits() {
        // The same four values as the rows of one unit, and as the units of one row.
        for (normalization, features) in
            [(Normalization::from(BatchNorm::default()), 1), (LayerNorm::default().into(), 4)]
        {
            let normalized = |offset: f64| {
                let x = [0.0, 1.0, 5.0, 10.0].map(|value| offset + value);
                let affine = Affine { gamma: &[1.0; 4][..features], beta: &[0.0; 4][..features] };
                let statistics = Statistics::Batch { mean: &mut [0.0], variance: &mut [0.0] };
                let (mut cache, mut y) = (Cache::default(), [0.0; 4]);
                normalization.as_dyn().forward(&x, affine, statistics, &mut cache, &mut y);
                y
            };
            // Values, sums and differences are exact, and the squares of the values are not.
            assert_eq!(normalized((1_u64 << 51) as f64), normalized(0.0), "{normalization:?}");
        }
    }
}
