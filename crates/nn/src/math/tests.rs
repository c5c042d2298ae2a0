//! Every function against the exact value, and at the ends of its range.

use super::Transcendental;
use super::erf::erfc;
use super::exp::{exp, exp_m1};
use super::ln::ln_1p_of_unit;
use super::sigmoid::Sigmoid;
use super::staged::value;
use super::tanh::tanh;

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
    assert!(worst_ulp(-87.0, 88.0, Transcendental::softplus, exact_softplus) <= 3.0);
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
    assert!(exp(f32::NAN).is_nan() && tanh(f32::NAN).is_nan() && exp_m1(f32::NAN).is_nan() && erfc(f32::NAN).is_nan());
    assert_eq!([f32::NEG_INFINITY, 0.0, -0.0, f32::INFINITY].map(erfc), [2.0, 1.0, 1.0, 0.0]);
    assert_eq!(tanh(f32::INFINITY).to_bits(), 1.0_f32.to_bits());
    assert_eq!(tanh(-40.0_f32).to_bits(), (-1.0_f32).to_bits());
    assert_eq!(tanh(-0.0_f32).to_bits(), (-0.0_f32).to_bits());
}
