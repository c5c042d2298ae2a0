//! Scalar `f64` functions with identical results on every platform, for work done once per step or per sample.
//!
//! `libm`'s are accurate to the last bit, but would make up a tenth of the core's code.

use core::f64::consts::FRAC_2_PI;

use crate::simd::SimdFloat;

/// √x, correctly rounded.
#[inline(always)]
pub fn sqrt(x: f64) -> f64 {
    SimdFloat::sqrt(x)
}

/// x^y for x above 0, with a relative error of about 1e-13 while the result is between 1e-100 and 1e100.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::exp(y * libm::log(x))
}

/// xⁿ, with a relative error of up to about n roundings.
pub fn powi(x: f64, n: u64) -> f64 {
    let (mut power, mut square, mut rest) = (1.0, x, n);
    while rest > 0 {
        if rest % 2 == 1 {
            power *= square;
        }
        square *= square;
        rest /= 2;
    }
    power
}

/// The decimal logarithm of x.
pub fn log10(x: f64) -> f64 {
    libm::log(x) * core::f64::consts::LOG10_E
}

/// sin x for |x| up to 10,000, with an error below 1e-15.
pub fn sin(x: f64) -> f64 {
    sin_quadrant(x, 0)
}

/// cos x for |x| up to 10,000, with an error below 1e-15.
pub fn cos(x: f64) -> f64 {
    sin_quadrant(x, 1)
}

/// sin(x + quarters·π/2).
fn sin_quadrant(x: f64, quarters: i64) -> f64 {
    // π/2 in three parts; the products of the first two with an integer of up to 20 bits are exact.
    const PARTS: [f64; 3] = [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21];
    let whole = libm::floor(x * FRAC_2_PI + 0.5);
    let rest = PARTS.iter().fold(x, |rest, part| rest - whole * part);
    let quarters = whole as i64 + quarters;
    // The Taylor series from its last term on: each term is the one before times −rest²/(n·(n − 1)).
    let odd = quarters & 1 == 0;
    let first = if odd { 3.0 } else { 2.0 };
    let mut sum = 1.0;
    for term in (0..9).rev() {
        let n = first + 2.0 * f64::from(term);
        sum = 1.0 - rest * rest / (n * (n - 1.0)) * sum;
    }
    if odd {
        sum *= rest;
    }
    if quarters & 2 == 0 { sum } else { -sum }
}

#[cfg(test)]
mod tests {
    use super::{cos, log10, pow, powi, sin};

    #[test]
    fn functions_of_doubles_are_close_to_the_exact_ones() {
        for at in 0..200_000 {
            let x = f64::from(at) * 0.003_7 - 370.0;
            assert!((sin(x) - libm::sin(x)).abs() < 1e-15 && (cos(x) - libm::cos(x)).abs() < 1e-15, "{x}");
            let (x, y) = (1e-3 + f64::from(at) * 1e-4, x / 370.0 * 20.0);
            let exact = libm::pow(x, y);
            assert!((pow(x, y) - exact).abs() < 1e-13 * exact, "{x}^{y}");
            assert!((log10(x) - libm::log10(x)).abs() < 1e-15 * (1.0 + libm::log10(x).abs()), "{x}");
        }
        for n in [0, 1, 2, 3, 10, 64, 999, 1_000_000] {
            let exact = libm::pow(0.999_9, n as f64);
            assert!((powi(0.999_9, n) - exact).abs() <= n as f64 * f64::EPSILON * exact, "{n}");
        }
    }
}
