//! Sums in one fixed order that neither overflow nor lose small numbers.
//!
//! A square overflows `f32` long before the number itself does, and vanishes long before. So sums of squares and of
//! magnitudes run in `F` over blocks, a block that comes near an end of the range is added up again in double
//! precision, and the blocks' sums are added in double precision.

use core::array::from_fn;

use crate::float::Float;

const LANES: usize = 8;

/// Numbers in a block.
pub const BLOCK: usize = 1024;

/// Below this a block's sum of squares may have lost terms to underflow.
const SMALLEST_SAFE: f64 = 1e-25;

/// Adds the lanes up, pair by pair.
#[inline(always)]
fn reduce_add<S: Float>(lanes: [S; LANES]) -> S {
    // Through memory: else the compiler keeps the lanes in the order of the last line, and shuffles all the way to it.
    let [a, b, c, d, e, f, g, h] = core::hint::black_box(lanes);
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// Adds up `value(x)` in lanes: item i in lane i mod 8.
#[inline(always)]
fn lane_sum<F: Float, S: Float>(values: &[F], value: impl Fn(F) -> S) -> S {
    let mut lanes = [S::ZERO; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for lane in 0..LANES {
            lanes[lane] += value(chunk[lane]);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += value(x);
    }
    reduce_add(lanes)
}

/// Adds up both of `values(x, y)` in lanes, twice as many as otherwise: an addition waits for the one before in its lane.
#[inline(always)]
fn lane_sums<F: Float>(x: &[F; BLOCK], y: &[F; BLOCK], values: impl Fn(F, F) -> (F, F)) -> (F, F) {
    const WIDE: usize = 2 * LANES;
    let mut lanes = ([F::ZERO; WIDE], [F::ZERO; WIDE]);
    for (x, y) in x.as_chunks::<WIDE>().0.iter().zip(y.as_chunks::<WIDE>().0) {
        for lane in 0..WIDE {
            let (first, second) = values(x[lane], y[lane]);
            lanes.0[lane] += first;
            lanes.1[lane] += second;
        }
    }
    let halved = |lanes: [F; WIDE]| reduce_add(from_fn(|lane| lanes[lane] + lanes[lane + LANES]));
    (halved(lanes.0), halved(lanes.1))
}

/// The sum of squares `sum`, unless `F` may have been too narrow for it; then that of `block`, worked out anew.
#[inline(always)]
fn checked_squares<F: Float>(sum: F, block: impl Fn() -> [F; BLOCK]) -> f64 {
    let sum = sum.to_f64();
    if sum > SMALLEST_SAFE && sum.is_finite() { sum } else { careful_squares(&block()) }
}

/// The sum of magnitudes `sum`, likewise.
#[inline(always)]
fn checked_magnitudes<F: Float>(sum: F, block: &[F; BLOCK]) -> f64 {
    let sum = sum.to_f64();
    if sum.is_finite() { sum } else { exact_magnitudes(block) }
}

/// Most blocks that need care are all 0, as the gradients of an input that is never on.
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

/// Whether no value is infinite or NaN.
pub fn all_finite<F: Float>(values: &[F]) -> bool {
    // A block is looked at whole, many values at a time.
    values.chunks(BLOCK).all(|block| block.iter().fold(true, |finite, x| finite & x.is_finite()))
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

/// Σ (after − before)² and Σ before², reading both once.
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
