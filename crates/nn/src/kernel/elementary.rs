//! Exponentials and their kin for `f32`, without branches, so that loops over them become vector code.
//!
//! Errors against the exact value, measured by the tests below: at most 2 ulp for [`exp`]; 3 ulp for [`exp_m1`],
//! [`ln_1p_of_unit`], [`tanh`], [`Sigmoid`] and softplus, the last two where eˣ is no subnormal; 6 ulp for [`erfc`].

use super::lanes::{BIASED_ROUNDER, Elementary, Lanes, ROUNDER};

/// What [`split`] works with: 1/ln 2, [`ROUNDER`], and ln 2 in two parts; the first has trailing zeros enough that its
/// multiples by an exponent are exact.
const SPLIT: [f32; 4] = [core::f32::consts::LOG2_E, ROUNDER, 0.693_359_4, -2.121_944_4e-4];

/// What [`series`] works with: the Taylor series from r²/2! to r⁷/7!, backwards. What is left out is below 6e-9.
const SERIES: [f32; 6] = [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5];

/// Splits x = n·ln 2 + r with |r| ≤ ln(2)/2: [`ROUNDER`] + n, and r.
#[inline(always)]
fn split<L: Lanes>(x: L, [scale, rounder, high, low]: [L; 4]) -> [L; 2] {
    let shifted = x * scale + rounder;
    let n = shifted - rounder;
    [shifted, (x - n * high) - n * low]
}

/// eʳ − 1 for |r| ≤ ln(2)/2.
#[inline(always)]
fn series<L: Lanes>(r: L, [a, b, c, d, e, f]: [L; 6]) -> L {
    r + r * r * (f + r * (e + r * (d + r * (c + r * (b + r * a)))))
}

/// (1 + e)·2ⁿ for any n whose result is within reach, subnormals included.
#[inline(always)]
fn scaled<L: Lanes>(e: L, shifted: L) -> L {
    // Two factors: n may lie outside one exponent's reach.
    let (first, second) = shifted.powers();
    (L::splat(1.0) + e) * first * second
}

/// eˣ, down to the smallest subnormal and up to +∞.
#[inline(always)]
pub fn exp<L: Lanes>(x: L) -> L {
    let [shifted, r] = split(x.at_least(L::splat(-105.0)).at_most(L::splat(89.0)), SPLIT.map(L::splat));
    scaled(series(r, SERIES.map(L::splat)), shifted)
}

/// eˣ − 1.
#[inline(always)]
pub fn exp_m1<L: Lanes>(x: L) -> L {
    let [shifted, r] = split(x.at_least(L::splat(-20.0)).at_most(L::splat(89.0)), SPLIT.map(L::splat));
    let e = series(r, SERIES.map(L::splat));
    // 2ⁿ(eʳ − 1) + (2ⁿ − 1), with one factor 2^(n/2) kept outside so that nothing overflows early.
    let (first, second) = shifted.powers();
    (e * first + (first - L::splat(1.0) / second)) * second
}

/// 1 − erf x = (2/√π)·∫ₓ^∞ e^(−t²) dt, with all its digits however small it is.
///
/// By magnitude e^(−x²)·t·(1 + u·p(u)), where t = 1/(1 + 0.6·x) and u = 1 − t; below 0 it is 2 less that.
#[inline(always)]
pub fn erfc<L: Lanes>(x: L) -> L {
    let one = L::splat(1.0);
    // From here on the result is 0.
    let magnitude = x.abs().at_most(L::splat(10.24));
    // x² = short² + rest: the upper half of the digits has an exact square. An error of x² would be one of all of e^(−x²).
    let stretched = magnitude * L::splat(4097.0);
    let short = stretched - (stretched - magnitude);
    let rest = (magnitude + short) * (magnitude - short);
    let [shifted, r] = split(L::splat(-0.0) - short * short, SPLIT.map(L::splat));
    let bell = scaled(series(r - rest, SERIES.map(L::splat)), shifted);
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
    let scale = magnitude * L::splat(0.6);
    let t = one / (one + scale);
    let u = scale * t;
    let p = factors.into_iter().fold(L::splat(-0.057_415_824), |p, next| L::splat(next) + u * p);
    let tail = bell * (t * (one + u * p));
    // 0 or 2, and the tail with x's sign.
    (one - one.with_sign_of(x)) + tail.with_sign_of(x)
}

/// A function's value at `x`.
#[inline(always)]
fn value<E: Elementary<COUNT>, L: Lanes, const COUNT: usize>(x: L) -> L {
    let numbers = E::NUMBERS.map(L::splat);
    E::finish(E::proceed(E::begin(x, &numbers), &numbers), &numbers)
}

