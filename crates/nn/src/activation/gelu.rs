//! GELU.

use super::{ActivationFunction, BackwardArgs, elementwise};
use crate::entry;
use crate::float::Float;
use crate::math::Transcendental;

entry! {
    /// Its input times the normal distribution's share below it (exact, by erf).
    pub struct Gelu = "gelu", "GELU",
        formula: r"z\,\Phi(z)",
        source: "https://keras.io/api/layers/activations/#gelu-function",
        paper: "Hendrycks & Gimpel, 2016, <https://arxiv.org/abs/1606.08415>",
    {}
}

impl<F: Float> ActivationFunction<F> for Gelu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z * normal_cdf(z));
    }

    fn backward(&self, args: BackwardArgs<'_, F>) {
        args.elementwise(|z, _| normal_cdf(z) + z * normal_pdf(z));
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}

/// Φ(z), by erfc so that the lower tail keeps its digits.
#[inline(always)]
fn normal_cdf<V: Transcendental>(z: V) -> V {
    V::from_f64(0.5) * (z * V::from_f64(-core::f64::consts::FRAC_1_SQRT_2)).erfc()
}

/// The standard normal density at z.
#[inline(always)]
fn normal_pdf<V: Transcendental>(z: V) -> V {
    const AT_ZERO: f64 = 0.398_942_280_401_432_7;
    V::from_f64(AT_ZERO) * (z * z * V::from_f64(-0.5)).exp()
}
