//! The element type of networks.

use core::fmt::Debug;
use core::iter::Sum;
use core::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

use crate::math::Transcendental;
use crate::math::sigmoid::Sigmoid;
use crate::math::staged::map;
use crate::math::tanh::Tanh;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::simd::F32x4;
use crate::simd::{Quad, SimdVector};

/// The type of a network's numbers: `f32` for training, `f64` for checking gradients.
///
/// Every function is this crate's own or `libm`'s, so that results have the same bits on every platform.
pub trait Float:
    Transcendental<Scalar = Self>
    + Debug
    + Default
    + PartialOrd
    + Send
    + Sync
    + 'static
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + Sum
{
    /// The vector of elementwise passes: of one lane or more.
    type Vector: Transcendental<Scalar = Self>;
    /// The vector of matrix products: of four lanes.
    type X4: SimdVector<Scalar = Self>;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;

    /// The number in double precision.
    fn to_f64(self) -> f64;
    /// Whether it is neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// The least number above it.
    #[must_use]
    fn next_up(self) -> Self;

    /// Writes tanh of each of `x` to `y`, which is of the same length.
    fn tanh_each(x: &[Self], y: &mut [Self]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x.tanh();
        }
    }

    /// Writes 1/(1 + e⁻ˣ) of each of `x` to `y`, which is of the same length.
    fn sigmoid_each(x: &[Self], y: &mut [Self]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x.sigmoid();
        }
    }
}

impl Float for f32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    type Vector = F32x4;
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    type Vector = Self;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    type X4 = F32x4;
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    type X4 = Quad<Self>;

    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline]
    fn is_finite(self) -> bool {
        Self::is_finite(self)
    }
    fn next_up(self) -> Self {
        Self::next_up(self)
    }
    fn tanh_each(x: &[Self], y: &mut [Self]) {
        map::<Tanh, 8>(x, y);
    }
    fn sigmoid_each(x: &[Self], y: &mut [Self]) {
        map::<Sigmoid, 16>(x, y);
    }
}

impl Float for f64 {
    type Vector = Self;
    type X4 = Quad<Self>;

    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn to_f64(self) -> f64 {
        self
    }
    fn is_finite(self) -> bool {
        Self::is_finite(self)
    }
    fn next_up(self) -> Self {
        Self::next_up(self)
    }
}
