//! The logarithm that softplus needs.

use crate::simd::SimdFloat;

/// ln(1 + x) for x in `[0, 1]`: 2·artanh(x/(2 + x)).
#[inline(always)]
pub fn ln_1p_of_unit<V: SimdFloat<Scalar = f32>>(x: V) -> V {
    let s = x / (V::splat(2.0) + x);
    let q = s * s;
    // The series 1/3 + q/5 + q²/7 + … for q ≤ 1/9: the terms left out are below 3e-9.
    let series = V::splat(1.0 / 3.0)
        + q * (V::splat(1.0 / 5.0)
            + q * (V::splat(1.0 / 7.0)
                + q * (V::splat(1.0 / 9.0)
                    + q * (V::splat(1.0 / 11.0)
                        + q * (V::splat(1.0 / 13.0) + q * (V::splat(1.0 / 15.0) + q * V::splat(1.0 / 17.0)))))));
    V::splat(2.0) * (s + s * q * series)
}
