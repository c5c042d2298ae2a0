//! Layer normalization.

use super::{Affine, AffineGradient, Cache, EPSILON, Normalizer, Statistics};
use crate::entry;
use crate::float::Float;

entry! {
    /// Brings each sample to mean 0 and variance 1 over the units, then scales and shifts each unit by what it learns.
    pub struct LayerNorm = "layer", "Layer",
        formula: r"\gamma\,\frac{x-\mu}{\sqrt{\sigma^2+\epsilon}}+\beta",
        source: "https://keras.io/api/layers/normalization_layers/layer_normalization/",
        paper: "Ba, Kiros & Hinton, 2016, <https://arxiv.org/abs/1607.06450>",
    {
        /// Added to the variance inside the root.
        epsilon: f64 = EPSILON,
    }
}

impl<F: Float> Normalizer<F> for LayerNorm {
    fn forward(&self, x: &[F], affine: Affine<'_, F>, _: Statistics<'_, F>, cache: &mut Cache<F>, y: &mut [F]) {
        let features = affine.gamma.len();
        cache.resize(x.len(), x.len() / features);
        cache.from_batch = true;
        let (mean_scale, epsilon) = (F::from_f64(1.0 / features as f64), F::from_f64(self.epsilon));
        for (row, x) in x.chunks_exact(features).enumerate() {
            let mean = x.iter().copied().sum::<F>() * mean_scale;
            let variance = x.iter().map(|&x| (x - mean) * (x - mean)).sum::<F>() * mean_scale;
            let scale = F::ONE / (variance + epsilon).sqrt();
            cache.scale[row] = scale;
            for (feature, &x) in x.iter().enumerate() {
                let normalized = (x - mean) * scale;
                cache.normalized[row * features + feature] = normalized;
                y[row * features + feature] = affine.gamma[feature] * normalized + affine.beta[feature];
            }
        }
    }

    fn backward(&self, affine: Affine<'_, F>, learned: AffineGradient<'_, F>, cache: &Cache<F>, gradient: &mut [F]) {
        let features = affine.gamma.len();
        let mean_scale = F::from_f64(1.0 / features as f64);
        let rows = gradient.chunks_exact_mut(features).zip(cache.normalized.chunks_exact(features));
        for ((g, normalized), &scale) in rows.zip(&cache.scale) {
            let (mut sum, mut dot) = (F::ZERO, F::ZERO);
            for feature in 0..features {
                learned.gamma[feature] += g[feature] * normalized[feature];
                learned.beta[feature] += g[feature];
                g[feature] *= affine.gamma[feature];
                sum += g[feature];
                dot += g[feature] * normalized[feature];
            }
            for (g, &normalized) in g.iter_mut().zip(normalized) {
                *g = scale * (*g - (sum + normalized * dot) * mean_scale);
            }
        }
    }
}
