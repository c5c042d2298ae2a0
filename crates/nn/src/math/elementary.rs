//! Exponentials and their kin for `f32`, without branches, so that loops over them become vector code.
//!
//! Errors against the exact value, measured by the tests below: at most 2 ulp for [`exp`]; 3 ulp for [`exp_m1`],
//! [`ln_1p_of_unit`], [`tanh`], [`Sigmoid`] and softplus, the last two where eˣ is no subnormal; 6 ulp for [`erfc`].

use super::map::Elementary;
use crate::simd::SimdFloat;

/// 1.5 · 2²³: adding it rounds an `f32` to a whole number, kept in the low bits.
const ROUNDER: f32 = 12_582_912.0;

/// [`ROUNDER`] and the bias of an `f32`'s exponent: with n added, its low bits are the exponent of 2ⁿ.
const BIASED_ROUNDER: f32 = ROUNDER + 127.0;

/// What [`split`] works with: 1/ln 2, [`ROUNDER`], and ln 2 in two parts; the first has trailing zeros enough that its
/// multiples by an exponent are exact.
const SPLIT: [f32; 4] = [core::f32::consts::LOG2_E, ROUNDER, 0.693_359_4, -2.121_944_4e-4];

/// What [`series`] works with: the Taylor series from r²/2! to r⁷/7!, backwards. What is left out is below 6e-9.
const SERIES: [f32; 6] = [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5];

/// What [`powers`] works with.
const POWERS: [f32; 3] = [0.5, BIASED_ROUNDER, 2.0 * BIASED_ROUNDER];

/// Splits x = n·ln 2 + r with |r| ≤ ln(2)/2: n and r.
#[inline(always)]
fn split<N: SimdFloat<Scalar = f32>>(x: N, [scale, rounder, high, low]: [N; 4]) -> [N; 2] {
    let n = (x * scale + rounder) - rounder;
    [n, (x - n * high) - n * low]
}

/// eʳ − 1 for |r| ≤ ln(2)/2.
#[inline(always)]
fn series<N: SimdFloat<Scalar = f32>>(r: N, [a, b, c, d, e, f]: [N; 6]) -> N {
    r + r * r * (f + r * (e + r * (d + r * (c + r * (b + r * a)))))
}

/// 2ⁿ for n in −252…254, in two factors: each is for about half of n.
#[inline(always)]
fn powers<N: SimdFloat<Scalar = f32>>(n: N, [half, rounder, twice]: [N; 3]) -> [N; 2] {
    let first = n * half + rounder;
    // Exact: whole numbers within the reach of an `f32`'s digits.
    let second = (twice - first) + n;
    [first.exponent_from_low_bits(), second.exponent_from_low_bits()]
}

/// (1 + e)·2ⁿ for any n whose result is within reach, subnormals included.
#[inline(always)]
fn scaled<N: SimdFloat<Scalar = f32>>(e: N, n: N, one: N, numbers: [N; 3]) -> N {
    // Pair factors: n may lie outside one exponent's reach.
    let [first, second] = powers(n, numbers);
    (one + e) * first * second
}

/// eˣ, down to the smallest subnormal and up to +∞.
#[inline(always)]
pub fn exp<N: SimdFloat<Scalar = f32>>(x: N) -> N {
    let [n, r] = split(x.max(N::splat(-105.0)).min(N::splat(89.0)), SPLIT.map(N::splat));
    scaled(series(r, SERIES.map(N::splat)), n, N::one(), POWERS.map(N::splat))
}

/// eˣ − 1.
#[inline(always)]
pub fn exp_m1<N: SimdFloat<Scalar = f32>>(x: N) -> N {
    let [n, r] = split(x.max(N::splat(-20.0)).min(N::splat(89.0)), SPLIT.map(N::splat));
    let e = series(r, SERIES.map(N::splat));
    // 2ⁿ(eʳ − 1) + (2ⁿ − 1), with one factor 2^(n/2) kept outside so that nothing overflows early.
    let [first, second] = powers(n, POWERS.map(N::splat));
    (e * first + (first - N::one() / second)) * second
}

