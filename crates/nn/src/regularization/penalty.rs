//! Penalties on large weights.

use crate::Float;
use crate::kernel::each::each;
use crate::kernel::number::Number;
use crate::kernel::sum::{sum_of_magnitudes, sum_of_squares};

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
        let (l1, twice_l2) = (F::Register::from_f64(self.l1), F::Register::from_f64(2.0 * self.l2));
        let zero = F::Register::zero();
        each([weights], [gradients], |[w], [g]| {
            let sign = w.above(zero, l1, zero.above(w, -l1, zero));
            [g + (sign + twice_l2 * w)]
        });
    }
}
