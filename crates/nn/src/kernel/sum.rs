//! Sums in double precision and one fixed order: eight lanes, item i in lane i mod 8, lanes added pair by pair.
//!
//! A sum of squares overflows `f32` long before the numbers themselves do.

use crate::Float;

const LANES: usize = 8;

/// Σ value(x).
#[inline(always)]
fn sum_of<F: Float>(values: &[F], value: impl Fn(f64) -> f64) -> f64 {
    let mut lanes = [0.0_f64; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += value(x.to_f64());
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += value(x.to_f64());
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

/// Σ x.
pub fn sum<F: Float>(values: &[F]) -> f64 {
    sum_of(values, |x| x)
}

/// Σ x².
pub fn sum_of_squares<F: Float>(values: &[F]) -> f64 {
    sum_of(values, |x| x * x)
}

/// Σ |x|.
pub fn sum_of_magnitudes<F: Float>(values: &[F]) -> f64 {
    sum_of(values, |x| if x < 0.0 { -x } else { x })
}

/// Σ (x − center)².
pub fn sum_of_squared_deviations<F: Float>(values: &[F], center: f64) -> f64 {
    sum_of(values, |x| (x - center) * (x - center))
}
