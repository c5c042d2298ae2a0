//! The metrics of a layer in one step: what it gives, what comes back, how far its weights move.

use crate::activation::Saturation;
use crate::float::Float;
use crate::linalg::reduce::{count_outside, sum, sum_of_squared_deviations};
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

/// Calls `$apply!` with the list of a layer's metrics: of each, its doc comment, its name and its type, which is an
/// `Option` where the metric can be missing. A program that keeps them in a form of its own makes that form from this
/// list.
///
/// ```
/// macro_rules! count {
///     ($($(#[doc = $doc:literal])+ $name:ident: $type:ty,)*) => { [$(stringify!($name)),*].len() };
/// }
/// assert_eq!(gradient_lab_nn::layer_metrics!(count), gradient_lab_nn::LayerMetrics::NAMES.len());
/// ```
#[macro_export]
macro_rules! layer_metrics {
    ($apply:ident) => {
        $apply! {
            /// L2 norm of d loss / d kernel, penalties included, before clipping.
            kernel_gradient_l2: Option<f64>,
            /// Mean of |d loss / d kernel|, penalties included, before clipping.
            kernel_gradient_mean_abs: Option<f64>,
            /// L2 norm of d loss / d bias, before clipping.
            bias_gradient_l2: Option<f64>,
            /// Root mean square of d loss / d (activation input) over batch and units.
            delta_rms: Option<f64>,
            /// Mean of the activation function's output over batch and units.
            activation_mean: f64,
            /// Population standard deviation of the activation function's output over batch and units.
            activation_std: f64,
            /// Share of activations within 1 % of an asymptote.
            saturated: Option<f64>,
            /// Share of units that are 0 for the whole batch.
            dead: Option<f64>,
            /// L2 norm of the kernel's change in the step, over that of the kernel before.
            update_ratio: Option<f64>,
        }
    };
}

macro_rules! metrics {
    ($($(#[doc = $doc:literal])+ $name:ident: $type:ty,)*) => {
        /// One layer's metrics in one step, before its update; `None` is "not computed".
        #[derive(Debug, Clone, Copy, PartialEq, Default)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        pub struct LayerMetrics {
            $($(#[doc = $doc])+ pub $name: $type,)*
        }

        impl LayerMetrics {
            /// The metrics' names, in the order of [`Self::values`].
            pub const NAMES: [&str; [$(stringify!($name)),*].len()] = [$(stringify!($name)),*];

            /// The metrics' values.
            pub fn values(&self) -> [Option<f64>; Self::NAMES.len()] {
                [$(self.$name.into()),*]
            }
        }
    };
}

layer_metrics!(metrics);

impl LayerMetrics {
    /// Each metric's name and value.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Option<f64>)> {
        Self::NAMES.into_iter().zip(self.values())
    }

    /// Fills what follows from Σ g² and Σ |g| of a kernel's `count` gradients.
    pub(crate) fn measure_kernel_gradient(&mut self, (squares, magnitudes): (f64, f64), count: usize) {
        self.kernel_gradient_l2 = Some(sqrt(squares));
        self.kernel_gradient_mean_abs = Some(magnitudes / count as f64);
    }

    /// Fills what follows from the activations `a`, `[rows, units]`.
    pub(crate) fn measure_activations<F: Float>(&mut self, a: &[F]) {
        let count = a.len() as f64;
        self.activation_mean = sum(a) / count;
        self.activation_std = sqrt(sum_of_squared_deviations(a, self.activation_mean) / count);
    }
}

/// [`LayerMetrics::saturated`] of the activations `a`, of which those beyond `ends` are.
pub(crate) fn saturated_share<F: Float>(a: &[F], Saturation { below, above }: Saturation) -> f64 {
    // The least number of type `F` that is no less than the limit: an activation is below both or neither.
    let up = |limit: f64| {
        let near = F::from_f64(limit);
        if near.to_f64() < limit { near.next_up() } else { near }
    };
    let (below, above) = (up(below), -up(-above));
    count_outside(a, below, above) / a.len() as f64
}

/// [`LayerMetrics::dead`] of the activations `a`, `[rows, units]`.
pub(crate) fn dead_share<F: Float>(a: &[F], units: usize) -> f64 {
    let is_dead = |unit: &usize| a[*unit..].iter().step_by(units).all(|&a| a == F::ZERO);
    (0..units).filter(is_dead).count() as f64 / units as f64
}
