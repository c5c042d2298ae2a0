//! The numbers a network is made of.

use core::fmt::Debug;
use core::iter::Sum;
use core::ops::{AddAssign, DivAssign, MulAssign, SubAssign};

use crate::kernel::elementary;
use crate::kernel::map::map;
use crate::kernel::number::Number;
use crate::kernel::register::{Four, Register};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use crate::kernel::words::Words;

/// `f32` for training, `f64` for checking gradients.
///
/// Every function is our own or `libm`'s, so that results are the same bits on every platform.
pub trait Float:
    Number<Scalar = Self>
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
    /// One of them or several, for passes over many.
    type Register: Number<Scalar = Self>;
    /// Four of them, for products.
    type Quad: Register<Scalar = Self>;

    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;

    /// The same number in double precision.
    fn to_f64(self) -> f64;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;

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
}

impl Float for f32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    type Register = Words;
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    type Register = Self;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    type Quad = Words;
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    type Quad = Four<Self>;

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
    fn tanh_each(x: &[Self], y: &mut [Self]) {
        map::<elementary::Tanh, 8>(x, y);
    }
    fn sigmoid_each(x: &[Self], y: &mut [Self]) {
        map::<elementary::Sigmoid, 16>(x, y);
    }
}

impl Float for f64 {
    type Register = Self;
    type Quad = Four<Self>;

    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    fn to_f64(self) -> f64 {
        self
    }
    fn is_finite(self) -> bool {
        Self::is_finite(self)
    }
}
