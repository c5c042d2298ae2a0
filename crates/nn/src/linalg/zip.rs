//! Elementwise passes over slices, as many elements at a time as a vector has lanes.
//!
//! The function of a pass is written once, for a [`Float::Vector`]; it gives each element the same bits in any lane.

use crate::float::Float;
use crate::simd::{SimdFloat, SimdVector};

/// Slices that are read side by side.
#[allow(unsafe_code)]
pub trait Inputs<F: Float> {
    /// A vector of each slice.
    type Vectors;

    /// The length of the shortest slice.
    fn min_len(&self) -> usize;

    /// Loads a vector of each slice, from the element `at` on.
    ///
    /// # Safety
    ///
    /// `at + F::Vector::LANES <= slice.len()` for every slice.
    unsafe fn load(&self, at: usize) -> Self::Vectors;

    /// Loads the element `at` of each slice into the first lane of a vector.
    ///
    /// # Safety
    ///
    /// `at < slice.len()` for every slice.
    unsafe fn load_lane0(&self, at: usize) -> Self::Vectors;
}

/// Slices that are read and written side by side.
#[allow(unsafe_code)]
pub trait Outputs<F: Float>: Inputs<F> {
    /// Stores a vector to each slice, from the element `at` on.
    ///
    /// # Safety
    ///
    /// As for [`Inputs::load`].
    unsafe fn store(&mut self, at: usize, vectors: Self::Vectors);

    /// Stores the first lane of a vector as the element `at` of each slice.
    ///
    /// # Safety
    ///
    /// As for [`Inputs::load_lane0`].
    unsafe fn store_lane0(&mut self, at: usize, vectors: Self::Vectors);
}

/// Implements the traits for arrays of slices, index by index, so that no loop over the slices has to be unrolled.
macro_rules! slices {
    ($count:literal: $($at:literal)*) => {
        slices!(inputs &'a [F], $count, $($at)*);
        slices!(inputs &'a mut [F], $count, $($at)*);

        #[allow(unsafe_code)]
        impl<F: Float> Outputs<F> for [&mut [F]; $count] {
            #[inline(always)]
            unsafe fn store(&mut self, at: usize, vectors: Self::Vectors) {
                // SAFETY: the caller's promise.
                $(unsafe { vectors[$at].store(self[$at].as_mut_ptr().add(at)) };)*
            }

            #[inline(always)]
            unsafe fn store_lane0(&mut self, at: usize, vectors: Self::Vectors) {
                // SAFETY: the caller's promise.
                $(unsafe { vectors[$at].store_lane0(self[$at].as_mut_ptr().add(at)) };)*
            }
        }
    };
    (inputs $slice:ty, $count:literal, $($at:literal)*) => {
        #[allow(unsafe_code)]
        impl<'a, F: Float> Inputs<F> for [$slice; $count] {
            type Vectors = [F::Vector; $count];

            #[inline(always)]
            fn min_len(&self) -> usize {
                usize::MAX$(.min(self[$at].len()))*
            }

            #[inline(always)]
            unsafe fn load(&self, at: usize) -> Self::Vectors {
                // SAFETY: the caller's promise.
                [$(unsafe { F::Vector::load(self[$at].as_ptr().add(at)) }),*]
            }

            #[inline(always)]
            unsafe fn load_lane0(&self, at: usize) -> Self::Vectors {
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
impl<F: Float> Inputs<F> for [&[F]; 0] {
    type Vectors = [F::Vector; 0];

    fn min_len(&self) -> usize {
        usize::MAX
    }

    unsafe fn load(&self, _: usize) -> Self::Vectors {
        []
    }

    unsafe fn load_lane0(&self, _: usize) -> Self::Vectors {
        []
    }
}

/// Replaces the elements of `outputs` by `f` of those of `inputs` and of their own old values, up to the length of the
/// shortest slice.
#[allow(unsafe_code)]
#[inline(always)]
pub fn zip_map<F: Float, I: Inputs<F> + Copy, O: Outputs<F>>(
    inputs: I,
    mut outputs: O,
    f: impl Fn(I::Vectors, O::Vectors) -> O::Vectors,
) {
    let lanes = F::Vector::LANES;
    let length = inputs.min_len().min(outputs.min_len());
    let mut at = 0;
    while at < length {
        // One loop for vectors and for the elements left, so that `f`, which may be long, is inlined only once.
        let whole = length - at >= lanes;
        // SAFETY: `at < length`, and `at + lanes <= length` if `whole`; no slice is shorter than `length`.
        unsafe {
            let (x, y) = if whole {
                (inputs.load(at), outputs.load(at))
            } else {
                (inputs.load_lane0(at), outputs.load_lane0(at))
            };
            let y = f(x, y);
            if whole {
                outputs.store(at, y);
                at += lanes;
            } else {
                outputs.store_lane0(at, y);
                at += 1;
            }
        }
    }
}
