//! The figures of a layer in one step: what it gives, what comes back, how far it moves.

use crate::activation::Saturation;
use crate::float::Float;
use crate::linalg::reduce::{sum, sum_of_squared_deviations};
use crate::math::f64::sqrt;

/// How much a step measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MetricsLevel {
    /// Nothing.
    Nothing,
    /// Every layer's delta, which costs next to nothing.
    Deltas,
    /// All of a layer's [`LayerMetrics`].
    Full,
}

/// One layer's figures in one step, before its update; `None` is "not computed".
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct LayerMetrics {
    /// L2 norm of d loss / d kernel, penalties included, before clipping.
    pub kernel_gradient_l2: Option<f64>,
    /// Mean of |d loss / d kernel|, likewise.
    pub kernel_gradient_mean_abs: Option<f64>,
    /// L2 norm of d loss / d bias.
    pub bias_gradient_l2: Option<f64>,
    /// Root mean square of d loss / d (activation input) over batch and units.
    pub delta_rms: Option<f64>,
    /// Mean of the activation function's output over batch and units.
    pub activation_mean: f64,
    /// Its population standard deviation.
    pub activation_std: f64,
    /// Share of activations within 1 % of an asymptote.
    pub saturated: Option<f64>,
    /// Share of units that are 0 for the whole batch.
    pub dead: Option<f64>,
    /// L2 norm of the kernel's whole change in the step over its norm before.
    pub update_ratio: Option<f64>,
}

impl LayerMetrics {
    /// Fills what follows from Σ g² and Σ |g| of a kernel's `count` gradients.
    pub(crate) fn measure_kernel_gradient(&mut self, (squares, magnitudes): (f64, f64), count: usize) {
        self.kernel_gradient_l2 = Some(sqrt(squares));
        self.kernel_gradient_mean_abs = Some(magnitudes / count as f64);
    }

    /// Fills what follows from the activations `a`, `[rows, units]`.
    pub(crate) fn measure_activations<F: Float>(
        &mut self,
        a: &[F],
        units: usize,
        saturation: Option<Saturation>,
        can_die: bool,
    ) {
        let count = a.len() as f64;
        self.activation_mean = sum(a) / count;
        self.activation_std = sqrt(sum_of_squared_deviations(a, self.activation_mean) / count);
        self.saturated = saturation.map(|Saturation { below, above }| {
            let outside = a.iter().filter(|a| a.to_f64() < below || a.to_f64() > above).count();
            outside as f64 / count
        });
        self.dead = can_die.then(|| {
            let dead = (0..units).filter(|&unit| a[unit..].iter().step_by(units).all(|&a| a == F::ZERO)).count();
            dead as f64 / units as f64
        });
    }
}
