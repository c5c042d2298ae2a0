//! Penalties on large weights, as in Keras: <https://keras.io/api/layers/regularizers/#l1l2-class>.

use crate::float::Float;
use crate::linalg::reduce::{sum_of_magnitudes, sum_of_squares};
use crate::linalg::zip_map;
use crate::simd::SimdFloat;

/// l1·Σ|w| + l2·Σw², added to the loss.
///
/// ```
/// use gradient_lab_nn::Penalty;
///
/// let penalty = Penalty { l1: 0.5, l2: 0.25 };
/// assert_eq!(penalty.value(&[2.0_f64, -4.0]), 0.5 * 6.0 + 0.25 * 20.0);
/// ```
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

    /// What it adds to the loss for these weights.
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

    /// Adds d penalty / d w = l1·sign(w) + 2·l2·w to `gradients`; sign(0) is 0.
    pub fn add_gradient<F: Float>(self, weights: &[F], gradients: &mut [F]) {
        let (l1, twice_l2) = (F::Vector::from_f64(self.l1), F::Vector::from_f64(2.0 * self.l2));
        zip_map([weights], [gradients], |[w], [g]| [g + (l1 * w.sign() + twice_l2 * w)]);
    }
}

#[cfg(test)]
mod tests {
    use super::Penalty;

    #[test]
    fn a_penalty_is_active_where_either_part_weighs_something() {
        let is_active = |l1, l2| Penalty { l1, l2 }.is_active();
        assert_eq!([is_active(0.0, 0.0), is_active(0.1, 0.0), is_active(0.0, 0.1)], [false, true, true]);
    }
}
