//! Matrix products, row-major.
//!
//! Every element of a result is one accumulator, started at 0, to which the terms are added in ascending order of the
//! summed index. Tiles only decide which elements are worked on together, so their shapes never change a bit.
//!
//! As in BLAS, c is `[m, n]` and k is the length of the sums; as in BLIS, MR and NR are a tile's height and width, and
//! KC is the number of terms that are packed at a time.

mod tile;

use core::mem::MaybeUninit;

use super::transpose::transpose;
use crate::float::Float;
use crate::simd::{Octet, Pair, Quad, SimdVector};
use tile::{Row, Tile};

/// Lanes of a [`Float::X4`].
const LANES: usize = 4;
/// Rows of a tile, where c has as many.
const MR: usize = 4;
/// Columns of the widest tile that is packed for.
const MAX_NR: usize = 4 * LANES;
/// Rows of a tile of one column, where c has as many.
const COLUMN_MR: usize = 8;
/// Rows of b that are packed at a time, at most.
const KC: usize = 256;
/// Elements of b up to which it stays in the L1 cache between tiles and need not be packed.
const L1_ELEMENTS: usize = 4096;
/// Rows of c from which on packing b pays off.
const MIN_PACKED_M: usize = 24;

/// A product c = a·b with what follows it. `a(i, p)` is at `i·row_stride + p·column_stride`, `b(p, j)` at `p·n + j`.
struct Terms<'a, F> {
    a: &'a [F],
    row_stride: usize,
    column_stride: usize,
    b: &'a [F],
    n: usize,
    k: usize,
    /// `[n]`, added to every row of c, or empty.
    bias: &'a [F],
    /// `[m, n]`, outputs of tanh by whose derivatives the elements of c are multiplied, or empty.
    tanh: &'a [F],
}

/// `c = a·b + bias`, with `a` `[m, k]`, `b` `[k, n]`, `bias` `[n]` or empty, `c` `[m, n]`.
pub fn matmul_bias<F: Float>(a: &[F], b: &[F], bias: &[F], c: &mut [F], k: usize, n: usize) {
    product(&Terms { a, row_stride: k, column_stride: 1, b, n, k, bias, tanh: &[] }, c);
}

/// `c = aᵀ·b`, with `a` `[k, m]`, `b` `[k, n]`, `c` `[m, n]`.
pub fn matmul_tn<F: Float>(a: &[F], b: &[F], c: &mut [F], m: usize, n: usize) {
    let k = b.len() / n;
    if n == 1 {
        // cᵀ = bᵀ·a has the same elements in the same places, and its loops run along memory.
        product(&Terms { a: b, row_stride: k, column_stride: 1, b: a, n: m, k, bias: &[], tanh: &[] }, c);
    } else {
        product(&Terms { a, row_stride: 1, column_stride: m, b, n, k, bias: &[], tanh: &[] }, c);
    }
}

/// `c = a·bᵀ`, with `a` `[m, k]`, `b` `[n, k]`, `c` `[m, n]`; `scratch` has room for `bᵀ`. If `tanh`, `[m, n]`, is not
/// empty, each element of c is multiplied by 1 − t², the derivative of tanh where its output is that element t of
/// `tanh`.
pub fn matmul_nt<F: Float>(a: &[F], b: &[F], tanh: &[F], c: &mut [F], k: usize, scratch: &mut [F]) {
    let n = b.len() / k;
    let b = if k == 1 {
        b
    } else {
        transpose(b, k, scratch);
        &scratch[..b.len()]
    };
    product(&Terms { a, row_stride: k, column_stride: 1, b, n, k, bias: &[], tanh }, c);
}