/// tanh x.
#[inline(always)]
pub fn tanh<L: Lanes>(x: L) -> L {
    value::<Tanh, L, 8>(x)
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
    fn begin<L: Lanes>(x: L, &[most, least, scale, rounder, step, ..]: &[L; 8]) -> [L; 2] {
        let x = x.at_most(most).at_least(least);
        let shifted = x * scale + rounder;
        [shifted, x - (shifted - rounder) * step]
    }

    /// 2ⁿ and tanh h.
    #[inline(always)]
    fn proceed<L: Lanes>([shifted, h]: [L; 2], &[.., a, b, one]: &[L; 8]) -> [L; 2] {
        let square = h * h;
        [shifted.power(), h * (one + square * (a + square * b))]
    }

    #[inline(always)]
    fn finish<L: Lanes>([p, t]: [L; 2], &[.., one]: &[L; 8]) -> L {
        // 1 − p, so that −0 stays −0.
        let (sum, difference) = (p + one, one - p);
        (t * sum - difference) / (sum - t * difference)
    }
}

/// 1/(1 + e⁻ˣ), to be mapped.
#[derive(Debug)]
pub struct Sigmoid;

impl Elementary<14> for Sigmoid {
    const NUMBERS: [f32; 14] = {
        let ([a, b, c, d], [e, f, g, h, i, j]) = (SPLIT, SERIES);
        [a, b, c, d, e, f, g, h, i, j, -105.0, 89.0, -0.0, 1.0]
    };

    /// What e⁻ˣ begins with.
    #[inline(always)]
    fn begin<L: Lanes>(x: L, &[a, b, c, d, .., least, most, zero, _]: &[L; 14]) -> [L; 2] {
        split((zero - x).at_least(least).at_most(most), [a, b, c, d])
    }

    #[inline(always)]
    fn proceed<L: Lanes>([shifted, r]: [L; 2], &[_, _, _, _, a, b, c, d, e, f, ..]: &[L; 14]) -> [L; 2] {
        [shifted, series(r, [a, b, c, d, e, f])]
    }

    #[inline(always)]
    fn finish<L: Lanes>([shifted, e]: [L; 2], &[.., one]: &[L; 14]) -> L {
        one / (one + scaled(e, shifted))
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
pub fn ln_1p_of_unit<L: Lanes>(x: L) -> L {
    let s = x / (L::splat(2.0) + x);
    let q = s * s;
    // The series 1/3 + q/5 + q²/7 + … with q ≤ 1/9: what is left out is below 3e-9.
    let series = L::splat(1.0 / 3.0)
        + q * (L::splat(1.0 / 5.0)
            + q * (L::splat(1.0 / 7.0)
                + q * (L::splat(1.0 / 9.0)
                    + q * (L::splat(1.0 / 11.0)
                        + q * (L::splat(1.0 / 13.0) + q * (L::splat(1.0 / 15.0) + q * L::splat(1.0 / 17.0)))))));
    L::splat(2.0) * (s + s * q * series)
}

#[cfg(test)]
mod tests {
    use super::{Sigmoid, erfc, exp, exp_m1, ln_1p_of_unit, tanh, value};
    use crate::kernel::each::Number;

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
        assert!(worst_ulp(-87.0, 20.0, value::<Sigmoid, f32, 14>, exact_sigmoid) <= 3.0);
        let exact_softplus = |x: f64| x.max(0.0) + libm::log1p(libm::exp(-x.abs()));
        assert!(worst_ulp(-87.0, 88.0, Number::softplus, exact_softplus) <= 3.0);
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
        assert_eq!(exp(0.0).to_bits(), 1.0_f32.to_bits());
        assert!(exp(f32::INFINITY).is_infinite());
        assert_eq!(exp(f32::NEG_INFINITY).to_bits(), 0);
        assert!(
            exp(f32::NAN).is_nan() && tanh(f32::NAN).is_nan() && exp_m1(f32::NAN).is_nan() && erfc(f32::NAN).is_nan()
        );
        assert_eq!([f32::NEG_INFINITY, 0.0, -0.0, f32::INFINITY].map(erfc), [2.0, 1.0, 1.0, 0.0]);
        assert_eq!(tanh(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(tanh(-40.0).to_bits(), (-1.0_f32).to_bits());
        assert_eq!(tanh(-0.0).to_bits(), (-0.0_f32).to_bits());
    }
}
