//! Four `f32` in a WebAssembly vector.

use core::arch::wasm32::{
    f32x4_abs, f32x4_add, f32x4_div, f32x4_gt, f32x4_mul, f32x4_neg, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sqrt,
    f32x4_sub, i32x4_shl, v128, v128_bitselect, v128_load, v128_load32_zero, v128_store, v128_store32_lane,
};
use core::ops::{Add, Div, Mul, Neg, Sub};

use super::float::SimdFloat;
use super::lanes::SimdVector;

/// Four `f32`.
#[derive(Debug, Clone, Copy)]
pub struct F32x4(v128);

/// Implements an operator by an instruction.
macro_rules! operator {
    ($trait:ident, $method:ident, $instruction:ident) => {
        impl $trait for F32x4 {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self($instruction(self.0, other.0))
            }
        }
    };
}

operator!(Add, add, f32x4_add);
operator!(Sub, sub, f32x4_sub);
operator!(Mul, mul, f32x4_mul);
operator!(Div, div, f32x4_div);

impl Neg for F32x4 {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(f32x4_neg(self.0))
    }
}

#[allow(unsafe_code)]
impl SimdVector for F32x4 {
    type Scalar = f32;

    const LANES: usize = 4;

    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self(f32x4_splat(value))
    }

    #[inline(always)]
    unsafe fn load(at: *const f32) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { v128_load(at.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { v128_store(at.cast(), self.0) }
    }
}

#[allow(unsafe_code)]
impl SimdFloat for F32x4 {
    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        Self::splat(value as f32)
    }

    #[inline(always)]
    fn select_gt(self, limit: Self, if_true: Self, if_false: Self) -> Self {
        Self(v128_bitselect(if_true.0, if_false.0, f32x4_gt(self.0, limit.0)))
    }

    #[inline(always)]
    fn max(self, limit: Self) -> Self {
        Self(f32x4_pmax(self.0, limit.0))
    }

    #[inline(always)]
    fn min(self, limit: Self) -> Self {
        Self(f32x4_pmin(self.0, limit.0))
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self(f32x4_abs(self.0))
    }

    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(f32x4_sqrt(self.0))
    }

    #[inline(always)]
    fn exponent_from_low_bits(self) -> Self {
        Self(i32x4_shl(self.0, 23))
    }

    #[inline(always)]
    unsafe fn load_lane0(at: *const f32) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { v128_load32_zero(at.cast()) })
    }

    #[inline(always)]
    unsafe fn store_lane0(self, at: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { v128_store32_lane::<0>(self.0, at.cast()) }
    }
}
