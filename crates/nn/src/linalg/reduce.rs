//! Sums in one fixed order that neither overflow nor lose small numbers.
//!
//! A square overflows `f32` long before the number itself does, and underflows long before it. So sums of squares and
//! of magnitudes run in `F` over blocks, a block whose sum comes near an end of the range is added up again in double
//! precision, and the blocks' sums are added in double precision.

use core::array::from_fn;

use crate::float::Float;
use crate::simd::{Pair, Quad, SimdFloat, SimdVector};

/// Partial sums that are kept side by side.
const LANES: usize = 8;

/// The length of a block.
pub const BLOCK: usize = 1024;

/// Below this a block's sum of squares may have lost terms to underflow.
const MIN_SAFE_SUM: f64 = 1e-25;

/// The sum of the lanes, pair by pair.
#[inline(always)]
fn reduce_add<S: Float>(lanes: [S; LANES]) -> S {
    // `black_box` sends the lanes through memory once. Otherwise the compiler keeps them in the order of the last line,
    // and shuffles them in every turn of the caller's loop.
    let [a, b, c, d, e, f, g, h] = core::hint::black_box(lanes);
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// Σ `term(x)`, that of item i in lane i mod 8.
#[inline(always)]
fn lane_sum<F: Float, S: Float>(values: &[F], term: impl Fn(F) -> S) -> S {
    let mut lanes = [S::ZERO; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for lane in 0..LANES {
            lanes[lane] += term(chunk[lane]);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += term(x);
    }
    reduce_add(lanes)
}

/// The sums of both of `terms(x, y)`, in twice as many lanes: an addition waits for the one before it in its lane.
#[inline(always)]
fn lane_sums<F: Float>(x: &[F; BLOCK], y: &[F; BLOCK], terms: impl Fn(F, F) -> (F, F)) -> (F, F) {
    const WIDE: usize = 2 * LANES;
    let mut lanes = ([F::ZERO; WIDE], [F::ZERO; WIDE]);
    for (x, y) in x.as_chunks::<WIDE>().0.iter().zip(y.as_chunks::<WIDE>().0) {
        for lane in 0..WIDE {
            let (first, second) = terms(x[lane], y[lane]);
            lanes.0[lane] += first;
            lanes.1[lane] += second;
        }
    }
    let halved = |lanes: [F; WIDE]| reduce_add(from_fn(|lane| lanes[lane] + lanes[lane + LANES]));
    (halved(lanes.0), halved(lanes.1))
}

/// `sum`, which is Σ x² over `block` in `F`; computed again in double precision if the range of `F` may not have
/// sufficed.
#[inline(always)]
fn checked_squares<F: Float>(sum: F, block: impl Fn() -> [F; BLOCK]) -> f64 {
    let sum = sum.to_f64();
    if sum > MIN_SAFE_SUM && sum.is_finite() { sum } else { careful_squares(&block()) }
}

/// The same for Σ |x|.
#[inline(always)]
fn checked_magnitudes<F: Float>(sum: F, block: &[F; BLOCK]) -> f64 {
    let sum = sum.to_f64();
    if sum.is_finite() { sum } else { exact_magnitudes(block) }
}

/// Σ x² of a block that is out of range or all 0. Most are all 0: the gradients of an input that is always 0.
#[cold]
fn careful_squares<F: Float>(block: &[F; BLOCK]) -> f64 {
    if block.iter().all(|&x| x == F::ZERO) { 0.0 } else { exact_squares(block) }
}

fn exact_squares<F: Float>(values: &[F]) -> f64 {
    lane_sum(values, |x| x.to_f64() * x.to_f64())
}

fn exact_magnitudes<F: Float>(values: &[F]) -> f64 {
    lane_sum(values, |x| x.to_f64().abs())
}

/// Writes the sum of each column of `x`, `[rows, columns]`, to `sums`, `[columns]`, adding the rows in order.
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

/// The sums of as many columns as a vector has lanes, from `column` on; returns how many.
#[allow(unsafe_code)]
#[inline(always)]
fn panel_sums<V: SimdVector<Scalar: Float>>(x: &[V::Scalar], sums: &mut [V::Scalar], column: usize) -> usize {
    let mut panel = V::splat(V::Scalar::ZERO);
    for row in x.chunks_exact(sums.len()) {
        let row = &row[column..column + V::LANES];
        // SAFETY: `row` has `V::LANES` elements.
        panel = panel + unsafe { V::load(row.as_ptr()) };
    }
    let sums = &mut sums[column..column + V::LANES];
    // SAFETY: `sums` has `V::LANES` elements.
    unsafe { panel.store(sums.as_mut_ptr()) };
    V::LANES
}

/// Σ x.
pub fn sum<F: Float>(values: &[F]) -> f64 {
    lane_sum(values, F::to_f64)
}

/// Σ (x − center)².
pub fn sum_of_squared_deviations<F: Float>(values: &[F], center: f64) -> f64 {
    lane_sum(values, |x| (x.to_f64() - center) * (x.to_f64() - center))
}

/// Σ x².
pub fn sum_of_squares<F: Float>(values: &[F]) -> f64 {
    let (blocks, rest) = values.as_chunks();
    let squares = |block: &[F; BLOCK]| checked_squares(lane_sum(block, |x| x * x), || *block);
    blocks.iter().map(squares).sum::<f64>() + exact_squares(rest)
}

/// Σ |x|.
pub fn sum_of_magnitudes<F: Float>(values: &[F]) -> f64 {
    let (blocks, rest) = values.as_chunks();
    let magnitudes = |block: &[F; BLOCK]| checked_magnitudes(lane_sum(block, F::abs), block);
    blocks.iter().map(magnitudes).sum::<f64>() + exact_magnitudes(rest)
}

/// How many values are less than `low` or greater than `high`.
#[allow(unsafe_code)]
pub fn count_outside<F: Float>(values: &[F], low: F, high: F) -> f64 {
    let outside = |x: F::Vector| {
        let (low, high) = (F::Vector::splat(low), F::Vector::splat(high));
        let above = x.select_gt(high, F::Vector::one(), F::Vector::zero());
        low.select_gt(x, F::Vector::one(), above)
    };
    let of_block = |block: &[F]| {
        let mut lanes = [F::ZERO; LANES];
        let mut counts = F::Vector::zero();
        for chunk in block.chunks_exact(F::Vector::LANES) {
            // SAFETY: `chunk` has `F::Vector::LANES` elements.
            counts = counts + outside(unsafe { F::Vector::load(chunk.as_ptr()) });
        }
        // SAFETY: `lanes` has more elements than a vector.
        unsafe { counts.store(lanes.as_mut_ptr()) };
        let rest = block.chunks_exact(F::Vector::LANES).remainder();
        lanes.iter().map(|lane| lane.to_f64()).sum::<f64>()
            + rest.iter().filter(|x| **x < low || **x > high).count() as f64
    };
    values.chunks(BLOCK).map(of_block).sum()
}

/// Whether no value is infinite or NaN.
#[allow(unsafe_code)]
pub fn all_finite<F: Float>(values: &[F]) -> bool {
    // A finite sum has only finite terms; one that is not may have overflowed.
    let mut sums = Quad::<F::X4>::splat(F::ZERO);
    let (chunks, rest) = values.as_chunks::<{ 2 * LANES }>();
    for chunk in chunks {
        // SAFETY: `chunk` has as many elements as the vector has lanes.
        sums = sums + unsafe { Quad::load(chunk.as_ptr()) };
    }
    let mut lanes = [F::ZERO; 2 * LANES];
    // SAFETY: the same of `lanes`.
    unsafe { sums.store(lanes.as_mut_ptr()) };
    let sum: F = lanes.iter().chain(rest).copied().sum();
    sum.is_finite() || values.iter().all(|x| x.is_finite())
}

/// Σ x² and Σ |x|, reading `values` once.
pub fn sums_of_squares_and_magnitudes<F: Float>(values: &[F]) -> (f64, f64) {
    let (blocks, rest) = values.as_chunks();
    let mut sums = (exact_squares(rest), exact_magnitudes(rest));
    for block in blocks {
        let (squares, magnitudes) = lane_sums(block, block, |x, _| (x * x, x.abs()));
        sums.0 += checked_squares(squares, || *block);
        sums.1 += checked_magnitudes(magnitudes, block);
    }
    sums
}

/// Σ (after − before)² and Σ before², reading both once; they are of the same length.
pub fn sums_of_squared_changes<F: Float>(before: &[F], after: &[F]) -> (f64, f64) {
    let ((blocks, rest), (blocks_after, rest_after)) = (before.as_chunks::<BLOCK>(), after.as_chunks::<BLOCK>());
    let mut sums = (0.0, exact_squares(rest));
    for (&x, &y) in rest.iter().zip(rest_after) {
        sums.0 += (y - x).to_f64() * (y - x).to_f64();
    }
    for (before, after) in blocks.iter().zip(blocks_after) {
        let (moved, squares) = lane_sums(before, after, |x, y| ((y - x) * (y - x), x * x));
        sums.0 += checked_squares(moved, || from_fn(|at| after[at] - before[at]));
        sums.1 += checked_squares(squares, || *before);
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{
        all_finite, sum_of_magnitudes, sum_of_squares, sums_of_squared_changes, sums_of_squares_and_magnitudes,
    };
    use alloc::vec::Vec;

    fn close(found: f64, exact: f64) -> bool {
        (found - exact).abs() <= 1e-6 * exact
    }

    #[test]
    fn norms_outlive_the_range_of_a_single_square() {
        for size in [1e-38_f32, 1e-22, 1.0, 1e20, 3e38] {
            let values: Vec<f32> = (0..3000).map(|at| if at % 3 == 0 { -size } else { size }).collect();
            let zeros = [0.0_f32; 3000];
            let exact = f64::from(size);
            assert!(close(sum_of_squares(&values), 3000.0 * exact * exact), "{size}");
            assert!(close(sum_of_magnitudes(&values), 3000.0 * exact), "{size}");
            let (squares, magnitudes) = sums_of_squares_and_magnitudes(&values);
            assert!(close(squares, 3000.0 * exact * exact) && close(magnitudes, 3000.0 * exact), "{size}");
            let (moved, before) = sums_of_squared_changes(&zeros, &values);
            assert!(close(moved, 3000.0 * exact * exact) && before == 0.0, "{size}");
        }
    }

    #[test]
    fn one_nan_makes_the_sum_nan() {
        let mut values = [1.0_f32; 3000];
        values[70] = f32::NAN;
        assert!(sum_of_squares(&values).is_nan() && sum_of_magnitudes(&values).is_nan());
        assert!(sums_of_squared_changes(&[1.0; 3000], &values).0.is_nan());
    }

    #[test]
    fn a_value_that_is_not_finite_is_found_wherever_it_is() {
        let mut values = [1.0_f32; 3000];
        assert!(all_finite(&values));
        for (at, bad) in [(0, f32::NAN), (63, f32::INFINITY), (199, f32::NEG_INFINITY)] {
            values[at] = bad;
            assert!(!all_finite(&values), "{at}");
            values[at] = f32::MAX;
        }
    }
}
