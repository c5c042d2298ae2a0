//! Numbers as rules and functions take them: one alone, or several side by side.

use core::ops::{Div, Neg};

use super::lanes::SimdVector;
use crate::math::elementary;

/// A register with all that a rule may want of it. Every operation gives each number the same bits, however many there
/// are.
#[allow(unsafe_code)]
pub trait SimdFloat: SimdVector + Div<Output = Self> + Neg<Output = Self> {
    /// The nearest number to `value`, in each.
    fn from_f64(value: f64) -> Self;
    /// 0.
    #[must_use]
    #[inline(always)]
    fn zero() -> Self {
        Self::from_f64(0.0)
    }
    /// 1.
    #[must_use]
    #[inline(always)]
    fn one() -> Self {
        Self::from_f64(1.0)
    }
    /// `yes` where it is above `limit`, else `no`, as where one of them is NaN.
    #[must_use]
    fn select_gt(self, limit: Self, yes: Self, no: Self) -> Self;
    /// `limit` where it is below it; NaN stays NaN.
    #[must_use]
    fn max(self, limit: Self) -> Self;
    /// `limit` where it is above it; NaN stays NaN.
    #[must_use]
    fn min(self, limit: Self) -> Self;
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
    /// The number whose exponent, with its bias, is what the lowest bits of x say, and whose other bits are 0.
    #[must_use]
    fn exponent_from_low_bits(self) -> Self;

    /// What stands at `at`, in the first; 0 in all others.
    ///
    /// # Safety
    ///
    /// A number can be read there.
    unsafe fn load_lane0(at: *const Self::Scalar) -> Self;
    /// Writes the first to `at`.
    ///
    /// # Safety
    ///
    /// A number can be written there.
    unsafe fn store_lane0(self, at: *mut Self::Scalar);

    /// 1/(1 + e⁻ˣ).
    #[must_use]
    #[inline(always)]
    fn sigmoid(self) -> Self {
        Self::one() / (Self::one() + (-self).exp())
    }

    /// max(x, 0); NaN stays NaN.
    #[must_use]
    #[inline(always)]
    fn relu(self) -> Self {
        self.max(Self::zero())
    }

    /// ln(1 + eˣ) without overflow.
    #[must_use]
    #[inline(always)]
    fn softplus(self) -> Self {
        self.relu() + (-self.abs()).exp().ln_1p_of_unit()
    }
}

/// One number alone, with the functions that take and give it.
macro_rules! alone {
    ($F:ty, $($method:ident: $function:path),*) => {
        #[allow(unsafe_code)]
        impl SimdVector for $F {
            type Scalar = Self;

            const LANES: usize = 1;

            #[inline(always)]
            fn splat(value: Self) -> Self {
                value
            }

            #[inline(always)]
            unsafe fn load(at: *const Self) -> Self {
                // SAFETY: the caller's promise.
                unsafe { at.read() }
            }

            #[inline(always)]
            unsafe fn store(self, at: *mut Self) {
                // SAFETY: the caller's promise.
                unsafe { at.write(self) }
            }
        }

        #[allow(unsafe_code)]
        impl SimdFloat for $F {
            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as Self
            }

            #[inline(always)]
            fn select_gt(self, limit: Self, yes: Self, no: Self) -> Self {
                if self > limit { yes } else { no }
            }

            #[inline(always)]
            fn max(self, limit: Self) -> Self {
                if self < limit { limit } else { self }
            }

            #[inline(always)]
            fn min(self, limit: Self) -> Self {
                if self > limit { limit } else { self }
            }

            $(
                #[inline(always)]
                fn $method(self) -> Self {
                    $function(self)
                }
            )*

            #[inline(always)]
            fn exponent_from_low_bits(self) -> Self {
                Self::from_bits(self.to_bits() << (Self::MANTISSA_DIGITS - 1))
            }

            #[inline(always)]
            unsafe fn load_lane0(at: *const Self) -> Self {
                // SAFETY: the caller's promise.
                unsafe { at.read() }
            }

            #[inline(always)]
            unsafe fn store_lane0(self, at: *mut Self) {
                // SAFETY: the caller's promise.
                unsafe { at.write(self) }
            }
        }
    };
}

alone!(
    f32,
    abs: f32::abs,
    sqrt: elementary::sqrt,
    exp: elementary::exp,
    exp_m1: elementary::exp_m1,
    ln_1p_of_unit: elementary::ln_1p_of_unit,
    tanh: elementary::tanh,
    erfc: elementary::erfc
);

alone!(
    f64,
    abs: f64::abs,
    sqrt: elementary::sqrt_f64,
    exp: libm::exp,
    exp_m1: libm::expm1,
    ln_1p_of_unit: libm::log1p,
    tanh: libm::tanh,
    erfc: libm::erfc
);
