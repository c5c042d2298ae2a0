//! Vectors of lanes: all that matrix products need.

use core::ops::{Add, Mul, Sub};

/// A vector of [`LANES`](Self::LANES) numbers; operations work lane by lane. A single number is a vector of one lane.
#[allow(unsafe_code)]
pub trait SimdVector: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// The type of a lane.
    type Scalar: Copy;
    /// How many lanes there are.
    const LANES: usize;

    /// `value` in every lane.
    fn splat(value: Self::Scalar) -> Self;
    /// Loads `LANES` consecutive numbers, from `at` on.
    ///
    /// # Safety
    ///
    /// `at` is valid for reads of `LANES` numbers.
    unsafe fn load(at: *const Self::Scalar) -> Self;
    /// Stores the lanes as consecutive numbers, from `at` on.
    ///
    /// # Safety
    ///
    /// `at` is valid for writes of `LANES` numbers.
    unsafe fn store(self, at: *mut Self::Scalar);
}
