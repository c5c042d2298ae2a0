//! Leaky ReLU.

use super::{ActivationFunction, Backward, elementwise};
use crate::Float;
use crate::catalogue::{Choice, Entry, Parameter, ParameterKind, Range, Scale};
use crate::kernel::number::Number;

/// A ReLU that lets a little of negative input through, so that it cannot die.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeakyRelu {
    negative_slope: f64,
}

impl LeakyRelu {
    /// Its place in the catalogue.
    pub const ENTRY: Entry = Entry {
        id: "leaky_relu",
        label: "Leaky ReLU",
        formula: r"\max(\alpha z, z)",
        summary: "A ReLU that lets a little of negative input through, so that it cannot die.",
        parameters: &[Parameter {
            id: "negative_slope",
            label: "Negative slope",
            unit: "",
            kind: ParameterKind::Real { default: 0.1, range: Range::closed(0.0, 1.0), scale: Scale::Linear },
        }],
        source: "https://keras.io/api/layers/activations/#leaky_relu-function",
    };

    pub(crate) fn from_choice(choice: &Choice) -> Self {
        Self { negative_slope: choice.real("negative_slope") }
    }
}

impl<F: Float> ActivationFunction<F> for LeakyRelu {
    fn forward(&self, z: &[F], _: &[F], a: &mut [F]) {
        let slope = F::Register::from_f64(self.negative_slope);
        elementwise(z, a, |z| z.above(F::Register::zero(), z, slope * z));
    }

    fn backward(&self, pass: Backward<'_, F>) {
        let slope = F::Register::from_f64(self.negative_slope);
        pass.elementwise(|z, _| z.above(F::Register::zero(), F::Register::one(), slope));
    }

    fn fitting_init(&self) -> Option<&'static str> {
        Some("he_normal")
    }
}
