//! The functions as methods.

use super::{erf, exp, ln, tanh};
use crate::simd::SimdFloat;

/// Elementary functions of a vector, lane by lane.
pub trait Transcendental: SimdFloat {
    /// eˣ.
    #[must_use]
    fn exp(self) -> Self;

    /// eˣ − 1, accurate near 0.
    #[must_use]
    fn exp_m1(self) -> Self;

    /// ln(1 + x) for x in `[0, 1]`, accurate near 0.
    #[must_use]
    fn ln_1p_of_unit(self) -> Self;

    /// tanh x.
    #[must_use]
    fn tanh(self) -> Self;

    /// 1 − erf x = (2/√π)·∫ₓ^∞ e^(−t²) dt, accurate however small it is.
    #[must_use]
    fn erfc(self) -> Self;

    /// 1/(1 + e⁻ˣ).
    #[must_use]
    #[inline(always)]
    fn sigmoid(self) -> Self {
        Self::one() / (Self::one() + (-self).exp())
    }

    /// ln(1 + eˣ) without overflow.
    #[must_use]
    #[inline(always)]
    fn softplus(self) -> Self {
        self.relu() + (-self.abs()).exp().ln_1p_of_unit()
    }
}

/// Methods of one argument, each by the function beside it.
macro_rules! methods {
    ($($name:ident => $function:path,)*) => {
        $(#[inline(always)]
        fn $name(self) -> Self {
            $function(self)
        })*
    };
}

impl<V: SimdFloat<Scalar = f32>> Transcendental for V {
    methods! {
        exp => exp::exp,
        exp_m1 => exp::exp_m1,
        ln_1p_of_unit => ln::ln_1p_of_unit,
        tanh => tanh::tanh,
        erfc => erf::erfc,
    }
}

impl Transcendental for f64 {
    methods! {
        exp => libm::exp,
        exp_m1 => libm::expm1,
        ln_1p_of_unit => libm::log1p,
        tanh => libm::tanh,
        erfc => libm::erfc,
    }
}
