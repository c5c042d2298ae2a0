//! The logistic function.

use super::exp::{EXPM1_POLY, POW2I, REDUCE, expm1_poly, ldexp, reduce};
use super::staged::Staged;
use crate::simd::SimdFloat;

/// 1/(1 + e⁻ˣ) in stages.
#[derive(Debug)]
pub struct Sigmoid;

impl Staged<16> for Sigmoid {
    const CONSTANTS: [f32; 16] = {
        let ([a, b, c, d], [e, f, g, h, i, j], [k, l, m]) = (REDUCE, EXPM1_POLY, POW2I);
        [a, b, c, d, e, f, g, h, i, j, k, l, m, -105.0, 89.0, 1.0]
    };

    /// n and r of −x.
    #[inline(always)]
    fn reduce<V: SimdFloat<Scalar = f32>>(x: V, &[a, b, c, d, .., min, max, _]: &[V; 16]) -> [V; 2] {
        reduce((-x).max(min).min(max), [a, b, c, d])
    }

    /// n and eʳ − 1.
    #[inline(always)]
    fn approximate<V: SimdFloat<Scalar = f32>>(
        [n, r]: [V; 2],
        &[_, _, _, _, a, b, c, d, e, f, ..]: &[V; 16],
    ) -> [V; 2] {
        [n, expm1_poly(r, [a, b, c, d, e, f])]
    }

    #[inline(always)]
    fn reconstruct<V: SimdFloat<Scalar = f32>>([n, e]: [V; 2], &[.., a, b, c, _, _, one]: &[V; 16]) -> V {
        one / (one + ldexp(one + e, n, [a, b, c]))
    }
}
