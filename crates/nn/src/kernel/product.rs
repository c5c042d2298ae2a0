//! Matrix products, row-major.
//!
//! Every element of a result is one accumulator, started at 0, to which the terms are added in ascending order of the
//! summed index. Tiles only decide which elements are worked on together, so their shapes never change a bit.

use super::transpose::transpose;
use crate::Float;

/// Where the terms of a product stand: `left(i, k)` is at `i·row + k·term`, `right(k, j)` at `k·width + j`.
struct Terms<'a, F> {
    left: &'a [F],
    row: usize,
    term: usize,
    right: &'a [F],
    width: usize,
    depth: usize,
    /// Added to every row of the result, where it is not empty.
    bias: &'a [F],
}

/// `c = a·b` with `a` `[rows, depth]`, `b` `[depth, columns]`, `c` `[rows, columns]`.
pub fn a_b<F: Float>(a: &[F], b: &[F], c: &mut [F], depth: usize, columns: usize) {
    a_b_plus_bias(a, b, &[], c, depth, columns);
}

/// `c = a·b` with `bias` added to every row, where it is not empty.
pub fn a_b_plus_bias<F: Float>(a: &[F], b: &[F], bias: &[F], c: &mut [F], depth: usize, columns: usize) {
    product(&Terms { left: a, row: depth, term: 1, right: b, width: columns, depth, bias }, c);
}

/// `c = aᵀ·b` with `a` `[depth, rows]`, `b` `[depth, columns]`, `c` `[rows, columns]`.
pub fn at_b<F: Float>(a: &[F], b: &[F], c: &mut [F], rows: usize, columns: usize) {
    let depth = b.len() / columns;
    if columns == 1 {
        // The transposed product has the same elements in the same places, and runs along memory.
        product(&Terms { left: b, row: 1, term: 1, right: a, width: rows, depth, bias: &[] }, c);
    } else {
        product(&Terms { left: a, row: 1, term: rows, right: b, width: columns, depth, bias: &[] }, c);
    }
}

/// `c = a·bᵀ` with `a` `[rows, depth]`, `b` `[columns, depth]`, `c` `[rows, columns]`; `scratch` holds `bᵀ`.
pub fn a_bt<F: Float>(a: &[F], b: &[F], c: &mut [F], depth: usize, scratch: &mut [F]) {
    let columns = b.len() / depth;
    if depth == 1 {
        return a_b(a, b, c, 1, columns);
    }
    transpose(b, depth, scratch);
    a_b(a, &scratch[..b.len()], c, depth, columns);
}

/// Adds the rows of `x` up, in order, into `sums`.
pub fn column_sums<F: Float>(x: &[F], sums: &mut [F]) {
    let columns = sums.len();
    let mut column = 0;
    while column < columns {
        column += match columns - column {
            8.. => panel_sums::<F, 8>(x, sums, column),
            4.. => panel_sums::<F, 4>(x, sums, column),
            _ => panel_sums::<F, 1>(x, sums, column),
        };
    }
}

/// `WIDTH` of the sums from `column` on; gives `WIDTH`.
#[inline(always)]
fn panel_sums<F: Float, const WIDTH: usize>(x: &[F], sums: &mut [F], column: usize) -> usize {
    let mut panel = [F::ZERO; WIDTH];
    for row in x.chunks_exact(sums.len()) {
        for (sum, &x) in panel.iter_mut().zip(&row[column..column + WIDTH]) {
            *sum += x;
        }
    }
    sums[column..column + WIDTH].copy_from_slice(&panel);
    WIDTH
}

fn product<F: Float>(terms: &Terms<'_, F>, c: &mut [F]) {
    let columns = terms.width;
    let rows = c.len() / columns;
    assert!(c.len() == rows * columns);
    // What the unchecked reads of a tile rely on.
    assert!(terms.right.len() >= terms.depth * columns);
    assert!(
        rows == 0 || terms.depth == 0 || terms.left.len() > (rows - 1) * terms.row + (terms.depth - 1) * terms.term
    );
    let mut column = 0;
    while column < columns {
        column += match columns - column {
            8.. => panel::<F, 8>(terms, c, column),
            4.. => panel::<F, 4>(terms, c, column),
            2.. => panel::<F, 2>(terms, c, column),
            _ => panel::<F, 1>(terms, c, column),
        };
    }
}