/// 1 − erf x = (2/√π)·∫ₓ^∞ e^(−t²) dt, with all its digits however small it is.
///
/// By magnitude e^(−x²)·t·(1 + u·p(u)), where t = 1/(1 + 0.6·x) and u = 1 − t; below 0 it is 2 less that.
#[inline(always)]
pub fn erfc<N: SimdFloat<Scalar = f32>>(x: N) -> N {
    let one = N::one();
    // From here on the result is 0.
    let magnitude = x.abs().min(N::splat(10.24));
    // x² = short² + rest: the upper half of the digits has an exact square. An error of x² would be one of all of e^(−x²).
    let stretched = magnitude * N::splat(4097.0);
    let short = stretched - (stretched - magnitude);
    let rest = (magnitude + short) * (magnitude - short);
    let [n, r] = split(-(short * short), SPLIT.map(N::splat));
    // Pair factors again, here 2^(n + 64) and 2⁻⁶⁴: n lies in −152…0.
    let power = (n + N::splat(BIASED_ROUNDER + 64.0)).exponent_from_low_bits();
    let bell = (one + series(r - rest, SERIES.map(N::splat))) * power * N::splat(1.0 / 18_446_744_073_709_551_616.0);
    // Interpolated at Chebyshev points for x up to 10.24: within 6e-9 of e^(x²)·erfc x.
    let factors = [
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
    let scale = magnitude * N::splat(0.6);
    let t = one / (one + scale);
    let u = scale * t;
    let p = factors.into_iter().fold(N::splat(-0.057_415_824), |p, next| N::splat(next) + u * p);
    let tail = bell * (t * (one + u * p));
    N::zero().select_gt(x, N::splat(2.0) - tail, tail)
}

/// A function's value at `x`.
#[inline(always)]
fn value<E: Elementary<COUNT>, N: SimdFloat<Scalar = f32>, const COUNT: usize>(x: N) -> N {
    let numbers = E::NUMBERS.map(N::splat);
    E::finish(E::proceed(E::begin(x, &numbers), &numbers), &numbers)
}

/// tanh x.
#[inline(always)]
pub fn tanh<N: SimdFloat<Scalar = f32>>(x: N) -> N {
    value::<Tanh, N, 8>(x)
}

/// [`tanh`], to be mapped.
///
/// x = n·ln(2)/2 + h with |h| ≤ ln(2)/4, so that with p = 2ⁿ and t = tanh h
/// tanh x = ((p − 1) + t·(p + 1))/((p + 1) + t·(p − 1)).
#[derive(Debug)]
pub struct Tanh;

impl Elementary<8> for Tanh {
    const NUMBERS: [f32; 8] = [
        // At 10 the result has long been 1.
        10.0,
        -10.0,
        2.0 * core::f32::consts::LOG2_E,
        BIASED_ROUNDER,
        // Not exact times n, which tanh does not show.
        0.5 * core::f32::consts::LN_2,
        // tanh h = h·(1 + h²·(a + b·h²)) within 6e-8: the best that there are for all |h| at once.
        -0.333_312_7,
        0.131_104_53,
        1.0,
    ];

    /// [`BIASED_ROUNDER`] + n, and h.
    #[inline(always)]
    fn begin<N: SimdFloat<Scalar = f32>>(x: N, &[most, least, scale, rounder, step, ..]: &[N; 8]) -> [N; 2] {
        let x = x.min(most).max(least);
        let shifted = x * scale + rounder;
        [shifted, x - (shifted - rounder) * step]
    }

    /// 2ⁿ and tanh h.
    #[inline(always)]
    fn proceed<N: SimdFloat<Scalar = f32>>([shifted, h]: [N; 2], &[.., a, b, one]: &[N; 8]) -> [N; 2] {
        let square = h * h;
        [shifted.exponent_from_low_bits(), h * (one + square * (a + square * b))]
    }

    #[inline(always)]
    fn finish<N: SimdFloat<Scalar = f32>>([p, t]: [N; 2], &[.., one]: &[N; 8]) -> N {
        // 1 − p, so that −0 stays −0.
        let (sum, difference) = (p + one, one - p);
        (t * sum - difference) / (sum - t * difference)
    }
}

/// 1/(1 + e⁻ˣ), to be mapped.
#[derive(Debug)]
pub struct Sigmoid;

impl Elementary<16> for Sigmoid {
    const NUMBERS: [f32; 16] = {
        let ([a, b, c, d], [e, f, g, h, i, j], [k, l, m]) = (SPLIT, SERIES, POWERS);
        [a, b, c, d, e, f, g, h, i, j, k, l, m, -105.0, 89.0, 1.0]
    };

    /// What e⁻ˣ begins with.
    #[inline(always)]
    fn begin<N: SimdFloat<Scalar = f32>>(x: N, &[a, b, c, d, .., least, most, _]: &[N; 16]) -> [N; 2] {
        split((-x).max(least).min(most), [a, b, c, d])
    }

    #[inline(always)]
    fn proceed<N: SimdFloat<Scalar = f32>>([n, r]: [N; 2], &[_, _, _, _, a, b, c, d, e, f, ..]: &[N; 16]) -> [N; 2] {
        [n, series(r, [a, b, c, d, e, f])]
    }

    #[inline(always)]
    fn finish<N: SimdFloat<Scalar = f32>>([n, e]: [N; 2], &[.., half, rounder, twice, _, _, one]: &[N; 16]) -> N {
        one / (one + scaled(e, n, one, [half, rounder, twice]))
    }
}

/// √x, correctly rounded: by an instruction of which loops make one on many numbers, where there is one.
#[allow(unsafe_code)]
#[inline(always)]
pub fn sqrt(x: f32) -> f32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        use core::arch::wasm32::{f32x4_extract_lane, f32x4_splat, f32x4_sqrt};
        f32x4_extract_lane::<0>(f32x4_sqrt(f32x4_splat(x)))
    }
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    {
        use core::arch::x86_64::{_mm_cvtss_f32, _mm_set_ss, _mm_sqrt_ss};
        // SAFETY: the instructions are there, as this is compiled only where they are.
        unsafe { _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))) }
    }
    #[cfg(not(any(
        all(target_arch = "wasm32", target_feature = "simd128"),
        all(target_arch = "x86_64", target_feature = "sse2")
    )))]
    libm::sqrtf(x)
}

