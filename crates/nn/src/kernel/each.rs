//! Passes over slices, element by element, as many elements at a time as a register holds.
//!
//! A rule is written once, for whatever [`Number`] its kind of number is worked on in; it gives each element the same
//! bits, whichever that is.

use core::ops::{Add, Div, Mul, Neg, Sub};

use super::elementary;
use super::register::Register;
use crate::Float;

/// A register of one number or several, with all that a rule may want of them.
#[allow(unsafe_code)]
pub trait Number:
    Register<<Self as Number>::Scalar>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// What each of them is.
    type Scalar;

    /// The nearest number to `value`, in each.
    fn from_f64(value: f64) -> Self;
    /// 1.
    #[must_use]
    #[inline(always)]
    fn one() -> Self {
        Self::from_f64(1.0)
    }
    /// `yes` where it is above `limit`, else `no`, as where one of them is NaN.
    #[must_use]
    fn above(self, limit: Self, yes: Self, no: Self) -> Self;
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

    /// What stands at `at`, in the first; 0 in all others.
    ///
    /// # Safety
    ///
    /// A number can be read there.
    unsafe fn load_first(at: *const Self::Scalar) -> Self;
    /// Writes the first to `at`.
    ///
    /// # Safety
    ///
    /// A number can be written there.
    unsafe fn store_first(self, at: *mut Self::Scalar);

    /// 1/(1 + e⁻ˣ).
    #[must_use]
    #[inline(always)]
    fn sigmoid(self) -> Self {
        Self::one() / (Self::one() + (-self).exp())
    }

    /// max(x, 0); NaN stays NaN.
    #[must_use]
    #[inline(always)]
    fn or_zero_below(self) -> Self {
        let zero = Self::zero();
        zero.above(self, zero, self)
    }

    /// ln(1 + eˣ) without overflow.
    #[must_use]
    #[inline(always)]
    fn softplus(self) -> Self {
        self.or_zero_below() + (-self.abs()).exp().ln_1p_of_unit()
    }
}

/// One number alone, with the functions that take and give it.
macro_rules! alone {
    ($F:ty, $($method:ident: $function:path),*) => {
        #[allow(unsafe_code)]
        impl Number for $F {
            type Scalar = Self;

            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as Self
            }

            #[inline(always)]
            fn above(self, limit: Self, yes: Self, no: Self) -> Self {
                if self > limit { yes } else { no }
            }

            $(
                #[inline(always)]
                fn $method(self) -> Self {
                    $function(self)
                }
            )*

            #[inline(always)]
            unsafe fn load_first(at: *const Self) -> Self {
                // SAFETY: the caller's promise.
                unsafe { at.read() }
            }

            #[inline(always)]
            unsafe fn store_first(self, at: *mut Self) {
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

/// Slices that are read side by side.
#[allow(unsafe_code)]
pub trait Read<F: Float> {
    /// A register's worth of each.
    type Values;

    /// The shortest one's.
    fn length(&self) -> usize;
    /// A register's worth of each, from the element `at` on.
    ///
    /// # Safety
    ///
    /// So many more elements are in each of them.
    unsafe fn load(&self, at: usize) -> Self::Values;
    /// The element `at` of each, alone in its register.
    ///
    /// # Safety
    ///
    /// It is in each of them.
    unsafe fn load_first(&self, at: usize) -> Self::Values;
}

/// Slices that are read and written side by side.
#[allow(unsafe_code)]
pub trait Write<F: Float>: Read<F> {
    /// Writes what [`Read::load`] reads.
    ///
    /// # Safety
    ///
    /// As there.
    unsafe fn store(&mut self, at: usize, values: Self::Values);
    /// Writes what [`Read::load_first`] reads.
    ///
    /// # Safety
    ///
    /// As there.
    unsafe fn store_first(&mut self, at: usize, values: Self::Values);
}

/// Written one by one, so that no loop over the slices needs to be unrolled.
macro_rules! slices {
    ($count:literal: $($at:literal)*) => {
        slices!(impl &'a [F], $count, $($at)*);
        slices!(impl &'a mut [F], $count, $($at)*);

        #[allow(unsafe_code)]
        impl<F: Float> Write<F> for [&mut [F]; $count] {
            #[inline(always)]
            unsafe fn store(&mut self, at: usize, values: Self::Values) {
                // SAFETY: the caller's promise.
                $(unsafe { values[$at].store(self[$at].as_mut_ptr().add(at)) };)*
            }

            #[inline(always)]
            unsafe fn store_first(&mut self, at: usize, values: Self::Values) {
                // SAFETY: the caller's promise.
                $(unsafe { values[$at].store_first(self[$at].as_mut_ptr().add(at)) };)*
            }
        }
    };
    (impl $slice:ty, $count:literal, $($at:literal)*) => {
        #[allow(unsafe_code)]
        impl<'a, F: Float> Read<F> for [$slice; $count] {
            type Values = [F::Register; $count];

            #[inline(always)]
            fn length(&self) -> usize {
                usize::MAX$(.min(self[$at].len()))*
            }

            #[inline(always)]
            unsafe fn load(&self, at: usize) -> Self::Values {
                // SAFETY: the caller's promise.
                [$(unsafe { F::Register::load(self[$at].as_ptr().add(at)) }),*]
            }

            #[inline(always)]
            unsafe fn load_first(&self, at: usize) -> Self::Values {
                // SAFETY: the caller's promise.
                [$(unsafe { F::Register::load_first(self[$at].as_ptr().add(at)) }),*]
            }
        }
    };
}

slices!(1: 0);
slices!(2: 0 1);
slices!(3: 0 1 2);

#[allow(unsafe_code)]
impl<F: Float> Read<F> for [&[F]; 0] {
    type Values = [F::Register; 0];

    fn length(&self) -> usize {
        usize::MAX
    }

    unsafe fn load(&self, _: usize) -> Self::Values {
        []
    }

    unsafe fn load_first(&self, _: usize) -> Self::Values {
        []
    }
}

/// Writes what `rule` makes of each element of the slices `read` and `written` to those `written`.
#[allow(unsafe_code)]
#[inline(always)]
pub fn each<F: Float, R: Read<F> + Copy, W: Write<F>>(
    read: R,
    mut written: W,
    rule: impl Fn(R::Values, W::Values) -> W::Values,
) {
    let lanes = F::Register::LANES;
    let length = read.length().min(written.length());
    let mut at = 0;
    while at < length {
        // The rule stands here but once, since it may be long: behind the last whole register it works on elements alone.
        let whole = length - at >= lanes;
        // SAFETY: all slices are of that length, or longer.
        unsafe {
            let (inputs, values) =
                if whole { (read.load(at), written.load(at)) } else { (read.load_first(at), written.load_first(at)) };
            let values = rule(inputs, values);
            if whole {
                written.store(at, values);
                at += lanes;
            } else {
                written.store_first(at, values);
                at += 1;
            }
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;
