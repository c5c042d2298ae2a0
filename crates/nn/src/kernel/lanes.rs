//! Numbers worked on alike, one or several side by side: what the elementary functions are written in.

use core::ops::{Add, Div, Mul, Sub};

/// 1.5 · 2²³: adding it rounds an `f32` to a whole number, kept in the low mantissa bits.
pub const ROUNDER: f32 = 12_582_912.0;

/// [`ROUNDER`] and the bias of an `f32`'s exponent.
pub const BIASED_ROUNDER: f32 = ROUNDER + 127.0;

/// One `f32`, or several. Every operation works on each by itself and gives each the same bits.
pub trait Lanes: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> {
    /// `value` in each.
    fn splat(value: f32) -> Self;
    /// |x|.
    #[must_use]
    fn abs(self) -> Self;
    /// `limit` where x is below it, else x: NaN stays NaN.
    #[must_use]
    fn at_least(self, limit: Self) -> Self;
    /// `limit` where x is above it, else x: NaN stays NaN.
    #[must_use]
    fn at_most(self, limit: Self) -> Self;
    /// x, none below 0, with the sign of `sign`.
    #[must_use]
    fn with_sign_of(self, sign: Self) -> Self;
    /// 2ⁿ where x is [`BIASED_ROUNDER`] + n, with n in −126…127.
    #[must_use]
    fn power(self) -> Self;
    /// 2ⁿ in two factors, the first for the smaller half of n, where x is [`ROUNDER`] + n.
    fn powers(self) -> (Self, Self);
}