/// √x in double precision, correctly rounded.
#[inline(always)]
pub fn sqrt_f64(x: f64) -> f64 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        use core::arch::wasm32::{f64x2_extract_lane, f64x2_splat, f64x2_sqrt};
        f64x2_extract_lane::<0>(f64x2_sqrt(f64x2_splat(x)))
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    libm::sqrt(x)
}

/// ln(1 + x) for x in `[0, 1]`: 2·artanh(x/(2 + x)).
#[inline(always)]
pub fn ln_1p_of_unit<N: SimdFloat<Scalar = f32>>(x: N) -> N {
    let s = x / (N::splat(2.0) + x);
    let q = s * s;
    // The series 1/3 + q/5 + q²/7 + … with q ≤ 1/9: what is left out is below 3e-9.
    let series = N::splat(1.0 / 3.0)
        + q * (N::splat(1.0 / 5.0)
            + q * (N::splat(1.0 / 7.0)
                + q * (N::splat(1.0 / 9.0)
                    + q * (N::splat(1.0 / 11.0)
                        + q * (N::splat(1.0 / 13.0) + q * (N::splat(1.0 / 15.0) + q * N::splat(1.0 / 17.0)))))));
    N::splat(2.0) * (s + s * q * series)
}

#[cfg(test)]
mod tests {
    use super::{Sigmoid, erfc, exp, exp_m1, ln_1p_of_unit, tanh, value};
    use crate::simd::SimdFloat;

    /// The largest error in units of the exact result's last place, over every 251st `f32` of `[low, high]`.
    fn worst_ulp(low: f32, high: f32, ours: fn(f32) -> f32, exact: fn(f64) -> f64) -> f64 {
        let mut worst = 0.0_f64;
        let mut bits = 0_u32;
        while bits < f32::INFINITY.to_bits() {
            for x in [f32::from_bits(bits), -f32::from_bits(bits)] {
                if x >= low && x <= high {
                    let truth = exact(f64::from(x));
                    let rounded = (truth as f32).abs();
                    let ulp = f64::from(f32::from_bits(rounded.to_bits() + 1)) - f64::from(rounded);
                    worst = worst.max((f64::from(ours(x)) - truth).abs() / ulp);
                }
            }
            bits += 251;
        }
        worst
    }

    #[test]
    fn errors_stay_within_the_stated_units_in_the_last_place() {
        assert!(worst_ulp(-103.0, 88.7, exp, libm::exp) <= 2.0);
        assert!(worst_ulp(-16.0, 88.7, exp_m1, libm::expm1) <= 3.0);
        assert!(worst_ulp(-20.0, 20.0, tanh, libm::tanh) <= 3.0);
        assert!(worst_ulp(0.0, 1.0, ln_1p_of_unit, libm::log1p) <= 3.0);
        assert!(worst_ulp(-10.0, 10.0, erfc, libm::erfc) <= 6.0);
        let exact_sigmoid = |x: f64| 1.0 / (1.0 + libm::exp(-x));
        assert!(worst_ulp(-87.0, 20.0, value::<Sigmoid, f32, 16>, exact_sigmoid) <= 3.0);
        let exact_softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
        assert!(worst_ulp(-87.0, 88.0, SimdFloat::softplus, exact_softplus) <= 3.0);
    }

    #[test]
    fn tanh_is_odd_and_never_beyond_one() {
        for x in (0..20.0_f32.to_bits()).step_by(251).map(f32::from_bits) {
            assert!(tanh(x) <= 1.0, "{x}");
            assert_eq!(tanh(-x).to_bits(), (-tanh(x)).to_bits(), "{x}");
        }
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        assert_eq!(exp(0.0_f32).to_bits(), 1.0_f32.to_bits());
        assert!(exp(f32::INFINITY).is_infinite());
        assert_eq!(exp(f32::NEG_INFINITY).to_bits(), 0);
        assert!(
            exp(f32::NAN).is_nan() && tanh(f32::NAN).is_nan() && exp_m1(f32::NAN).is_nan() && erfc(f32::NAN).is_nan()
        );
        assert_eq!([f32::NEG_INFINITY, 0.0, -0.0, f32::INFINITY].map(erfc), [2.0, 1.0, 1.0, 0.0]);
        assert_eq!(tanh(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(tanh(-40.0_f32).to_bits(), (-1.0_f32).to_bits());
        assert_eq!(tanh(-0.0_f32).to_bits(), (-0.0_f32).to_bits());
    }
}
