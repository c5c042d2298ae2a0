//! Transposition, row-major.

use crate::Float;

/// Sides of the blocks that are read, turned in registers, and written.
const BLOCK: usize = 4;
/// Rows read side by side: their columns fill a cache line of the result.
const STRIP: usize = 16;

/// Writes the transpose of `matrix`, `[rows, columns]`, to `result`, `[columns, rows]`.
pub fn transpose<F: Float>(matrix: &[F], columns: usize, result: &mut [F]) {
    let rows = matrix.len() / columns;
    // What the unchecked reads and writes of a block rely on.
    assert!(matrix.len() == rows * columns && result.len() >= matrix.len());
    let (even_rows, even_columns) = (rows - rows % BLOCK, columns - columns % BLOCK);
    for strip in (0..even_rows).step_by(STRIP) {
        for column in (0..even_columns).step_by(BLOCK) {
            for row in (strip..even_rows.min(strip + STRIP)).step_by(BLOCK) {
                block(matrix, columns, result, rows, row, column);
            }
        }
    }
    for (row, values) in matrix.chunks_exact(columns).enumerate() {
        let rest = if row < even_rows { even_columns } else { 0 };
        for (column, &value) in values.iter().enumerate().skip(rest) {
            result[column * rows + row] = value;
        }
    }
}

/// Turns the block that begins at `row` and `column`.
#[allow(unsafe_code)]
#[inline(always)]
fn block<F: Float>(matrix: &[F], columns: usize, result: &mut [F], rows: usize, row: usize, column: usize) {
    // SAFETY: `transpose` has checked that both matrices are of `rows` times `columns`, and keeps the block within.
    let lines: [[F; BLOCK]; BLOCK] =
        core::array::from_fn(|i| unsafe { *matrix.as_ptr().add((row + i) * columns + column).cast() });
    let turned: [[F; BLOCK]; BLOCK] = core::array::from_fn(|j| core::array::from_fn(|i| lines[i][j]));
    for (j, turned) in turned.into_iter().enumerate() {
        // SAFETY: as above.
        unsafe { *result.as_mut_ptr().add((column + j) * rows + row).cast() = turned };
    }
}

#[cfg(test)]
mod tests {
    use super::transpose;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn every_shape_is_turned_whole() {
        for (rows, columns) in [(1, 1), (3, 2), (4, 4), (5, 9), (16, 7), (17, 33), (40, 6)] {
            let matrix: Vec<f32> = (0..rows * columns).map(|at| at as f32).collect();
            let mut result = vec![-1.0; matrix.len()];
            transpose(&matrix, columns, &mut result);
            for (at, &value) in result.iter().enumerate() {
                assert_eq!(value, matrix[at % rows * columns + at / rows], "{rows} × {columns} at {at}");
            }
        }
    }
}
