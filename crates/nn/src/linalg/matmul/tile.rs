//! Tiles: the parts of a product that stay in registers while their terms are added.

use crate::float::Float;
use crate::simd::{Pair, SimdVector};

/// A tile of the result: one or several rows, each a vector wide.
#[allow(unsafe_code)]
pub(super) trait Tile<F>: Copy {
    /// A row.
    type Vector: SimdVector<Scalar = F>;
    /// How many rows there are.
    const ROWS: usize;

    /// 0 everywhere.
    fn zero() -> Self;

    /// `self[i] + row` for every row i.
    fn add_row(self, row: Self::Vector) -> Self;

    /// `self[i] + a[i * stride] * row` for every row i.
    ///
    /// # Safety
    ///
    /// `a + i * stride` is valid for a read of one number, for every row i.
    unsafe fn rank_1_update(self, a: *const F, stride: usize, row: Self::Vector) -> Self;

    /// `self[i] * (1 - t * t)` for every row i, where t is the row at `tanh + i * stride`: the derivative of tanh by
    /// its output.
    ///
    /// # Safety
    ///
    /// As for [`Self::load`].
    unsafe fn mul_tanh_derivative(self, tanh: *const F, stride: usize) -> Self;

    /// Loads every row i from `at + i * stride`.
    ///
    /// # Safety
    ///
    /// `at + i * stride` is valid for reads of `Self::Vector::LANES` numbers, for every row i.
    unsafe fn load(at: *const F, stride: usize) -> Self;

    /// Stores every row i at `at + i * stride`.
    ///
    /// # Safety
    ///
    /// `at + i * stride` is valid for writes of `Self::Vector::LANES` numbers, for every row i.
    unsafe fn store(self, at: *mut F, stride: usize);
}

/// A tile of one row.
#[derive(Clone, Copy)]
pub(super) struct Row<V>(V);

#[allow(unsafe_code)]
impl<F: Float, V: SimdVector<Scalar = F>> Tile<F> for Row<V> {
    type Vector = V;

    const ROWS: usize = 1;

    #[inline(always)]
    fn zero() -> Self {
        Self(V::splat(F::ZERO))
    }

    #[inline(always)]
    fn add_row(self, row: V) -> Self {
        Self(self.0 + row)
    }

    #[inline(always)]
    unsafe fn rank_1_update(self, a: *const F, _: usize, row: V) -> Self {
        // SAFETY: the caller's promise.
        Self(self.0 + V::splat(unsafe { *a }) * row)
    }

    #[inline(always)]
    unsafe fn mul_tanh_derivative(self, tanh: *const F, _: usize) -> Self {
        // SAFETY: the caller's promise.
        let t = unsafe { V::load(tanh) };
        Self(self.0 * (V::splat(F::ONE) - t * t))
    }

    #[inline(always)]
    unsafe fn load(at: *const F, _: usize) -> Self {
        // SAFETY: the caller's promise.
        Self(unsafe { V::load(at) })
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
    fn add_row(self, row: T::Vector) -> Self {
        Self(self.0.add_row(row), self.1.add_row(row))
    }

    #[inline(always)]
    unsafe fn rank_1_update(self, a: *const F, stride: usize, row: T::Vector) -> Self {
        // SAFETY: the caller's promise, for the rows of each half.
        unsafe {
            Self(self.0.rank_1_update(a, stride, row), self.1.rank_1_update(a.add(T::ROWS * stride), stride, row))
        }
    }

    #[inline(always)]
    unsafe fn mul_tanh_derivative(self, tanh: *const F, stride: usize) -> Self {
        // SAFETY: the caller's promise, for the rows of each half.
        unsafe {
            Self(
                self.0.mul_tanh_derivative(tanh, stride),
                self.1.mul_tanh_derivative(tanh.add(T::ROWS * stride), stride),
            )
        }
    }

    #[inline(always)]
    unsafe fn load(at: *const F, stride: usize) -> Self {
        // SAFETY: the caller's promise, for the rows of each half.
        unsafe { Self(T::load(at, stride), T::load(at.add(T::ROWS * stride), stride)) }
    }

    #[inline(always)]
    unsafe fn store(self, at: *mut F, stride: usize) {
        // SAFETY: the caller's promise, for the rows of each half.
        unsafe {
            self.0.store(at, stride);
            self.1.store(at.add(T::ROWS * stride), stride);
        }
    }
}