fn product<F: Float>(terms: &Terms<'_, F>, c: &mut [F]) {
    const { assert!(F::X4::LANES == LANES) };
    let n = terms.n;
    let m = c.len() / n;
    // The unchecked loads and stores of a tile rely on these: a is stored as `[m, k]` or as `[k, m]`.
    assert!(c.len() == m * n && terms.b.len() >= terms.k * n);
    assert!(terms.a.len() >= m * terms.k);
    assert!(
        (terms.row_stride, terms.column_stride) == (terms.k, 1) || (terms.row_stride, terms.column_stride) == (1, m)
    );
    assert!(terms.bias.is_empty() || terms.bias.len() >= n);
    assert!(terms.tanh.is_empty() || terms.tanh.len() >= c.len());
    let all_terms = |column: usize| {
        // A place in b's first row; where k is 0, it is not read.
        let b = terms.b.as_ptr().wrapping_add(column);
        Block { start: 0, count: terms.k, b, stride: n, last: true }
    };
    if n < LANES {
        for column in 0..n {
            let block = all_terms(column);
            let done = cover::<COLUMN_MR>(m, 0, 0, |row| tile::<F, Octet<Row<F>>>(terms, &block, c, row, column));
            cover::<1>(m, done, 0, |row| tile::<F, Row<F>>(terms, &block, c, row, column));
        }
    } else if m < MR {
        for row in 0..m {
            let done = cover::<{ 8 * LANES }>(n, 0, 7 * LANES, |column| {
                tile::<F, Row<Octet<F::X4>>>(terms, &all_terms(column), c, row, column);
            });
            cover::<LANES>(n, done, 0, |column| tile::<F, Row<F::X4>>(terms, &all_terms(column), c, row, column));
        }
    } else {
        let packs = terms.b.len() > L1_ELEMENTS && m >= MIN_PACKED_M;
        let mut done = 0;
        if packs {
            done = cover::<{ 4 * LANES }>(n, 0, 2 * LANES, |column| {
                packed_panel::<F, Pair<Row<Quad<F::X4>>>, 2>(terms, c, column);
            });
        } else {
            cover::<2>(m, 0, 0, |row| {
                done = cover::<{ 4 * LANES }>(n, 0, 2 * LANES, |column| {
                    tile::<F, Pair<Row<Quad<F::X4>>>>(terms, &all_terms(column), c, row, column);
                });
            });
        }
        let done = cover::<{ 2 * LANES }>(n, done, LANES, |column| {
            if packs {
                return packed_panel::<F, Quad<Row<Pair<F::X4>>>, MR>(terms, c, column);
            }
            let block = all_terms(column);
            cover::<MR>(m, 0, 0, |row| tile::<F, Quad<Row<Pair<F::X4>>>>(terms, &block, c, row, column));
        });
        cover::<LANES>(n, done, 0, |column| {
            let block = all_terms(column);
            cover::<MR>(m, 0, 0, |row| tile::<F, Quad<Row<F::X4>>>(terms, &block, c, row, column));
        });
    }
}

/// Covers `from..length` with pieces of `SIZE`, calling `work` with the start of each; returns where the last one ends.
///
/// A remainder of more than `max_left` is covered by a piece that ends at `length` and repeats, with the same results,
/// some of what is done already. A smaller remainder is left, as is everything if `length` is less than `SIZE`.
#[inline(always)]
fn cover<const SIZE: usize>(length: usize, from: usize, max_left: usize, mut work: impl FnMut(usize)) -> usize {
    let mut at = from;
    while at < length {
        if at + SIZE > length {
            if length - at <= max_left || length < SIZE {
                break;
            }
            at = length - SIZE;
        }
        work(at);
        at += SIZE;
    }
    at
}

