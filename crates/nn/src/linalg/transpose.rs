//! Transposition, row-major.

use crate::float::Float;

/// The side of the blocks that are loaded, transposed in registers and stored.
const BLOCK: usize = 4;
/// Rows that are read together: as many as there are `f32` in a cache line of the result.
const STRIP: usize = 16;

/// Writes the transpose of `matrix`, `[rows, columns]`, to `result`, `[columns, rows]`.
///
/// Not inlined, so that its counters do not compete for registers with the code around the call.
#[inline(never)]
pub fn transpose<F: Float>(matrix: &[F], columns: usize, result: &mut [F]) {
    let rows = matrix.len() / columns;
    // The unchecked loads and stores of a block rely on this.
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

/// Transposes the block at `row` and `column`.
#[allow(unsafe_code)]
#[inline(always)]
fn block<F: Float>(matrix: &[F], columns: usize, result: &mut [F], rows: usize, row: usize, column: usize) {
    // SAFETY: `transpose` has checked that both matrices have `rows` times `columns` elements, and keeps the block
    // within.
    unsafe {
        let from = matrix.as_ptr().add(row * columns + column);
        let to = result.as_mut_ptr().add(column * rows + row);
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        if size_of::<F>() == 4 {
            return block_u32(from.cast(), columns, to.cast(), rows);
        }
        let lines: [[F; BLOCK]; BLOCK] = core::array::from_fn(|i| *from.add(i * columns).cast());
        for j in 0..BLOCK {
            *to.add(j * rows).cast() = lines.map(|line| line[j]);
        }
    }
}

/// Transposes a block of four-byte numbers by shuffles, which the compiler does not find by itself.
///
/// # Safety
///
/// For i in 0…3, `from + i * from_stride` is valid for reads of four numbers and `to + i * to_stride` for writes of
/// four.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[allow(unsafe_code)]
#[inline(always)]
unsafe fn block_u32(from: *const u32, from_stride: usize, to: *mut u32, to_stride: usize) {
    use core::arch::wasm32::{u32x4_shuffle as shuffle, v128_load, v128_store};
    // SAFETY: the caller's promise.
    let row = |i: usize| unsafe { v128_load(from.add(i * from_stride).cast()) };
    let (a, b, c, d) = (row(0), row(1), row(2), row(3));
    let (ab, cd) = (shuffle::<0, 4, 1, 5>(a, b), shuffle::<0, 4, 1, 5>(c, d));
    let (ab_high, cd_high) = (shuffle::<2, 6, 3, 7>(a, b), shuffle::<2, 6, 3, 7>(c, d));
    // SAFETY: as above.
    unsafe {
        v128_store(to.cast(), shuffle::<0, 1, 4, 5>(ab, cd));
        v128_store(to.add(to_stride).cast(), shuffle::<2, 3, 6, 7>(ab, cd));
        v128_store(to.add(2 * to_stride).cast(), shuffle::<0, 1, 4, 5>(ab_high, cd_high));
        v128_store(to.add(3 * to_stride).cast(), shuffle::<2, 3, 6, 7>(ab_high, cd_high));
    }
}

#[cfg(test)]
mod tests {
    use super::transpose;
    use alloc::vec;
    use alloc::vec::Vec;

    #[test]
    fn every_shape_is_transposed_whole() {
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
