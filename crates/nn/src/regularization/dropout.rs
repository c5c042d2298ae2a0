//! Dropout (Srivastava et al., 2014), and the alpha dropout made for SELU (Klambauer et al., 2017,
//! <https://arxiv.org/abs/1706.02515>), as in Keras: <https://keras.io/api/layers/regularization_layers/>.

use crate::float::Float;
use crate::linalg::zip_map;
use crate::math::{SELU_ALPHA, SELU_SCALE};
use crate::rng::Rng;
use crate::simd::SimdFloat;

/// Switches units off at random while training, and scales the others by 1/(1 − rate) so that nothing changes on
/// average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dropout {
    /// The share of units switched off, in `[0, 1)`.
    pub rate: f64,
    /// Whether units are set to SELU's lower bound instead of 0, and both mean and variance are kept.
    pub alpha: bool,
}

impl Dropout {
    /// Whether there is anything to do.
    pub fn is_active(self) -> bool {
        self.rate > 0.0
    }

    /// Draws a `mask` for a batch, `[rows, units]`: what each value's gradient is multiplied by, 0 for a dropped value.
    pub fn draw<F: Float>(self, rng: &mut Rng, mask: &mut [F]) {
        let kept = F::from_f64(self.scale_and_shift().0);
        for mask in mask {
            *mask = if rng.uniform() >= self.rate { kept } else { F::ZERO };
        }
    }

    /// Applies `mask` to `values`, both `[rows, units]`.
    pub fn apply<F: Float>(self, mask: &[F], values: &mut [F]) {
        let (scale, shift) = self.scale_and_shift();
        let shift_kept = F::Vector::from_f64(shift);
        let dropped = F::Vector::from_f64(if self.alpha { scale * -SELU_SCALE * SELU_ALPHA + shift } else { 0.0 });
        // A mask is above 0 where a value is kept.
        zip_map([mask], [values], |[mask], [value]| {
            [mask.select_gt(F::Vector::zero(), value * mask + shift_kept, dropped)]
        });
    }

    /// What a kept value is multiplied by, and what is added to every value.
    fn scale_and_shift(self) -> (f64, f64) {
        if !self.alpha {
            return (1.0 / (1.0 - self.rate), 0.0);
        }
        let floor = -SELU_SCALE * SELU_ALPHA;
        let scale = 1.0 / libm::sqrt((1.0 - self.rate) * (1.0 + self.rate * floor * floor));
        (scale, -scale * floor * self.rate)
    }
}

#[cfg(test)]
mod tests {
    use super::Dropout;

    #[test]
    fn dropout_is_active_where_it_drops_anything() {
        for alpha in [false, true] {
            assert_eq!([0.0, 0.1].map(|rate| Dropout { rate, alpha }.is_active()), [false, true]);
        }
    }
}
