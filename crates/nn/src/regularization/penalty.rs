//! Penalties on large weights.

use crate::float::Float;
use crate::linalg::reduce::{sum_of_magnitudes, sum_of_squares};
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

/// l1·Σ|w| + l2·Σw², added to the loss.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Penalty {
    /// The weight of Σ|w|.
    pub l1: f64,
    /// The weight of Σw².
    pub l2: f64,
}

impl Penalty {
    /// Whether there is anything to add.
    pub fn is_active(self) -> bool {
        self.l1 != 0.0 || self.l2 != 0.0
    }

    /// What it adds to the loss.
    pub fn value<F: Float>(self, weights: &[F]) -> f64 {
        let mut value = 0.0;
        if self.l1 != 0.0 {
            value += self.l1 * sum_of_magnitudes(weights);
        }
        if self.l2 != 0.0 {
            value += self.l2 * sum_of_squares(weights);
        }
        value
    }

    /// Adds l1·sign(w) + 2·l2·w to `gradients`; |w|' at 0 is 0.
    pub fn add_gradient<F: Float>(self, weights: &[F], gradients: &mut [F]) {
        let (l1, twice_l2) = (F::Vector::from_f64(self.l1), F::Vector::from_f64(2.0 * self.l2));
        zip_map([weights], [gradients], |[w], [g]| [g + (l1 * w.sign() + twice_l2 * w)]);
    }
}
