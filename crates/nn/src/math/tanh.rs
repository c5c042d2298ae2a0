//! The hyperbolic tangent.

use super::exp::BIASED_ROUND_MAGIC;
use super::staged::{Staged, value};
use crate::simd::SimdFloat;

/// tanh x.
#[inline(always)]
pub fn tanh<V: SimdFloat<Scalar = f32>>(x: V) -> V {
    value::<Tanh, V, 8>(x)
}

/// tanh in stages.
///
/// x = n·ln(2)/2 + h with |h| ≤ ln(2)/4, so that with p = 2ⁿ and t = tanh h
/// tanh x = ((p − 1) + t·(p + 1))/((p + 1) + t·(p − 1)).
#[derive(Debug)]
pub struct Tanh;

impl Staged<8> for Tanh {
    const CONSTANTS: [f32; 8] = [
        // The result is ±1 from well before ±10 on.
        10.0,
        -10.0,
        2.0 * core::f32::consts::LOG2_E,
        BIASED_ROUND_MAGIC,
        // Its product with n is not exact, but the error does not reach the result.
        0.5 * core::f32::consts::LN_2,
        // tanh h = h·(1 + h²·(a + b·h²)) to within 6e-8: the best fit over all |h|.
        -0.333_312_7,
        0.131_104_53,
        1.0,
    ];

    /// [`BIASED_ROUND_MAGIC`] + n, and h.
    #[inline(always)]
    fn reduce<V: SimdFloat<Scalar = f32>>(x: V, &[max, min, scale, magic, half_ln2, ..]: &[V; 8]) -> [V; 2] {
        let x = x.min(max).max(min);
        let shifted = x * scale + magic;
        [shifted, x - (shifted - magic) * half_ln2]
    }

    /// 2ⁿ and tanh h.
    #[inline(always)]
    fn approximate<V: SimdFloat<Scalar = f32>>([shifted, h]: [V; 2], &[.., a, b, one]: &[V; 8]) -> [V; 2] {
        let square = h * h;
        [shifted.exponent_from_low_bits(), h * (one + square * (a + square * b))]
    }

    #[inline(always)]
    fn reconstruct<V: SimdFloat<Scalar = f32>>([p, t]: [V; 2], &[.., one]: &[V; 8]) -> V {
        // 1 − p rather than p − 1, so that −0 stays −0.
        let (sum, difference) = (p + one, one - p);
        (t * sum - difference) / (sum - t * difference)
    }
}
