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

impl<V: SimdFloat<Scalar = f32>> Transcendental for V {
    #[inline(always)]
    fn exp(self) -> Self {
        exp::exp(self)
    }

    #[inline(always)]
    fn exp_m1(self) -> Self {
        exp::exp_m1(self)
    }

    #[inline(always)]
    fn ln_1p_of_unit(self) -> Self {
        ln::ln_1p_of_unit(self)
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        tanh::tanh(self)
    }

    #[inline(always)]
    fn erfc(self) -> Self {
        erf::erfc(self)
    }
}

impl Transcendental for f64 {
    #[inline(always)]
    fn exp(self) -> Self {
        libm::exp(self)
    }

    #[inline(always)]
    fn exp_m1(self) -> Self {
        libm::expm1(self)
    }

    #[inline(always)]
    fn ln_1p_of_unit(self) -> Self {
        libm::log1p(self)
    }

    #[inline(always)]
    fn tanh(self) -> Self {
        libm::tanh(self)
    }

    #[inline(always)]
    fn erfc(self) -> Self {
        libm::erfc(self)
    }
}
