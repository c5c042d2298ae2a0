//! Gradient clipping.

mod global_norm;
mod none;
mod norm;
mod value;

use core::ops::Range;

use crate::Float;
use crate::catalogue::{Parameter, ParameterKind, Scale, catalogue};
use crate::kernel::each::each;
use crate::kernel::number::Number;

catalogue! {
    /// A way of clipping gradients, from the catalogue.
    Clipping: GradientClipping<F> {
        none::None,
        value::Value,
        norm::Norm,
        global_norm::GlobalNorm,
    }
}

/// Limits gradients between the way back and the update.
pub trait GradientClipping<F: Float> {
    /// Whether there is anything to do.
    fn is_active(&self) -> bool {
        true
    }

    /// Clips `gradients`; `variables` are the ranges of the trainable kernels, biases and so on.
    fn clip(&self, gradients: &mut [F], variables: &[Range<usize>]);
}

/// The limit that each kind takes.
const THRESHOLD: Parameter = Parameter {
    id: "threshold",
    label: "Threshold",
    unit: "",
    kind: ParameterKind::Real {
        default: 1.0,
        range: crate::catalogue::Range::above(0.0, 1e12).travel(1e-3, 100.0),
        scale: Scale::Logarithmic,
    },
};

/// Multiplies by threshold/max(norm, threshold).
fn shrink<F: Float>(gradients: &mut [F], norm: f64, threshold: f64) {
    let factor = threshold / norm.max(threshold);
    if factor < 1.0 {
        let factor = F::Register::from_f64(factor);
        each([], [gradients], |[], [g]| [g * factor]);
    }
}
