//! Dropout, and the alpha dropout made for SELU.

use crate::activation::{SELU_ALPHA, SELU_SCALE};
use crate::float::Float;
use crate::linalg::zip_map;
use crate::rng::Rng;
use crate::simd::SimdFloat;

/// Switches units off at random while training, and scales the others so that nothing changes on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dropout {
    /// The share of units switched off, in `[0, 1)`.
    pub rate: f64,
    /// Whether units are set to SELU's lower bound instead of 0, and mean and variance are both kept (Klambauer et
    /// al., 2017).
    pub alpha: bool,
}

impl Dropout {
    /// Whether there is anything to do.
    pub fn is_active(self) -> bool {
        self.rate > 0.0
    }

    /// Draws a `mask` for a batch: what each value's gradient is multiplied by.
    pub fn draw<F: Float>(self, random: &mut Rng, mask: &mut [F]) {
        let kept = F::from_f64(self.scale_and_shift().0);
        for mask in mask {
            *mask = if random.uniform() >= self.rate { kept } else { F::ZERO };
        }
    }

    /// Applies `mask` to `values`.
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
