//! ELU.

use super::{ActivationFunction, Backward, Saturation, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::number::Number;

/// Like ReLU for positive input, bending smoothly to −α for the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elu {
    alpha: f64,
}

impl Elu {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "elu",
        label: "ELU",
        formula: r"z \text{ if } z>0, \text{ else } \alpha(e^z-1)",
        summary: "Like ReLU for positive input, bending smoothly to −α for the rest.",
        parameters: &[Parameter {
            id: "alpha",
            label: "α",
            unit: "",
            kind: ParameterKind::Real {
                default: 1.0,
                range: Range::closed(0.0, 100.0).travel(0.0, 3.0),
                scale: Scale::Linear,
            },
        }],
        source: "https://keras.io/api/layers/activations/#elu-function",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { alpha: choice.real("alpha") }
    }
}

impl<F: Float> ActivationFunction<F> for Elu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        let alpha = F::Register::from_f64(self.alpha);
        elementwise(z, a, |z| z.above(F::Register::zero(), z, alpha * z.exp_m1()));
    }

    fn backward(&self, pass: Backward<'_, F>) {
        let alpha = F::Register::from_f64(self.alpha);
        pass.elementwise(|z, _| z.above(F::Register::zero(), F::Register::one(), alpha * z.exp()));
    }

    fn saturation(&self) -> Option<Saturation> {
        Some(Saturation { below: -0.99 * self.alpha, above: f64::INFINITY })
    }

    fn range(&self) -> (f64, f64) {
        (-self.alpha, f64::INFINITY)
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
