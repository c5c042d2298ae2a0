//! Single numbers as vectors of one lane.

use super::float::SimdFloat;
use super::lanes::SimdVector;

/// Implements the traits for a type, with a square root.
macro_rules! scalar {
    ($F:ty, $sqrt:ident) => {
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
            fn select_gt(self, limit: Self, if_true: Self, if_false: Self) -> Self {
                if self > limit { if_true } else { if_false }
            }

            #[inline(always)]
            fn max(self, limit: Self) -> Self {
                if self < limit { limit } else { self }
            }

            #[inline(always)]
            fn min(self, limit: Self) -> Self {
                if self > limit { limit } else { self }
            }

            #[inline(always)]
            fn abs(self) -> Self {
                <$F>::abs(self)
            }

            #[inline(always)]
            fn sqrt(self) -> Self {
                $sqrt(self)
            }

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

scalar!(f32, sqrt_f32);
scalar!(f64, sqrt_f64);

/// √x by an instruction, where there is one, so that the compiler can vectorize loops over it.
#[allow(unsafe_code)]
#[inline(always)]
fn sqrt_f32(x: f32) -> f32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        use core::arch::wasm32::{f32x4_extract_lane, f32x4_splat, f32x4_sqrt};
        f32x4_extract_lane::<0>(f32x4_sqrt(f32x4_splat(x)))
    }
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    {
        use core::arch::x86_64::{_mm_cvtss_f32, _mm_set_ss, _mm_sqrt_ss};
        // SAFETY: this is compiled only where the target has SSE and SSE2.
        unsafe { _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))) }
    }
    #[cfg(not(any(
        all(target_arch = "wasm32", target_feature = "simd128"),
        all(target_arch = "x86_64", target_feature = "sse2")
    )))]
    libm::sqrtf(x)
}

/// √x by an instruction, where WebAssembly has one.
#[inline(always)]
fn sqrt_f64(x: f64) -> f64 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        use core::arch::wasm32::{f64x2_extract_lane, f64x2_splat, f64x2_sqrt};
        f64x2_extract_lane::<0>(f64x2_sqrt(f64x2_splat(x)))
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    libm::sqrt(x)
}
