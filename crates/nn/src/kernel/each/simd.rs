//! Four `f32` as a number.

use core::arch::wasm32::{f32x4_gt, f32x4_neg, f32x4_sqrt, v128_bitselect, v128_load32_zero, v128_store32_lane};
use core::ops::Neg;

use super::Number;
use crate::kernel::elementary;
use crate::kernel::lanes::{Lanes, Words};

impl Neg for Words {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(f32x4_neg(self.0))
    }
}

#[allow(unsafe_code)]
impl Number for Words {
    type Scalar = f32;

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        Self::splat(value as f32)
    }

    #[inline(always)]
    fn above(self, limit: Self, yes: Self, no: Self) -> Self {
        Self(v128_bitselect(yes.0, no.0, f32x4_gt(self.0, limit.0)))
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Lanes::abs(self)
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(f32x4_sqrt(self.0))
    }

    #[inline(always)]
    fn exp(self) -> Self {
        elementary::exp(self)
    }

    #[inline(always)]
    fn exp_m1(self) -> Self {
        elementary::exp_m1(self)
    }

    #[inline(always)]
    fn ln_1p_of_unit(self) -> Self {
        elementary::ln_1p_of_unit(self)
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        elementary::tanh(self)
    }

    #[inline(always)]
    fn erfc(self) -> Self {
        elementary::erfc(self)
    }

    #[inline(always)]
    unsafe fn load_first(at: *const f32) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { v128_load32_zero(at.cast()) })
    }

    #[inline(always)]
    unsafe fn store_first(self, at: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { v128_store32_lane::<0>(self.0, at.cast()) }
    }
}
