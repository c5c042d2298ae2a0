//! Matrix products, row-major.
//!
//! Every element of a result is one accumulator, started at 0, to which the terms are added in ascending order of the
//! summed index. Tiles only decide which elements are worked on together, so their shapes never change a bit.

mod tile;

use core::mem::MaybeUninit;

use super::transpose::transpose;
use crate::float::Float;
use crate::simd::{Octet, Pair, Quad, SimdVector};
use tile::{Row, Tile};

/// Rows of a tile, where the result has as many.
const HEIGHT: usize = 4;
/// Numbers in a [`Float::X4`].
const LANES: usize = 4;
/// Numbers side by side in a panel, at most.
const WIDEST: usize = 4 * LANES;
/// Terms of which a panel's part is copied together at a time.
const BLOCK: usize = 256;
/// Numbers that stay in the nearest cache while they are used again.
const NEAR: usize = 4096;
/// Rows of the result that make copying worth its while.
const OFTEN: usize = 24;
/// Rows of a tile one column wide, where the result has as many.
const TOWER: usize = 8;

/// Where the terms of a product stand: `left(i, k)` at `i·down + k·along`, and `right(k, j)` at `k·width + j`.
struct Terms<'a, F> {
    left: &'a [F],
    down: usize,
    along: usize,
    right: &'a [F],
    width: usize,
    depth: usize,
    /// Added to every row of the result, where it is not empty.
    bias: &'a [F],
    /// Outputs of tanh, by whose slopes the elements of the result are multiplied, where it is not empty.
    tanh: &'a [F],
}

/// `c = a·b` with `a` `[rows, depth]`, `b` `[depth, columns]`, `c` `[rows, columns]`, and `bias` `[columns]` added to every
/// row, where it is not empty.
pub fn matmul_bias<F: Float>(a: &[F], b: &[F], bias: &[F], c: &mut [F], depth: usize, columns: usize) {
    product(&Terms { left: a, down: depth, along: 1, right: b, width: columns, depth, bias, tanh: &[] }, c);
}

/// `c = aᵀ·b` with `a` `[depth, rows]`, `b` `[depth, columns]`, `c` `[rows, columns]`.
pub fn matmul_tn<F: Float>(a: &[F], b: &[F], c: &mut [F], rows: usize, columns: usize) {
    let depth = b.len() / columns;
    if columns == 1 {
        // The transposed product has the same elements in the same places, and runs along memory.
        product(&Terms { left: b, down: depth, along: 1, right: a, width: rows, depth, bias: &[], tanh: &[] }, c);
    } else {
        product(&Terms { left: a, down: 1, along: rows, right: b, width: columns, depth, bias: &[], tanh: &[] }, c);
    }
}

/// `c = a·bᵀ` with `a` `[rows, depth]`, `b` `[columns, depth]`, `c` `[rows, columns]`; `scratch` holds `bᵀ`. Each element is
/// multiplied by the slope of tanh where that gave the one of `tanh`, unless it is empty.
pub fn matmul_nt<F: Float>(a: &[F], b: &[F], tanh: &[F], c: &mut [F], depth: usize, scratch: &mut [F]) {
    let columns = b.len() / depth;
    let right = if depth == 1 {
        b
    } else {
        transpose(b, depth, scratch);
        &scratch[..b.len()]
    };
    product(&Terms { left: a, down: depth, along: 1, right, width: columns, depth, bias: &[], tanh }, c);
}

/// Adds the rows of `x` up, in order, into `sums`.
pub fn column_sums<F: Float>(x: &[F], sums: &mut [F]) {
    let columns = sums.len();
    let mut column = 0;
    while column < columns {
        column += match columns - column {
            16.. => panel_sums::<Quad<F::X4>>(x, sums, column),
            8.. => panel_sums::<Pair<F::X4>>(x, sums, column),
            4.. => panel_sums::<F::X4>(x, sums, column),
            _ => panel_sums::<F>(x, sums, column),
        };
    }
}

