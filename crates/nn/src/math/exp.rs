//! eˣ and eˣ − 1: range reduction x = n·ln 2 + r, a polynomial in r, reconstruction by 2ⁿ.
//!
//! Each step takes its constants as arguments, so that a caller can keep them in registers.

use crate::simd::SimdFloat;

/// 1.5 · 2²³: adding it rounds an `f32` to an integer, which then is in the low bits.
const ROUND_MAGIC: f32 = 12_582_912.0;

/// [`ROUND_MAGIC`] plus the exponent bias of an `f32`: after adding n, the low bits are the exponent field of 2ⁿ.
pub const BIASED_ROUND_MAGIC: f32 = ROUND_MAGIC + 127.0;

/// ln 2 in two parts: the upper one has enough trailing zeros that its product with an exponent is exact.
const LN2_HI: f32 = 0.693_359_4;
const LN2_LO: f32 = -2.121_944_4e-4;

/// The constants of [`reduce`].
pub const REDUCE: [f32; 4] = [core::f32::consts::LOG2_E, ROUND_MAGIC, LN2_HI, LN2_LO];

/// The coefficients of [`expm1_poly`]: the Taylor series from r⁷/7! down to r²/2!. The terms left out are below 6e-9.
pub const EXPM1_POLY: [f32; 6] = [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5];

/// The constants of [`pow2i`].
pub const POW2I: [f32; 3] = [0.5, BIASED_ROUND_MAGIC, 2.0 * BIASED_ROUND_MAGIC];

/// `[n, r]` with x = n·ln 2 + r, n an integer and |r| ≤ ln(2)/2.
#[inline(always)]
pub fn reduce<V: SimdFloat<Scalar = f32>>(x: V, [log2_e, round_magic, ln2_hi, ln2_lo]: [V; 4]) -> [V; 2] {
    let n = (x * log2_e + round_magic) - round_magic;
    [n, (x - n * ln2_hi) - n * ln2_lo]
}

/// eʳ − 1 for |r| ≤ ln(2)/2.
#[inline(always)]
pub fn expm1_poly<V: SimdFloat<Scalar = f32>>(r: V, [a, b, c, d, e, f]: [V; 6]) -> V {
    r + r * r * (f + r * (e + r * (d + r * (c + r * (b + r * a)))))
}

/// 2ⁿ for an integer n in −252…254, as two factors with about half of n each: one exponent field cannot hold every n.
#[inline(always)]
fn pow2i<V: SimdFloat<Scalar = f32>>(n: V, [half, magic, twice_magic]: [V; 3]) -> [V; 2] {
    let first = n * half + magic;
    // Exact: these integers fit the mantissa of an `f32`.
    let second = (twice_magic - first) + n;
    [first.exponent_from_low_bits(), second.exponent_from_low_bits()]
}

/// x·2ⁿ for any n whose result is in range, subnormals included; the last argument is [`POW2I`].
#[inline(always)]
pub fn ldexp<V: SimdFloat<Scalar = f32>>(x: V, n: V, constants: [V; 3]) -> V {
    let [first, second] = pow2i(n, constants);
    x * first * second
}

/// eˣ, down to the smallest subnormal and up to +∞.
#[inline(always)]
pub fn exp<V: SimdFloat<Scalar = f32>>(x: V) -> V {
    let [n, r] = reduce(x.max(V::splat(-105.0)).min(V::splat(89.0)), REDUCE.map(V::splat));
    ldexp(V::one() + expm1_poly(r, EXPM1_POLY.map(V::splat)), n, POW2I.map(V::splat))
}

/// eˣ − 1.
#[inline(always)]
pub fn exp_m1<V: SimdFloat<Scalar = f32>>(x: V) -> V {
    let [n, r] = reduce(x.max(V::splat(-20.0)).min(V::splat(89.0)), REDUCE.map(V::splat));
    let e = expm1_poly(r, EXPM1_POLY.map(V::splat));
    // 2ⁿ(eʳ − 1) + (2ⁿ − 1), with one factor 2^(n/2) outside so that nothing overflows early.
    let [first, second] = pow2i(n, POW2I.map(V::splat));
    (e * first + (first - V::one() / second)) * second
}