/// The columns of c that a tile spans from `column` on, for a b that is too large to stay in the L1 cache between
/// tiles.
///
/// Blocks of b's rows are packed: copied to where they are next to each other. Without that, rows a power of two apart
/// would evict each other from the cache.
#[allow(unsafe_code)]
#[inline(never)]
fn packed_panel<F: Float, T: Tile<F>, const ROWS: usize>(terms: &Terms<'_, F>, c: &mut [F], column: usize) {
    let mut packed = [const { MaybeUninit::<[F; MAX_NR]>::uninit() }; KC];
    let stride = T::Vector::LANES;
    let blocks = terms.k.div_ceil(KC);
    let length = terms.k.div_ceil(blocks);
    let mut done = 0;
    for start in (0..terms.k).step_by(length) {
        let count = length.min(terms.k - start);
        for p in 0..count {
            let at = (start + p) * terms.n + column;
            // SAFETY: row `start + p` of b has `T::Vector::LANES` elements from `column` on, as `product` has checked;
            // `packed` has room for KC rows of MAX_NR, `count` is at most KC, and `stride` at most MAX_NR.
            unsafe {
                let row = T::Vector::load(terms.b.as_ptr().add(at));
                row.store(packed.as_mut_ptr().cast::<F>().add(p * stride));
            }
        }
        let block = Block { start, count, b: packed.as_ptr().cast(), stride, last: start + count == terms.k };
        // The last few rows are left: repeating rows would add a block to them twice.
        done = column_of_tiles::<F, T, ROWS>(terms, &block, c, column, 0, ROWS);
    }
    let b = terms.b.as_ptr().wrapping_add(column);
    let all_terms = Block { start: 0, count: terms.k, b, stride: terms.n, last: true };
    column_of_tiles::<F, T, ROWS>(terms, &all_terms, c, column, done, 0);
}

/// Adds a block of terms to the columns of c that a tile spans from `column` on, from the row `from` on; see [`cover`]
/// for `max_left` and the result.
#[inline(never)]
fn column_of_tiles<F: Float, T: Tile<F>, const ROWS: usize>(
    terms: &Terms<'_, F>,
    block: &Block<F>,
    c: &mut [F],
    column: usize,
    from: usize,
    max_left: usize,
) -> usize {
    cover::<ROWS>(c.len() / terms.n, from, max_left, |row| tile::<F, T>(terms, block, c, row, column))
}

/// A block of a product's terms, `count` of them from `start` on; `b` points to the elements of b's row `start` that
/// belong to a tile, `stride` elements before those of the next row.
#[derive(Clone, Copy)]
struct Block<F> {
    start: usize,
    count: usize,
    b: *const F,
    stride: usize,
    /// Whether the sums are complete after it.
    last: bool,
}

/// Adds a block of terms to the tile of c at `row` and `column`, which stays in registers meanwhile.
#[allow(unsafe_code)]
#[inline(always)]
fn tile<F: Float, T: Tile<F>>(terms: &Terms<'_, F>, block: &Block<F>, c: &mut [F], row: usize, column: usize) {
    let (row_stride, column_stride) = (terms.row_stride, terms.column_stride);
    // SAFETY: `product` has checked that the matrices reach as far as the last row, column and term, and keeps the tile
    // within c. Behind the last term the pointers are moved on, but not read.
    unsafe {
        let place = c.as_mut_ptr().add(row * terms.n + column);
        let mut sums = if block.start == 0 { T::zero() } else { T::load(place, terms.n) };
        let mut a = terms.a.as_ptr().add(row * row_stride + block.start * column_stride);
        let mut b = block.b;
        // One term a turn, since browsers unroll by themselves.
        for _ in 0..block.count {
            sums = sums.rank_1_update(a, row_stride, T::Vector::load(b));
            a = a.wrapping_add(column_stride);
            // Volatile, or the compiler would see that the stride never changes, and add it up for every load
            // separately.
            b = b.wrapping_add(core::ptr::read_volatile(&raw const block.stride));
        }
        if block.last && !terms.bias.is_empty() {
            sums = sums.add_row(T::Vector::load(terms.bias.as_ptr().add(column)));
        }
        if block.last && !terms.tanh.is_empty() {
            sums = sums.mul_tanh_derivative(terms.tanh.as_ptr().add(row * terms.n + column), terms.n);
        }
        sums.store(place, terms.n);
    }
}

#[cfg(test)]
mod tests;