/// `WIDTH` columns of the result from `column` on; gives `WIDTH`.
fn panel<F: Float, const WIDTH: usize>(terms: &Terms<'_, F>, c: &mut [F], column: usize) -> usize {
    let rows = c.len() / terms.width;
    let mut row = 0;
    while row < rows {
        row += match rows - row {
            4.. => tile::<F, 4, WIDTH>(terms, c, row, column),
            2.. => tile::<F, 2, WIDTH>(terms, c, row, column),
            _ => tile::<F, 1, WIDTH>(terms, c, row, column),
        };
    }
    WIDTH
}

/// A tile of the result, held in registers while the terms run by; gives `HEIGHT`.
#[allow(unsafe_code)]
#[inline(always)]
fn tile<F: Float, const HEIGHT: usize, const WIDTH: usize>(
    terms: &Terms<'_, F>,
    c: &mut [F],
    row: usize,
    column: usize,
) -> usize {
    let mut sums = [[F::ZERO; WIDTH]; HEIGHT];
    for k in 0..terms.depth {
        // SAFETY: `product` has checked that both matrices reach as far as the last row, column and term, and the
        // callers keep `row + HEIGHT` and `column + WIDTH` within the result.
        let right: [F; WIDTH] = unsafe { *terms.right.as_ptr().add(k * terms.width + column).cast() };
        for (i, sums) in sums.iter_mut().enumerate() {
            // SAFETY: as above.
            let left = unsafe { *terms.left.get_unchecked((row + i) * terms.row + k * terms.term) };
            for (sum, right) in sums.iter_mut().zip(right) {
                *sum += left * right;
            }
        }
    }
    if !terms.bias.is_empty() {
        let bias = &terms.bias[column..column + WIDTH];
        for sums in &mut sums {
            for (sum, &bias) in sums.iter_mut().zip(bias) {
                *sum += bias;
            }
        }
    }
    for (i, sums) in sums.iter().enumerate() {
        let at = (row + i) * terms.width + column;
        c[at..at + WIDTH].copy_from_slice(sums);
    }
    HEIGHT
}

#[cfg(test)]
mod tests {
    use super::{a_b, a_b_plus_bias, a_bt, at_b};
    use crate::random::Random;
    use alloc::vec;
    use alloc::vec::Vec;

    fn matrix(random: &mut Random, len: usize) -> Vec<f32> {
        (0..len).map(|_| random.normal() as f32).collect()
    }

    #[test]
    fn every_shape_gives_the_bits_of_the_plain_sum() {
        let mut random = Random::new(1, "test", 0);
        for (rows, depth, columns) in [(1, 1, 1), (4, 7, 8), (5, 3, 13), (10, 2, 1), (7, 1, 5), (3, 9, 1), (6, 16, 23)]
        {
            let a = matrix(&mut random, rows * depth);
            let b = matrix(&mut random, depth * columns);
            let plain: Vec<f32> = (0..rows * columns)
                .map(|at| {
                    let (i, j) = (at / columns, at % columns);
                    (0..depth).fold(0.0, |sum, k| sum + a[i * depth + k] * b[k * columns + j])
                })
                .collect();
            let transposed = |m: &[f32], width: usize| -> Vec<f32> {
                let height = m.len() / width;
                (0..m.len()).map(|at| m[at % height * width + at / height]).collect()
            };
            let mut c = vec![0.0; rows * columns];
            a_b(&a, &b, &mut c, depth, columns);
            assert_eq!(c, plain, "a·b {rows} {depth} {columns}");
            let bias = matrix(&mut random, columns);
            a_b_plus_bias(&a, &b, &bias, &mut c, depth, columns);
            assert!(c.iter().zip(&plain).enumerate().all(|(at, (&c, &plain))| c == plain + bias[at % columns]));
            at_b(&transposed(&a, depth), &b, &mut c, rows, columns);
            assert_eq!(c, plain, "aᵀ·b {rows} {depth} {columns}");
            a_bt(&a, &transposed(&b, columns), &mut c, depth, &mut vec![0.0; b.len()]);
            assert_eq!(c, plain, "a·bᵀ {rows} {depth} {columns}");
        }
    }
}