/// A register's worth of the sums from `column` on; gives how many.
#[allow(unsafe_code)]
#[inline(always)]
fn panel_sums<R: SimdVector<Scalar: Float>>(x: &[R::Scalar], sums: &mut [R::Scalar], column: usize) -> usize {
    let mut panel = R::splat(R::Scalar::ZERO);
    for row in x.chunks_exact(sums.len()) {
        let row = &row[column..column + R::LANES];
        // SAFETY: so many numbers are there.
        panel = panel + unsafe { R::load(row.as_ptr()) };
    }
    let sums = &mut sums[column..column + R::LANES];
    // SAFETY: there is room for so many.
    unsafe { panel.store(sums.as_mut_ptr()) };
    R::LANES
}

fn product<F: Float>(terms: &Terms<'_, F>, c: &mut [F]) {
    const { assert!(F::X4::LANES == LANES) };
    let columns = terms.width;
    let rows = c.len() / columns;
    // What the unchecked reads and writes of a tile rely on: so stand the numbers of a matrix and of a transposed one.
    assert!(c.len() == rows * columns && terms.right.len() >= terms.depth * columns);
    assert!(terms.left.len() >= rows * terms.depth);
    assert!((terms.down, terms.along) == (terms.depth, 1) || (terms.down, terms.along) == (1, rows));
    assert!(terms.bias.is_empty() || terms.bias.len() >= columns);
    assert!(terms.tanh.is_empty() || terms.tanh.len() >= c.len());
    let whole = |column: usize| {
        // A place in the right matrix's first row; where that has none, it is not read.
        let right = terms.right.as_ptr().wrapping_add(column);
        Part { first: 0, count: terms.depth, right, stride: columns, last: true }
    };
    if columns < LANES {
        for column in 0..columns {
            let part = whole(column);
            let done = cover::<TOWER>(rows, 0, 0, |row| tile::<F, Octet<Row<F>>>(terms, &part, c, row, column));
            cover::<1>(rows, done, 0, |row| tile::<F, Row<F>>(terms, &part, c, row, column));
        }
    } else if rows < HEIGHT {
        for row in 0..rows {
            let done = cover::<{ 8 * LANES }>(columns, 0, 7 * LANES, |column| {
                tile::<F, Row<Octet<F::X4>>>(terms, &whole(column), c, row, column);
            });
            cover::<LANES>(columns, done, 0, |column| tile::<F, Row<F::X4>>(terms, &whole(column), c, row, column));
        }
    } else {
        let copies = terms.right.len() > NEAR && rows >= OFTEN;
        let mut done = 0;
        if copies {
            done = cover::<{ 4 * LANES }>(columns, 0, 2 * LANES, |column| {
                panel::<F, Pair<Row<Quad<F::X4>>>, 2>(terms, c, column);
            });
        } else {
            cover::<2>(rows, 0, 0, |row| {
                done = cover::<{ 4 * LANES }>(columns, 0, 2 * LANES, |column| {
                    tile::<F, Pair<Row<Quad<F::X4>>>>(terms, &whole(column), c, row, column);
                });
            });
        }
        let done = cover::<{ 2 * LANES }>(columns, done, LANES, |column| {
            if copies {
                return panel::<F, Quad<Row<Pair<F::X4>>>, HEIGHT>(terms, c, column);
            }
            let part = whole(column);
            cover::<HEIGHT>(rows, 0, 0, |row| tile::<F, Quad<Row<Pair<F::X4>>>>(terms, &part, c, row, column));
        });
        cover::<LANES>(columns, done, 0, |column| {
            let part = whole(column);
            cover::<HEIGHT>(rows, 0, 0, |row| tile::<F, Quad<Row<F::X4>>>(terms, &part, c, row, column));
        });
    }
}

/// Calls `work` with where each piece of `SIZE` begins that is needed to cover `from..length`. A last piece of which more
/// than `spared` is left reaches back over what is done already, to be done again alike. Gives how far it came.
#[inline(always)]
fn cover<const SIZE: usize>(length: usize, from: usize, spared: usize, mut work: impl FnMut(usize)) -> usize {
    let mut at = from;
    while at < length {
        if at + SIZE > length {
            if length - at <= spared || length < SIZE {
                break;
            }
            at = length - SIZE;
        }
        work(at);
        at += SIZE;
    }
    at
}