/// 2ⁿ for n in −126…127.
#[inline(always)]
fn power(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// n, where x is [`ROUNDER`] + n.
#[inline(always)]
fn whole(x: f32) -> i32 {
    x.to_bits().wrapping_sub(ROUNDER.to_bits()).cast_signed()
}

impl Lanes for f32 {
    #[inline(always)]
    fn splat(value: f32) -> Self {
        value
    }

    #[inline(always)]
    fn abs(self) -> Self {
        Self::abs(self)
    }

    #[inline(always)]
    fn at_least(self, limit: Self) -> Self {
        if self < limit { limit } else { self }
    }

    #[inline(always)]
    fn at_most(self, limit: Self) -> Self {
        if self > limit { limit } else { self }
    }

    #[inline(always)]
    fn with_sign_of(self, sign: Self) -> Self {
        Self::from_bits(self.to_bits() | (sign.to_bits() & 0x8000_0000))
    }

    #[inline(always)]
    fn power(self) -> Self {
        // The rounder's own bits are shifted out.
        Self::from_bits(self.to_bits() << 23)
    }

    #[inline(always)]
    fn powers(self) -> (Self, Self) {
        let n = whole(self);
        let half = n >> 1;
        (power(half), power(n.wrapping_sub(half)))
    }
}

/// An elementary function in three steps. Within one value each operation waits for the one before, so that a processor
/// that looks only so far ahead works on many values faster step by step.
pub trait Elementary<const COUNT: usize> {
    /// Numbers that all steps are given, since a browser makes one that is written in the code anew each time.
    const NUMBERS: [f32; COUNT];

    /// The first step: what the second needs of `x`.
    fn begin<L: Lanes>(x: L, numbers: &[L; COUNT]) -> [L; 2];

    /// The second step: what the third needs.
    fn proceed<L: Lanes>(begun: [L; 2], numbers: &[L; COUNT]) -> [L; 2];

    /// The third step: the value.
    fn finish<L: Lanes>(done: [L; 2], numbers: &[L; COUNT]) -> L;
}

/// Writes the values of a function at each of `x` to `y`, which is as long.
pub fn map<E: Elementary<COUNT>, const COUNT: usize>(x: &[f32], y: &mut [f32]) {
    // Hidden from the compiler, which would write them in the code.
    let numbers = core::hint::black_box(E::NUMBERS);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let (x, y) = simd::map::<E, COUNT>(&numbers, x, y);
    for (y, &x) in y.iter_mut().zip(x) {
        *y = E::finish(E::proceed(E::begin(x, &numbers), &numbers), &numbers);
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use simd::Words;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use core::arch::wasm32::{
        f32x4, f32x4_abs, f32x4_add, f32x4_div, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sub, i32x4_add,
        i32x4_shl, i32x4_shr, i32x4_splat, i32x4_sub, u32x4_splat, v128, v128_and, v128_load, v128_or, v128_store,
    };
    use core::ops::{Add, Div, Mul, Sub};

    use super::{Elementary, Lanes, ROUNDER};

    /// Registers' worth of values that are taken a step together.
    const PIECE: usize = 16;

    /// A register of four numbers.
    #[derive(Debug, Clone, Copy)]
    pub struct Words(pub v128);

    /// Does as many of `x` as fill registers; gives the rest.
    #[allow(unsafe_code)]
    pub fn map<'a, E: Elementary<COUNT>, const COUNT: usize>(
        numbers: &[f32; COUNT],
        x: &'a [f32],
        y: &'a mut [f32],
    ) -> (&'a [f32], &'a mut [f32]) {
        let ((x, x_rest), (y, y_rest)) = (x.as_chunks::<4>(), y.as_chunks_mut::<4>());
        let numbers = numbers.map(Words::splat);
        let mut steps = [[Words(f32x4(0.0, 0.0, 0.0, 0.0)); 2]; PIECE];
        for (x, y) in x.chunks(PIECE).zip(y.chunks_mut(PIECE)) {
            let steps = &mut steps[..x.len()];
            for (step, x) in steps.iter_mut().zip(x) {
                // SAFETY: four numbers stand there.
                *step = E::begin(Words(unsafe { v128_load(x.as_ptr().cast()) }), &numbers);
            }
            for step in &mut *steps {
                *step = E::proceed(*step, &numbers);
            }
            for (step, y) in steps.iter().zip(y) {
                // SAFETY: there is room for four numbers.
                unsafe { v128_store(y.as_mut_ptr().cast(), E::finish(*step, &numbers).0) };
            }
        }
        (x_rest, y_rest)
    }

    /// Two numbers' operation, on each.
    macro_rules! operation {
        ($trait:ident, $method:ident, $instruction:ident) => {
            impl $trait for Words {
                type Output = Self;

                #[inline(always)]
                fn $method(self, other: Self) -> Self {
                    Self($instruction(self.0, other.0))
                }
            }
        };
    }

    operation!(Add, add, f32x4_add);
    operation!(Sub, sub, f32x4_sub);
    operation!(Mul, mul, f32x4_mul);
    operation!(Div, div, f32x4_div);

    /// 2ⁿ for each n.
    #[inline(always)]
    fn power(n: v128) -> v128 {
        i32x4_shl(i32x4_add(n, i32x4_splat(127)), 23)
    }

    /// n, where x is [`ROUNDER`] + n.
    #[inline(always)]
    fn whole(x: v128) -> v128 {
        i32x4_sub(x, u32x4_splat(ROUNDER.to_bits()))
    }

    impl Lanes for Words {
        #[inline(always)]
        fn splat(value: f32) -> Self {
            Self(f32x4_splat(value))
        }

        #[inline(always)]
        fn abs(self) -> Self {
            Self(f32x4_abs(self.0))
        }

        #[inline(always)]
        fn at_least(self, limit: Self) -> Self {
            Self(f32x4_pmax(self.0, limit.0))
        }

        #[inline(always)]
        fn at_most(self, limit: Self) -> Self {
            Self(f32x4_pmin(self.0, limit.0))
        }

        #[inline(always)]
        fn with_sign_of(self, sign: Self) -> Self {
            Self(v128_or(self.0, v128_and(sign.0, u32x4_splat(0x8000_0000))))
        }

        #[inline(always)]
        fn power(self) -> Self {
            Self(i32x4_shl(self.0, 23))
        }

        #[inline(always)]
        fn powers(self) -> (Self, Self) {
            let n = whole(self.0);
            let half = i32x4_shr(n, 1);
            (Self(power(half)), Self(power(i32x4_sub(n, half))))
        }
    }
}
