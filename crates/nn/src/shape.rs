//! Between the arrays of the public interface and the slices that the kernels work on.

use ndarray::{ArrayView, ArrayView2, ArrayViewMut, Dimension};

const STANDARD_LAYOUT: &str = "an array is in standard layout";

/// The elements of an array, the last axis varying fastest.
///
/// # Panics
/// When the array is not in standard layout: contiguous, row by row.
pub fn elements<F, D: Dimension>(array: ArrayView<'_, F, D>) -> &[F] {
    array.to_slice().expect(STANDARD_LAYOUT)
}

/// The elements of an array, to be replaced.
///
/// # Panics
/// When the array is not in standard layout.
pub fn elements_mut<F, D: Dimension>(array: ArrayViewMut<'_, F, D>) -> &mut [F] {
    array.into_slice().expect(STANDARD_LAYOUT)
}

/// `elements` as a matrix of this shape, which they fill.
pub(crate) fn matrix<F>(shape: [usize; 2], elements: &[F]) -> ArrayView2<'_, F> {
    ArrayView2::from_shape(shape, elements).expect("a matrix has as many elements as its shape says")
}
