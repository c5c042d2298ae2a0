//! Gradient clipping.

use core::ops::Range;

use crate::catalogue;
use crate::catalogue::{Hyperparameter, Interval, Scale};
use crate::float::Float;
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

catalogue! {
    /// A way of clipping gradients, from the catalogue.
    Clipping: GradientClipping<F> {
        none::NoClipping,
        value::ClipByValue,
        norm::ClipByNorm,
        global_norm::ClipByGlobalNorm,
    }
}

/// Limits gradients, between the backward pass and the update.
pub trait GradientClipping<F: Float> {
    /// Whether there is anything to do.
    fn is_active(&self) -> bool {
        true
    }

    /// Clips `gradients`; `variables` are the ranges in it of the trainable kernels, biases and so on.
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]);
}

/// The limit that each kind takes.
const THRESHOLD: Hyperparameter =
    Hyperparameter::real("Threshold", 1.0, Interval::above(0.0, 1e12).travel(1e-3, 100.0), Scale::Logarithmic);

/// Multiplies `gradients` by threshold/max(norm, threshold).
fn shrink<F: Float>(gradients: &mut [F], norm: f64, threshold: f64) {
    let factor = threshold / norm.max(threshold);
    if factor < 1.0 {
        let factor = F::Vector::from_f64(factor);
        zip_map([], [gradients], |[], [g]| [g * factor]);
    }
}
