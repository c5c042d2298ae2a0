//! Floating-point vectors.

use core::ops::{Div, Neg};

use super::lanes::SimdVector;

/// A vector of floating-point numbers, or one alone. Every operation gives each lane the same bits, whatever the number
/// of lanes.
#[allow(unsafe_code)]
pub trait SimdFloat: SimdVector + Div<Output = Self> + Neg<Output = Self> {
    /// `value`, rounded to the lane's type, in every lane.
    fn from_f64(value: f64) -> Self;

    /// 0 in every lane.
    #[must_use]
    #[inline(always)]
    fn zero() -> Self {
        Self::from_f64(0.0)
    }

    /// 1 in every lane.
    #[must_use]
    #[inline(always)]
    fn one() -> Self {
        Self::from_f64(1.0)
    }

    /// `if_true` where `self > limit`, else `if_false`, also where one of the two is NaN.
    #[must_use]
    fn select_gt(self, limit: Self, if_true: Self, if_false: Self) -> Self;

    /// `limit` where `self < limit`, else `self`: unlike `f32::max`, it keeps a NaN in `self`.
    #[must_use]
    fn max(self, limit: Self) -> Self;

    /// `limit` where `self > limit`, else `self`: unlike `f32::min`, it keeps a NaN in `self`.
    #[must_use]
    fn min(self, limit: Self) -> Self;

    /// |x|.
    #[must_use]
    fn abs(self) -> Self;

    /// √x, correctly rounded.
    #[must_use]
    fn sqrt(self) -> Self;

    /// max(x, 0); NaN stays NaN.
    #[must_use]
    #[inline(always)]
    fn relu(self) -> Self {
        self.max(Self::zero())
    }

    /// 1 where x > 0, −1 where x < 0, else 0, also where x is NaN.
    #[must_use]
    #[inline(always)]
    fn sign(self) -> Self {
        let zero = Self::zero();
        self.select_gt(zero, Self::one(), zero.select_gt(self, -Self::one(), zero))
    }

    /// Moves the lowest bits of x into the exponent field, and 0 into all bits below: 2ⁿ where they are n plus the
    /// exponent's bias.
    #[must_use]
    fn exponent_from_low_bits(self) -> Self;

    /// Loads one number into the first lane; 0 in all others.
    ///
    /// # Safety
    ///
    /// `at` is valid for a read of one number.
    unsafe fn load_lane0(at: *const Self::Scalar) -> Self;

    /// Stores the first lane.
    ///
    /// # Safety
    ///
    /// `at` is valid for a write of one number.
    unsafe fn store_lane0(self, at: *mut Self::Scalar);
}
