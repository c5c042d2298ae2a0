//! Between the arrays of the public interface and the slices that the kernels work on.

use ndarray::ArrayView2;

/// The elements of a matrix, row by row.
///
/// # Panics
/// When the matrix is not in standard layout: contiguous, row by row.
pub(crate) fn elements<F>(matrix: ArrayView2<'_, F>) -> &[F] {
    matrix.to_slice().expect("the matrix is in standard layout")
}

/// `elements` as a matrix of this shape, which they fill.
pub(crate) fn matrix<F>(shape: [usize; 2], elements: &[F]) -> ArrayView2<'_, F> {
    ArrayView2::from_shape(shape, elements).expect("a matrix has as many elements as its shape says")
}
