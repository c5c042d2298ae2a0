//! Tiles: what of a product is worked on together, made of registers.

use crate::float::Float;
use crate::simd::{Pair, SimdVector};

/// A tile of the result, which stays in registers: as wide as one of them, one or several rows high.
#[allow(unsafe_code)]
pub(super) trait Tile<F>: Copy {
    /// What a row is.
    type Vector: SimdVector<Scalar = F>;
    /// How many there are.
    const ROWS: usize;
    /// 0 everywhere.
    fn zero() -> Self;
    /// With `row` added to each row.
    fn plus(self, row: Self::Vector) -> Self;
    /// With `row` added to each row, multiplied by that row's of the numbers that stand `down` apart from `left` on.
    ///
    /// # Safety
    ///
    /// So many numbers can be read there.
    unsafe fn plus_product(self, left: *const F, down: usize, row: Self::Vector) -> Self;
    /// Times the slopes of tanh where it gave what stands in rows `width` apart from `at` on.
    ///
    /// # Safety
    ///
    /// They can be read there.
    unsafe fn times_slopes(self, at: *const F, width: usize) -> Self;
    /// The rows that stand `width` apart from `at` on.
    ///
    /// # Safety
    ///
    /// They can be read there.
    unsafe fn load(at: *const F, width: usize) -> Self;
    /// Writes the rows `width` apart from `at` on.
    ///
    /// # Safety
    ///
    /// They can be written there.
    unsafe fn store(self, at: *mut F, width: usize);
}

/// A tile of one row.
#[derive(Clone, Copy)]
pub(super) struct Row<R>(R);

#[allow(unsafe_code)]
impl<F: Float, R: SimdVector<Scalar = F>> Tile<F> for Row<R> {
    type Vector = R;

    const ROWS: usize = 1;

    #[inline(always)]
    fn zero() -> Self {
        Self(R::splat(F::ZERO))
    }

    #[inline(always)]
    fn plus(self, row: R) -> Self {
        Self(self.0 + row)
    }

    #[inline(always)]
    unsafe fn plus_product(self, left: *const F, _: usize, row: R) -> Self {
        // SAFETY: the caller's promise.
        Self(self.0 + R::splat(unsafe { *left }) * row)
    }

    #[inline(always)]
    unsafe fn times_slopes(self, at: *const F, _: usize) -> Self {
        // SAFETY: the caller's promise.
        let a = unsafe { R::load(at) };
        Self(self.0 * (R::splat(F::ONE) - a * a))
    }

    #[inline(always)]
    unsafe fn load(at: *const F, _: usize) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { R::load(at) })
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F, _: usize) {
        // SAFETY: the caller's promise.
        unsafe { self.0.store(at) }
    }
}

/// A tile on top of another.
#[allow(unsafe_code)]
impl<F: Float, T: Tile<F>> Tile<F> for Pair<T> {
    type Vector = T::Vector;

    const ROWS: usize = 2 * T::ROWS;

    #[inline(always)]
    fn zero() -> Self {
        Self(T::zero(), T::zero())
    }

    #[inline(always)]
    fn plus(self, row: T::Vector) -> Self {
        Self(self.0.plus(row), self.1.plus(row))
    }

    #[inline(always)]
    unsafe fn plus_product(self, left: *const F, down: usize, row: T::Vector) -> Self {
        // SAFETY: the caller's promise, for each half.
        unsafe { Self(self.0.plus_product(left, down, row), self.1.plus_product(left.add(T::ROWS * down), down, row)) }
    }

    #[inline(always)]
    unsafe fn times_slopes(self, at: *const F, width: usize) -> Self {
        // SAFETY: the caller's promise, for each half.
        unsafe { Self(self.0.times_slopes(at, width), self.1.times_slopes(at.add(T::ROWS * width), width)) }
    }

    #[inline(always)]
    unsafe fn load(at: *const F, width: usize) -> Self {
        // SAFETY: the caller's promise, for each half.
        unsafe { Self(T::load(at, width), T::load(at.add(T::ROWS * width), width)) }
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F, width: usize) {
        // SAFETY: the caller's promise, for each half.
        unsafe {
            self.0.store(at, width);
            self.1.store(at.add(T::ROWS * width), width);
        }
    }
}
