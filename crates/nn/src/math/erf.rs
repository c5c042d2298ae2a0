//! The complementary error function.

use super::exp::{BIASED_ROUND_MAGIC, EXPM1_POLY, REDUCE, expm1_poly, reduce};
use crate::simd::SimdFloat;

/// 1 − erf x.
///
/// For |x| it is e^(−x²)·t·(1 + u·p(u)), where t = 1/(1 + 0.6·|x|), u = 1 − t and p is a polynomial; for x below 0 it
/// is 2 minus that.
#[inline(always)]
pub fn erfc<V: SimdFloat<Scalar = f32>>(x: V) -> V {
    let one = V::one();
    // The result is 0 from here on.
    let magnitude = x.abs().min(V::splat(10.24));
    // x² = high² + rest: `high` has the upper half of the mantissa, so its square is exact. An absolute error of x²
    // would be a relative error of e^(−x²).
    let stretched = magnitude * V::splat(4097.0);
    let high = stretched - (stretched - magnitude);
    let rest = (magnitude + high) * (magnitude - high);
    let [n, r] = reduce(-(high * high), REDUCE.map(V::splat));
    // n is in −152…0, so 2ⁿ is built as 2^(n + 64) times 2⁻⁶⁴.
    let power = (n + V::splat(BIASED_ROUND_MAGIC + 64.0)).exponent_from_low_bits();
    let bell =
        (one + expm1_poly(r - rest, EXPM1_POLY.map(V::splat))) * power * V::splat(1.0 / 18_446_744_073_709_551_616.0);
    // Interpolates e^(x²)·erfc x at Chebyshev points of 0…10.24 to within 6e-9.
    let coefficients = [
        0.186_772_96,
        -0.199_979_28,
        0.109_200_97,
        -0.094_973_89,
        -0.019_908_825,
        0.070_042_53,
        0.208_887_07,
        0.016_511_254,
        -0.880_631_9,
    ];
    let scale = magnitude * V::splat(0.6);
    let t = one / (one + scale);
    let u = scale * t;
    let p = coefficients.into_iter().fold(V::splat(-0.057_415_824), |p, next| V::splat(next) + u * p);
    let tail = bell * (t * (one + u * p));
    V::zero().select_gt(x, V::splat(2.0) - tail, tail)
}
