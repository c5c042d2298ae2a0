//! Passes over slices, element by element, as many elements at a time as a register holds.
//!
//! A rule is written once, for whatever [`SimdFloat`] its kind of number is worked on in; it gives each element the same
//! bits, whichever that is.

use crate::float::Float;
use crate::simd::SimdFloat;
use crate::simd::SimdVector;

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
    unsafe fn load_lane0(&self, at: usize) -> Self::Values;
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
    /// Writes what [`Read::load_lane0`] reads.
    ///
    /// # Safety
    ///
    /// As there.
    unsafe fn store_lane0(&mut self, at: usize, values: Self::Values);
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
            unsafe fn store_lane0(&mut self, at: usize, values: Self::Values) {
                // SAFETY: the caller's promise.
                $(unsafe { values[$at].store_lane0(self[$at].as_mut_ptr().add(at)) };)*
            }
        }
    };
    (impl $slice:ty, $count:literal, $($at:literal)*) => {
        #[allow(unsafe_code)]
        impl<'a, F: Float> Read<F> for [$slice; $count] {
            type Values = [F::Vector; $count];

            #[inline(always)]
            fn length(&self) -> usize {
                usize::MAX$(.min(self[$at].len()))*
            }

            #[inline(always)]
            unsafe fn load(&self, at: usize) -> Self::Values {
                // SAFETY: the caller's promise.
                [$(unsafe { F::Vector::load(self[$at].as_ptr().add(at)) }),*]
            }

            #[inline(always)]
            unsafe fn load_lane0(&self, at: usize) -> Self::Values {
                // SAFETY: the caller's promise.
                [$(unsafe { F::Vector::load_lane0(self[$at].as_ptr().add(at)) }),*]
            }
        }
    };
}

slices!(1: 0);
slices!(2: 0 1);
slices!(3: 0 1 2);

#[allow(unsafe_code)]
impl<F: Float> Read<F> for [&[F]; 0] {
    type Values = [F::Vector; 0];

    fn length(&self) -> usize {
        usize::MAX
    }

    unsafe fn load(&self, _: usize) -> Self::Values {
        []
    }

    unsafe fn load_lane0(&self, _: usize) -> Self::Values {
        []
    }
}

/// Writes what `rule` makes of each element of the slices `read` and `written` to those `written`.
#[allow(unsafe_code)]
#[inline(always)]
pub fn zip_map<F: Float, R: Read<F> + Copy, W: Write<F>>(
    read: R,
    mut written: W,
    rule: impl Fn(R::Values, W::Values) -> W::Values,
) {
    let lanes = F::Vector::LANES;
    let length = read.length().min(written.length());
    let mut at = 0;
    while at < length {
        // The rule stands here but once, since it may be long: behind the last whole register it works on elements alone.
        let whole = length - at >= lanes;
        // SAFETY: all slices are of that length, or longer.
        unsafe {
            let (inputs, values) =
                if whole { (read.load(at), written.load(at)) } else { (read.load_lane0(at), written.load_lane0(at)) };
            let values = rule(inputs, values);
            if whole {
                written.store(at, values);
                at += lanes;
            } else {
                written.store_lane0(at, values);
                at += 1;
            }
        }
    }
}
