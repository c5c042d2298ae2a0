//! The numbers a network is made of.

use core::fmt::Debug;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use crate::kernel::each::Number;
use crate::kernel::{elementary, lanes};

/// `f32` for training, `f64` for checking gradients.
///
/// Every function is our own or `libm`'s, so that results are the same bits on every platform.
pub trait Float:
    Copy
    + Debug
    + Default
    + PartialOrd
    + Send
    + Sync
    + 'static
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + Sum
{
    /// One of them or several, for passes over many.
    type Register: Number<Scalar = Self>;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;

    /// The nearest number to `value`.
    fn from_f64(value: f64) -> Self;
    /// The same number in double precision.
    fn to_f64(self) -> f64;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// |x|.
    #[must_use]
    fn abs(self) -> Self;
    /// √x, correctly rounded.
    #[must_use]
    fn sqrt(self) -> Self;
    /// eˣ.
    #[must_use]
    fn exp(self) -> Self;
    /// eˣ − 1, exact near 0.
    #[must_use]
    fn exp_m1(self) -> Self;
    /// ln(1 + x) for x in `[0, 1]`, exact near 0.
    #[must_use]
    fn ln_1p_of_unit(self) -> Self;
    /// tanh x.
    #[must_use]
    fn tanh(self) -> Self;
    /// 1 − erf x.
    #[must_use]
    fn erfc(self) -> Self;

    /// 1/(1 + e⁻ˣ).
    #[must_use]
    fn sigmoid(self) -> Self {
        Self::ONE / (Self::ONE + (-self).exp())
    }

    /// ln(1 + eˣ) without overflow.
    #[must_use]
    fn softplus(self) -> Self {
        self.or_zero_below() + (-self.abs()).exp().ln_1p_of_unit()
    }

    /// Writes tanh of each of `x` to `y`.
    fn tanh_each(x: &[Self], y: &mut [Self]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x.tanh();
        }
    }

    /// Writes 1/(1 + e⁻ˣ) of each of `x` to `y`.
    fn sigmoid_each(x: &[Self], y: &mut [Self]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = x.sigmoid();
        }
    }

    /// max(x, 0); NaN stays NaN.
    #[must_use]
    fn or_zero_below(self) -> Self {
        if self < Self::ZERO { Self::ZERO } else { self }
    }
}

impl Float for f32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    type Register = lanes::Words;
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    type Register = Self;

    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline]
    fn from_f64(value: f64) -> Self {
        value as Self
    }
    #[inline]
    fn to_f64(self) -> f64 {
        f64::from(self)
    }
    #[inline]
    fn is_finite(self) -> bool {
        Self::is_finite(self)
    }
    #[inline]
    fn abs(self) -> Self {
        Self::abs(self)
    }
    #[inline]
    fn sqrt(self) -> Self {
        elementary::sqrt(self)
    }
    #[inline]
    fn exp(self) -> Self {
        elementary::exp(self)
    }
    #[inline]
    fn exp_m1(self) -> Self {
        elementary::exp_m1(self)
    }
    #[inline]
    fn ln_1p_of_unit(self) -> Self {
        elementary::ln_1p_of_unit(self)
    }
    #[inline]
    fn tanh(self) -> Self {
        elementary::tanh(self)
    }
    #[inline]
    fn erfc(self) -> Self {
        elementary::erfc(self)
    }
    fn tanh_each(x: &[Self], y: &mut [Self]) {
        lanes::map::<elementary::Tanh, 8>(x, y);
    }
    fn sigmoid_each(x: &[Self], y: &mut [Self]) {
        lanes::map::<elementary::Sigmoid, 14>(x, y);
    }
}

impl Float for f64 {
    type Register = Self;

    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn from_f64(value: f64) -> Self {
        value
    }
    fn to_f64(self) -> f64 {
        self
    }
    fn is_finite(self) -> bool {
        Self::is_finite(self)
    }
    fn abs(self) -> Self {
        Self::abs(self)
    }
    fn sqrt(self) -> Self {
        elementary::sqrt_f64(self)
    }
    fn exp(self) -> Self {
        libm::exp(self)
    }
    fn exp_m1(self) -> Self {
        libm::expm1(self)
    }
    fn ln_1p_of_unit(self) -> Self {
        libm::log1p(self)
    }
    fn tanh(self) -> Self {
        libm::tanh(self)
    }
    fn erfc(self) -> Self {
        libm::erfc(self)
    }
}
