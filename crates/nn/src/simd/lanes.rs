//! Registers of numbers, alone and doubled.
//!
//! What is to stay in several registers is made of [`Pair`] rather than of arrays: its parts are named one by one, so
//! that it needs no loop to be unrolled, whatever the compiler optimizes for.

use core::ops::{Add, Mul, Sub};

/// Numbers side by side that are worked on alike: what products are made of.
#[allow(unsafe_code)]
pub trait SimdVector: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// What each of them is.
    type Scalar: Copy;
    /// How many.
    const LANES: usize;

    /// `value` in each.
    fn splat(value: Self::Scalar) -> Self;
    /// What stands from `at` on.
    ///
    /// # Safety
    ///
    /// So many numbers can be read there.
    unsafe fn load(at: *const Self::Scalar) -> Self;
    /// Writes them from `at` on.
    ///
    /// # Safety
    ///
    /// So many numbers can be written there.
    unsafe fn store(self, at: *mut Self::Scalar);
}

/// Pair of a kind, worked on alike.
#[derive(Debug, Clone, Copy)]
pub struct Pair<T>(pub T, pub T);

/// Quad of a kind.
pub type Quad<T> = Pair<Pair<T>>;

/// Octet of a kind.
pub type Octet<T> = Pair<Quad<T>>;

/// Pair registers' operation, on each half.
macro_rules! operation {
    ($trait:ident, $method:ident) => {
        impl<R: SimdVector> $trait for Pair<R> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0), self.1.$method(other.1))
            }
        }
    };
}

operation!(Add, add);
operation!(Sub, sub);
operation!(Mul, mul);

#[allow(unsafe_code)]
impl<R: SimdVector> SimdVector for Pair<R> {
    type Scalar = R::Scalar;

    const LANES: usize = 2 * R::LANES;

    #[inline(always)]
    fn splat(value: R::Scalar) -> Self {
        let half = R::splat(value);
        Self(half, half)
    }

    #[inline(always)]
    unsafe fn load(at: *const R::Scalar) -> Self {
        // SAFETY: the caller's promise, for each half.
        unsafe { Self(R::load(at), R::load(at.add(R::LANES))) }
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut R::Scalar) {
        // SAFETY: the caller's promise, for each half.
        unsafe {
            self.0.store(at);
            self.1.store(at.add(R::LANES));
        }
    }
}
