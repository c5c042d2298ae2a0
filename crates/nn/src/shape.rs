//! Between the arrays of the public interface and the slices that the kernels work on.

use ndarray::ArrayView2;

/// The elements of a matrix, row by row.
///
/// # Panics
/// When the matrix is not in standard layout: contiguous, row by row.
pub(crate) fn elements<F>(matrix: ArrayView2<'_, F>) -> &[F] {
    matrix.to_slice().expect("the matrix is in standard layout")
}

/// `elements` as a matrix of `rows` rows.
pub(crate) fn matrix<F>(rows: usize, elements: &[F]) -> ArrayView2<'_, F> {
    let columns = elements.len().checked_div(rows).unwrap_or(0);
    ArrayView2::from_shape((rows, columns), elements).expect("rows times columns is at most the number of elements")
}