/// The columns of the result under a tile's, `H` rows high, from `column` on, where the right matrix is too large to stay
/// in the nearest cache while it is read again and again: the terms are taken in blocks of which the panel's part is
/// first copied together. Without that, rows a power of two apart would push each other out of the cache.
#[allow(unsafe_code)]
#[inline(never)]
fn panel<F: Float, T: Tile<F>, const H: usize>(terms: &Terms<'_, F>, c: &mut [F], column: usize) {
    let mut copy = [const { MaybeUninit::<[F; WIDEST]>::uninit() }; BLOCK];
    let stride = T::Vector::LANES;
    let blocks = terms.depth.div_ceil(BLOCK);
    let length = terms.depth.div_ceil(blocks);
    let mut done = 0;
    for first in (0..terms.depth).step_by(length) {
        let count = length.min(terms.depth - first);
        for k in 0..count {
            let at = (first + k) * terms.width + column;
            // SAFETY: row `first + k` of the right matrix has a register from `column` on, as `product` has checked; a
            // block has no more than `BLOCK` rows, and a register no more than `WIDEST` numbers.
            unsafe {
                let row = T::Vector::load(terms.right.as_ptr().add(at));
                row.store(copy.as_mut_ptr().cast::<F>().add(k * stride));
            }
        }
        let part = Part { first, count, right: copy.as_ptr().cast(), stride, last: first + count == terms.depth };
        // No row may be done again that an earlier block has begun, so the last few are left.
        done = rows_of_tiles::<F, T, H>(terms, &part, c, column, 0, H);
    }
    let right = terms.right.as_ptr().wrapping_add(column);
    let whole = Part { first: 0, count: terms.depth, right, stride: terms.width, last: true };
    rows_of_tiles::<F, T, H>(terms, &whole, c, column, done, 0);
}

/// Adds a part of the terms to the columns under a tile's, from the row `from` on, sparing as [`cover`] does.
#[inline(never)]
fn rows_of_tiles<F: Float, T: Tile<F>, const H: usize>(
    terms: &Terms<'_, F>,
    part: &Part<F>,
    c: &mut [F],
    column: usize,
    from: usize,
    spared: usize,
) -> usize {
    cover::<H>(c.len() / terms.width, from, spared, |row| tile::<F, T>(terms, part, c, row, column))
}

/// Some of a product's terms: `count` of them from `first` on, whose right factors stand `stride` apart from `right` on.
#[derive(Clone, Copy)]
struct Part<F> {
    first: usize,
    count: usize,
    right: *const F,
    stride: usize,
    last: bool,
}

/// Adds a part of the terms to a tile of the result, which stays in registers meanwhile.
#[allow(unsafe_code)]
#[inline(always)]
fn tile<F: Float, T: Tile<F>>(terms: &Terms<'_, F>, part: &Part<F>, c: &mut [F], row: usize, column: usize) {
    let (down, along) = (terms.down, terms.along);
    // SAFETY: `product` has checked that the matrices reach as far as the last row, column and term, and keeps the tile
    // within the result. Behind the last term the pointers are moved on, but not read.
    unsafe {
        let place = c.as_mut_ptr().add(row * terms.width + column);
        let mut sums = if part.first == 0 { T::zero() } else { T::load(place, terms.width) };
        let mut left = terms.left.as_ptr().add(row * down + part.first * along);
        let mut right = part.right;
        // One term a turn, since browsers unroll by themselves.
        for _ in 0..part.count {
            sums = sums.plus_product(left, down, T::Vector::load(right));
            left = left.wrapping_add(along);
            // Read anew each time: where a stride is known to stay, every load's offset becomes an addition of its own.
            right = right.wrapping_add(core::ptr::read_volatile(&raw const part.stride));
        }
        if part.last && !terms.bias.is_empty() {
            sums = sums.plus(T::Vector::load(terms.bias.as_ptr().add(column)));
        }
        if part.last && !terms.tanh.is_empty() {
            sums = sums.times_slopes(terms.tanh.as_ptr().add(row * terms.width + column), terms.width);
        }
        sums.store(place, terms.width);
    }
}

#[cfg(test)]
mod tests;
