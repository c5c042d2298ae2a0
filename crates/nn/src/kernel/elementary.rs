//! Exponentials and their kin for `f32`, without branches, so that loops over them become vector code.
//!
//! Errors against the exact value, measured by the tests below: at most 2 ulp for [`exp`], 3 ulp for [`exp_m1`],
//! [`ln_1p_of_unit`] and 4 ulp for [`tanh`].

/// 1.5 · 2²³: adding it rounds an `f32` to a whole number, kept in the low mantissa bits.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts; the first has trailing zeros enough that its multiples by an exponent are exact.
const LN_2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);

/// Splits x = n·ln 2 + r with |r| ≤ ln(2)/2 and gives n with eʳ − 1.
#[inline(always)]
fn reduce(x: f32) -> (i32, f32) {
    let shifted = x * core::f32::consts::LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = (x - n * LN_2.0) - n * LN_2.1;
    let n = shifted.to_bits().wrapping_sub(ROUNDER.to_bits()).cast_signed();
    // The Taylor series to r⁷/7!: what is left out is below 6e-9.
    let tail = 1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r * (1.0 / 5040.0))));
    (n, r + r * r * (0.5 + r * tail))
}

/// 2ⁿ for n in −126…127.
#[inline(always)]
fn power(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// `x` held within `[low, high]`; NaN stays NaN.
#[inline(always)]
fn clamp(x: f32, low: f32, high: f32) -> f32 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

/// eˣ, down to the smallest subnormal and up to +∞.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let (n, e) = reduce(clamp(x, -105.0, 89.0));
    // Two factors: n may lie outside one exponent's reach.
    let half = n >> 1;
    (1.0 + e) * power(half) * power(n.wrapping_sub(half))
}

/// eˣ − 1.
#[inline(always)]
pub fn exp_m1(x: f32) -> f32 {
    let (n, e) = reduce(clamp(x, -20.0, 89.0));
    // 2ⁿ(eʳ − 1) + (2ⁿ − 1), with one factor 2^(n/2) kept outside so that nothing overflows early.
    let half = n >> 1;
    let rest = n.wrapping_sub(half);
    (e * power(half) + (power(half) - power(rest.wrapping_neg()))) * power(rest)
}

/// tanh x = (e²ˣ − 1)/(e²ˣ + 1), by magnitude, with the sign put back.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let magnitude = f32::from_bits(x.to_bits() & 0x7fff_ffff);
    // At 10 the result has long been 1. NaN is not over 10, and stays.
    let (n, e) = reduce(2.0 * if magnitude > 10.0 { 10.0 } else { magnitude });
    let e = e * power(n) + (power(n) - 1.0);
    let result = e / (e + 2.0);
    f32::from_bits(result.to_bits() | (x.to_bits() & 0x8000_0000))
}

/// √x, correctly rounded.
#[inline(always)]
pub fn sqrt(x: f32) -> f32 {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    {
        // The core library offers the instruction on vectors only.
        use core::arch::wasm32::{f32x4_extract_lane, f32x4_splat, f32x4_sqrt};
        f32x4_extract_lane::<0>(f32x4_sqrt(f32x4_splat(x)))
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
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
pub fn ln_1p_of_unit(x: f32) -> f32 {
    let s = x / (2.0 + x);
    let q = s * s;
    // The series 1 + q/3 + q²/5 + … with q ≤ 1/9: what is left out is below 3e-9.
    let tail = 1.0 / 9.0 + q * (1.0 / 11.0 + q * (1.0 / 13.0 + q * (1.0 / 15.0 + q * (1.0 / 17.0))));
    let series = 1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * tail));
    2.0 * (s + s * q * series)
}

#[cfg(test)]
mod tests {
    use super::{exp, exp_m1, ln_1p_of_unit, tanh};

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
        assert!(worst_ulp(-20.0, 20.0, tanh, libm::tanh) <= 4.0);
        assert!(worst_ulp(0.0, 1.0, ln_1p_of_unit, libm::log1p) <= 3.0);
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        assert_eq!(exp(0.0).to_bits(), 1.0_f32.to_bits());
        assert!(exp(f32::INFINITY).is_infinite());
        assert_eq!(exp(f32::NEG_INFINITY).to_bits(), 0);
        assert!(exp(f32::NAN).is_nan() && tanh(f32::NAN).is_nan() && exp_m1(f32::NAN).is_nan());
        assert_eq!(tanh(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
        assert_eq!(tanh(-40.0).to_bits(), (-1.0_f32).to_bits());
        assert_eq!(tanh(-0.0).to_bits(), (-0.0_f32).to_bits());
    }
}
