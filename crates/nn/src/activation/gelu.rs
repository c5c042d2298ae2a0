//! GELU.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry};
use crate::kernel::number::Number;

/// Its input times the normal distribution's share below it (exact, by erf).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gelu;

impl Gelu {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "gelu",
        label: "GELU",
        formula: r"z\,\Phi(z)",
        summary: "Its input times the normal distribution's share below it (exact, by erf).",
        parameters: &[],
        source: "https://keras.io/api/layers/activations/#gelu-function",
    };

    pub(crate) fn from_choice(_: &Choice) -> Self {
        Self
    }
}

impl<F: Float> ActivationFunction<F> for Gelu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        elementwise(z, a, |z| z * share_below(z));
    }

    fn backward(&self, pass: Backward<'_, F>) {
        pass.elementwise(|z, _| share_below(z) + z * density(z));
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}

/// Φ(z), by erfc so that the lower tail keeps its digits.
#[inline(always)]
fn share_below<N: Number>(z: N) -> N {
    N::from_f64(0.5) * (z * N::from_f64(-core::f64::consts::FRAC_1_SQRT_2)).erfc()
}

/// The standard normal density at z.
#[inline(always)]
fn density<N: Number>(z: N) -> N {
    const AT_ZERO: f64 = 0.398_942_280_401_432_7;
    N::from_f64(AT_ZERO) * (z * z * N::from_f64(-0.5)).exp()
}
